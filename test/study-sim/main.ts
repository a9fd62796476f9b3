// `npm run study-sim`: simulated learners through this platform's scheduler and through others' published rules, under
// two laws of forgetting, and the rules by which an objective is called known.
import { writeFile } from "node:fs/promises";
import { runCommand } from "@ai-learning/local/command";
import { print, printError } from "@ai-learning/local/terminal";
import { gates, shareCalledKnown } from "./gates.ts";
import { laws } from "./laws.ts";
import { measure, weekly } from "./measure.ts";
import { readOptions, usage } from "./options.ts";
import { calibrationReport, lawReport, masteryReport } from "./report.ts";
import { simulate } from "./run.ts";
import { ours, oursUnsmoothed } from "./schedulers/ours.ts";
import { rivals } from "./schedulers/rivals.ts";
import { plot } from "./svg.ts";

const schedulers = [ours, oursUnsmoothed, ...rivals];

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return print(usage);
  const { learners, cards, days, seed, guessing } = options;
  print(
    `${String(learners)} learners, ${String(cards)} cards, ${String(days)} days, seed ${String(seed)}${guessing ? ", guesses and slips" : ""}\n`,
  );
  const plots = options.laws.map((law) => {
    const found = schedulers.map((scheduler) => {
      const began = performance.now();
      const years = simulate(scheduler, laws[law], options);
      printError(
        `  ${law}: ${scheduler.name}, ${((performance.now() - began) / 1000).toFixed(1)} s`,
      );
      return { name: scheduler.name, measure: measure(years), ...weekly(years) };
    });
    print(`${lawReport(law, found)}\n`);
    return { title: law, lines: found };
  });
  print(`${calibrationReport(plots.flatMap(({ lines }) => lines.slice(0, 1)))}\n`);
  const known = gates.map((gate) => ({
    ...gate,
    known: [shareCalledKnown(gate, 0.5) * 100, shareCalledKnown(gate, 1) * 100] as const,
  }));
  print(masteryReport(known));
  if (options.svg === null) return;
  await writeFile(options.svg, plot(plots));
  print(`\nThe plot is in ${options.svg}`);
});
