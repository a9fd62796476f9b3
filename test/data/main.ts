// `npm run generate-data`: a plausible year in a database of ours, with sums that are known without asking it.
import { writeFile } from "node:fs/promises";
import { runCommand } from "@ai-learning/local/command";
import { print, printError } from "@ai-learning/local/terminal";
import { generate } from "./generate.ts";
import { readOptions, usage } from "./options.ts";
import type { Sums } from "./sums.ts";
import { password } from "./year.ts";

const count = new Intl.NumberFormat("en");

/** What was made, in a few lines. */
function told({ total, rows, dialogues, by }: Sums, seconds: number): string {
  const all = [...rows.values()].reduce((sum, one) => sum + one, 0);
  const finalized = dialogues.filter((one) => one.finalized !== null).length;
  const percent = Math.round((100 * finalized) / Math.max(1, dialogues.length));
  const list = (sums: ReadonlyMap<string | null, { calls: number }>): string =>
    [...sums].map(([name, { calls }]) => `${name ?? "none"} ${count.format(calls)}`).join(", ");
  return [
    `${count.format(all)} rows in ${seconds.toFixed(0)} s:`,
    ...[...rows].map(
      ([table, number]) => `  ${table.padEnd(22)}${count.format(number).padStart(12)}`,
    ),
    `Calls ${count.format(total.calls)}, tokens ${count.format(total.tokens)}, ${(total.price_units / 1e8).toFixed(2)} US dollars`,
    `  by stage: ${list(by.stage)}`,
    `  by model: ${list(by.model)}`,
    `Planning dialogues ${count.format(dialogues.length)}, ${String(percent)} % finalised`,
    `Generated accounts sign in as learner-SEED-NUMBER@example.org with the password ${password}`,
  ].join("\n");
}

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === null) return print(usage);
  const startedAt = performance.now();
  const sums = await generate({ ...options, say: (line) => printError(`  ${line}`) });
  if (options.sums !== null) {
    await writeFile(options.sums, `${JSON.stringify(sums, null, 2)}\n`);
  }
  print(told(sums, (performance.now() - startedAt) / 1_000));
});
