// `npm run bench`: every line of the budget, as counts taken on the wire and as times beside this machine's own floor.
// A count over its budget fails; a time does with `--strict`.
import { runCommand } from "@ai-learning/local/command";
import { StartError } from "@ai-learning/local/start-error";
import { print, printError } from "@ai-learning/local/terminal";
import { Bench } from "./bench.ts";
import { readOptions, usage } from "./options.ts";
import { reportOf, save, writeDocument } from "./report.ts";
import { missed, type Findings, type Row, type Series } from "./row.ts";
import { measureAnalytics } from "./sections/analytics.ts";
import { measureBundles } from "./sections/bundles.ts";
import { measureCalls } from "./sections/calls.ts";
import { measureFinalise } from "./sections/finalise.ts";
import { measureFloor } from "./sections/floor.ts";
import { measureFrames } from "./sections/frames.ts";
import { measureLearners } from "./sections/learners.ts";
import { measureMemory } from "./sections/memory.ts";
import { measurePage } from "./sections/page.ts";
import { measureRestore } from "./sections/restore.ts";
import { textTable } from "./table.ts";

/** In the order in which they run. */
const sections: Readonly<
  Record<string, { title: string; run: (bench: Bench) => Promise<Findings> }>
> = {
  floor: { title: "This machine's floor", run: measureFloor },
  calls: { title: "Calls, counted on the wire", run: measureCalls },
  learners: { title: "From send to first delta", run: measureLearners },
  restore: { title: "Restore", run: measureRestore },
  finalise: { title: "From a complete plan to modules", run: measureFinalise },
  frames: { title: "Frames of an answer", run: measureFrames },
  bundles: { title: "Functions", run: measureBundles },
  analytics: { title: "Figures of a generated year", run: measureAnalytics },
  page: { title: "First page", run: measurePage },
  memory: { title: "Memory", run: measureMemory },
};

await runCommand(async () => {
  const names = Object.keys(sections);
  const options = readOptions(process.argv.slice(2), names);
  if (options.help) return print(usage(names));
  const bench = new Bench(options, (line) => printError(`    ${line}`));
  const rows: Row[] = [];
  const series: Series[] = [];
  try {
    for (const [name, { title, run }] of Object.entries(sections)) {
      if (options.only.length > 0 && !options.only.includes(name)) continue;
      printError(`  ${title}`);
      const found = await run(bench);
      rows.push(...found.rows.map((row) => ({ section: title, ...row })));
      series.push(...(found.series ?? []));
    }
  } finally {
    await bench.stop();
  }
  const report = reportOf(options.quick, rows, series);
  if (options.json === "-") print(JSON.stringify(report));
  else print(`\n${textTable(rows, report.floorMs)}\n`);
  for (const file of await save(report, options.json)) printError(`  ${file}`);
  if (options.docs) await writeDocument(report);
  const failed = [...missed(rows, "count"), ...(options.strict ? missed(rows, "time") : [])];
  if (failed.length === 0) return;
  const which = failed.map(({ section, name }) => `${section}: ${name}`).join("; ");
  throw new StartError(`Over budget: ${which}.`);
});
