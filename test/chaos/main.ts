// `npm run chaos`: the real stack, many learners, everything breaking, and whether anything was lost.
import { randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { print, printError } from "@ai-learning/local/terminal";
import { OptionError, readOptions, usage, type Options } from "./options.ts";
import { detailsOf, jsonOf, tableOf } from "./report.ts";
import { run } from "./run.ts";

/** The log of the system, stored beside the JSON when something is wrong. */
async function keepLog(file: string, outcome: Awaited<ReturnType<typeof run>>): Promise<void> {
  const heard = outcome.tabs.flatMap((tab) =>
    tab.notes.list.map(({ at, what }) => ({ at, source: tab.name, line: what })),
  );
  const lines = [...outcome.log, ...heard]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, source, line }) => `${new Date(at).toISOString()} ${source} ${line}`);
  await writeFile(file, lines.join("\n"));
}

function orders(): Options {
  try {
    return readOptions(process.argv.slice(2), randomInt(2 ** 31 - 1));
  } catch (thrown) {
    if (!(thrown instanceof OptionError)) throw thrown;
    printError(thrown.message);
    return process.exit(2);
  }
}

const given = orders();
if (given.help) {
  print(usage);
  process.exit(0);
}
print(`  seed ${String(given.seed)}`);
try {
  const outcome = await run({ ...given, say: (line) => printError(`  ${line}`) });
  print(`\n${tableOf(outcome)}\n`);
  const details = detailsOf(outcome);
  if (details !== "") print(`${details}\n`);
  if (given.json !== null) {
    await writeFile(given.json, JSON.stringify(jsonOf(outcome), null, 2));
    if (!outcome.verdict.isClean) await keepLog(`${given.json}.log`, outcome);
  }
  process.exit(outcome.verdict.isClean && !outcome.isCut ? 0 : 1);
} catch (thrown) {
  printError(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  process.exit(1);
}
