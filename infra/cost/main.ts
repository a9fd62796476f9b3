// `npm run cost -- --turns N [--learners N] [--stage small|standard|external|dev|preview]`: what a month costs, and how that is made up.
import { parseArgs } from "node:util";
import type { SizeName } from "../sizes.ts";
import { firstToGive, loadsOf } from "./capacity.ts";
import {
  dollarsOf,
  edgeLimit,
  edgeLimitOf,
  idle,
  ofTurns,
  total,
  type Line,
  type Stage,
} from "./cost.ts";
import { assumed } from "./counts.ts";
import { noted, prices, region, type Price } from "./prices.ts";

const usage =
  "npm run cost -- --turns 1000 [--learners 10000] [--stage small|standard|external|dev|preview]";
const print = (line = ""): void => {
  process.stdout.write(`${line}\n`);
};
const number = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : 0 });
const money = (value: number): string => `$${value.toFixed(2)}`;

function show(title: string, lines: readonly Line[]): void {
  print(`\n${title}\n`);
  for (const line of lines) {
    const { dollars, per }: Price = prices[line.price];
    const sum = `${number(line.count)} × $${String(dollars)} per ${per}`;
    print(`  ${line.what.padEnd(32)} ${money(dollarsOf(line)).padStart(10)}  ${sum}`);
  }
  print(`  ${"together".padEnd(32)} ${money(total(lines)).padStart(10)}`);
}

function showLoad(learners: number, size: SizeName): void {
  const loads = loadsOf(learners, size);
  print(
    `\nThe busiest minute of ${number(learners)} learners, size ${size}, ${String(assumed.shareOnline * 100)} % of them there\n`,
  );
  for (const { what, load, limit, whose } of loads) {
    const mark = load > limit ? "OVER" : "    ";
    print(
      `  ${mark} ${what.padEnd(38)} ${number(load).padStart(10)} of ${number(limit).padStart(7)}  ${whose}`,
    );
  }
  print(`\n  First to give: ${firstToGive(loads)?.what ?? "nothing"}.`);
}

const isStage = (name: string): name is Stage => Object.hasOwn(idle, name);
const isCount = (text: string): boolean => /^\d{1,12}$/.test(text);

function run(): boolean {
  const { values } = parseArgs({
    options: {
      turns: { type: "string", default: "1000" },
      learners: { type: "string" },
      stage: { type: "string", default: "small" },
    },
  });
  const { turns, learners, stage } = values;
  if (!isStage(stage) || !isCount(turns) || (learners !== undefined && !isCount(learners))) {
    return false;
  }
  print(
    `List prices of ${region}, noted on ${noted}. Where each was seen is in infra/cost/prices.ts; AWS's own page counts.`,
  );
  show(`A month of ${stage} in which nobody comes`, idle[stage]);
  show("With EDGE_REQUESTS_PER_MINUTE, besides, and for a million requests", [
    ...edgeLimit,
    ...edgeLimitOf(1e6),
  ]);
  show(`${number(Number(turns))} turns`, ofTurns(Number(turns)));
  print(
    `\nA month with ${number(Number(turns))} turns: ${money(total(idle[stage]) + total(ofTurns(Number(turns))))}`,
  );
  print(`1,000 turns: ${money(total(ofTurns(1_000)))}`);
  if (learners !== undefined) {
    const isSize = stage === "small" || stage === "standard" || stage === "external";
    showLoad(Number(learners), isSize ? stage : "standard");
  }
  return true;
}

// Somebody read as much as they wanted, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
let isUnderstood = false;
try {
  isUnderstood = run();
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
}
if (!isUnderstood) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}
