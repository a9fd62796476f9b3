// `npm run doctor -- --stage dev`: what an AWS account still needs before a stage can be deployed to it. It only reads.
import { parseArgs } from "node:util";
import { environmentOf, examine } from "./doctor.ts";
import { exitCodeOf, lineOf } from "./finding.ts";

const verdicts = {
  0: "Nothing is missing.",
  1: "Something is missing.",
  2: "Nothing seems to be missing, but not everything could be looked at.",
} as const;

try {
  const { values } = parseArgs({ options: { stage: { type: "string" } } });
  const { stage } = values;
  if (stage === undefined) throw new Error("Which stage? npm run doctor -- --stage dev");
  environmentOf(stage);
  const findings = await examine(stage, process.env);
  const code = exitCodeOf(findings);
  process.stdout.write(`${findings.map(lineOf).join("")}\n${verdicts[code]}\n`);
  process.exitCode = code;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}
