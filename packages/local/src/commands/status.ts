// `npm run status`: what runs, whether it answers, and where. Code 0 only when all is well.
import { runCommand } from "../command.ts";
import { currentRun } from "../data-folder.ts";
import { messageOf } from "../log.ts";
import { runningAddress } from "../postgres/server.ts";
import { databaseUrlOf, loadEnvironment, readSettings, type Settings } from "../settings.ts";
import { checkDatabase } from "../stores/stores.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const settings = readSettings(await loadEnvironment());
  const run = await currentRun(settings.dataDir);
  const database = await databaseState(settings);
  if (!run) {
    print("Platform  not running: npm start");
    print(`Database  ${database.text}`);
    process.exit(1);
  }
  const healthy = await healthOf(run.apiUrl);
  print(`Platform  running, process ${String(run.pid)}`);
  print(`Site      ${run.siteUrl ?? "starting"}`);
  print(`API       ${run.apiUrl ?? "starting"} ${healthy.text}`);
  print(`Database  ${database.text}`);
  print(`Model     ${run.model ?? "starting"}`);
  print(`Faults    ${run.controlUrl ?? "starting"} npm run faults`);
  if (!healthy.ok || !database.ok) process.exit(1);
});

interface State {
  readonly ok: boolean;
  readonly text: string;
}

async function healthOf(apiUrl: string | undefined): Promise<State> {
  if (apiUrl === undefined) return { ok: false, text: "" };
  try {
    const answer = await fetch(`${apiUrl}/api/health`, { signal: AbortSignal.timeout(10_000) });
    return { ok: answer.ok, text: answer.ok ? "healthy" : `answers ${String(answer.status)}` };
  } catch (thrown) {
    return { ok: false, text: `does not answer: ${messageOf(thrown)}` };
  }
}

async function databaseState(settings: Settings): Promise<State> {
  const address = settings.database ?? (await runningAddress(settings.dataDir));
  if (!address) return { ok: false, text: "not running" };
  const url = databaseUrlOf({ ...address, password: "" }).replace(":@", "@");
  try {
    await checkDatabase(address);
    return { ok: true, text: `${url} reachable` };
  } catch {
    return { ok: false, text: `${url} not reachable` };
  }
}
