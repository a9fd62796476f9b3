// `npm run smoke -- --url URL [--ws URL]`: does a deployment, or the platform on this machine, do what it is for?
import { parseArgs } from "node:util";
import { journey } from "./journey.ts";
import { StepError, stepsOf } from "./step.ts";

const usage =
  "npm run smoke -- --url https://learning.example.com [--ws wss://….amazonaws.com/$default]";
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function readOptions(): { readonly url: string; readonly ws?: string } | undefined {
  try {
    const { values } = parseArgs({ options: { url: { type: "string" }, ws: { type: "string" } } });
    const { url, ws } = values;
    if (url === undefined || !/^https?:/.test(url) || (ws !== undefined && !/^wss?:/.test(ws)))
      return undefined;
    return { url: new URL(url).origin, ...(ws !== undefined && { ws: new URL(ws).href }) };
  } catch {
    return undefined;
  }
}

const options = readOptions();
if (options === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const began = performance.now();
try {
  print(`Smoke test of ${options.url}\n`);
  await journey(options, stepsOf(print));
  print(`\nEverything works, in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`\nFailed at ${error.step}: ${error.message}.\n`);
  process.exitCode = 1;
}
