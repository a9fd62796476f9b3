// `npm run status`: what runs, where, and each part by name. Code 0 only when all of them are there.
import { runCommand } from "../command.ts";
import { currentRun, type Run } from "../data-folder.ts";
import { runningAddress } from "../postgres/server.ts";
import { loadEnvironment, readSettings, type Settings } from "../settings.ts";
import { lookAtDatabase, lookAtGateway } from "../status/parts.ts";
import { probe, type PartState } from "../status/probe.ts";
import type { StatusReport } from "../status/report.ts";
import { print, printError } from "../terminal.ts";

/** Longer than the runner itself waits for any part. */
const runnerMs = 15_000;

await runCommand(async () => {
  const settings = readSettings(await loadEnvironment());
  const run = await currentRun(settings.dataDir);
  const parts = run ? await partsOf(run, settings) : await partsWithoutRun(settings);
  for (const part of parts) print(lineOf(part));
  const away = parts.filter(({ ok }) => !ok);
  if (away.length === 0) return;
  printError(`\nNot running: ${away.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
});

async function partsWithoutRun(settings: Settings): Promise<readonly PartState[]> {
  return [
    { name: "Platform", ok: false, says: "not running: npm start" },
    await database(settings),
  ];
}

/** As the runner sees them, and the gateway as it is seen from here. */
async function partsOf(run: Run, settings: Settings): Promise<readonly PartState[]> {
  const { siteUrl, apiUrl, controlUrl } = run;
  print(`Platform    process ${String(run.pid)}`);
  if (siteUrl === undefined || apiUrl === undefined || controlUrl === undefined) {
    return [{ name: "Platform", ok: false, says: "starting" }];
  }
  print(`Site        ${siteUrl}`);
  print(`API         ${apiUrl}`);
  print(`Status      ${controlUrl}/status`);
  print(`Faults      npm run faults\n`);
  const [gateway, report] = await Promise.all([
    probe("Gateway", (signal) => lookAtGateway([siteUrl, apiUrl], signal)),
    reportOf(controlUrl),
  ]);
  if (report === undefined) {
    const runner = { name: "Runner", ok: false, says: `${controlUrl} does not answer` };
    return [runner, gateway.state, await database(settings)];
  }
  return report.parts.map((part) => (part.name === "Gateway" ? gateway.state : part));
}

async function reportOf(controlUrl: string): Promise<StatusReport | undefined> {
  try {
    const signal = AbortSignal.timeout(runnerMs);
    const answer = await fetch(`${controlUrl}/status.json`, { signal });
    if (!answer.ok) return undefined;
    const report: StatusReport = JSON.parse(await answer.text());
    return report;
  } catch {
    return undefined;
  }
}

/** From here, since there is nobody to ask. */
async function database(settings: Settings): Promise<PartState> {
  const address = settings.database ?? (await runningAddress(settings.dataDir));
  if (!address) return { name: "Database", ok: false, says: "not running" };
  const { state } = await probe("Database", (signal) => lookAtDatabase(address, signal));
  return state;
}

function lineOf({ name, ok, says, version = "", ms }: PartState): string {
  const facts = [version, ms === undefined ? "" : `${String(ms)} ms`].filter((fact) => fact !== "");
  const end = facts.length === 0 ? "" : ` (${facts.join(", ")})`;
  return `${name.padEnd(11)} ${ok ? "running" : "away   "}  ${says}${end}`;
}
