// `npm start`: the whole product on this machine. `--watch` follows the sources: functions are rebuilt and the page is
// replaced as they change. `--logs` prints every line of the log as one JSON object to standard output, and everything else
// to standard error.
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { jsonLine } from "./log-line.ts";
import type { Log } from "./log.ts";
import { loadEnvironment, readSettings, type Settings } from "./settings.ts";
import { startStack } from "./stack.ts";
import { print, printError, stepLine } from "./terminal.ts";

/** What a request to stop does: during the start it ends this process, and all that it started ends with it. */
let stop = (): void => process.exit(130);

await runCommand(run, () => stop());

async function run(): Promise<void> {
  const began = performance.now();
  const watch = process.argv.includes("--watch");
  const logs = process.argv.includes("--logs");
  const say = logs ? printError : print;
  const env = await loadEnvironment();
  const settings = readSettings(env);
  say("\nAI Learning Platform\n");
  const stack = await startStack({
    env,
    warm: true,
    log: openLog(settings, logs),
    onStep: (name, detail) => say(stepLine(name, performance.now() - began, detail)),
    ...(watch && {
      site: "develop",
      onRebuild: (changed, problem) => showRebuild(say, changed, problem),
    }),
  });
  say(`\n  Open   ${stack.siteUrl}`);
  say(`  API    ${stack.apiUrl}/api/openapi.json`);
  say(`  Model  ${modelLine(settings)}`);
  say(`  Status ${stack.controlUrl}/status`);
  say(`\n  Ready in ${((performance.now() - began) / 1000).toFixed(1)} s. Ctrl-C stops it.\n`);

  await stopRequested();
  say("\nStopping.");
  await stack.stop();
}

function modelLine({ model }: Settings): string {
  if (model) return `${model.model} at ${new URL(model.baseUrl).host}`;
  return "demo mentor - set DEFAULT_OPENAI_API_KEY in .env to use a real one";
}

/** Everything goes to a file; the terminal shows what needs a person, or with `--logs` everything. */
function openLog({ dataDir, passed }: Settings, logs: boolean): Log {
  const debug = /^(?:true|1)$/i.test(passed["DEBUG"] ?? "") || passed["LOG_LEVEL"] === "debug";
  mkdirSync(dataDir, { recursive: true });
  const file = createWriteStream(join(dataDir, "runner.log"));
  return (source, line, level = "info") => {
    file.write(`${new Date().toISOString()} ${level} ${source} ${line}\n`);
    if (logs) print(jsonLine(source, line, level));
    else if (debug || level !== "info" || isLoud(line)) printError(`  [${source}] ${line}`);
  };
}

/** Functions log one JSON object a line; their warnings and errors are worth showing. */
function isLoud(line: string): boolean {
  return /"level":\s*"(?:warn|error|fatal)"/i.test(line);
}

function showRebuild(
  say: (line: string) => void,
  changed: readonly string[],
  problem?: string,
): void {
  if (problem !== undefined) printError(`  ${problem}`);
  else if (changed.length > 0) say(`  Rebuilt: ${changed.join(", ")}`);
}

/** Waits for Ctrl-C, SIGTERM or the end of npm; a second signal ends this process at once. */
function stopRequested(): Promise<void> {
  // A reader of our output that went away must not interrupt the stop.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  return new Promise((resolve) => {
    stop = resolve;
    let isAsked = false;
    const onSignal = (): void => {
      if (isAsked) process.exit(130);
      isAsked = true;
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, onSignal);
  });
}
