// `npm run stop-all`: ends what was started on this data folder, and nothing else.
import { runCommand } from "../command.ts";
import { currentRun } from "../data-folder.ts";
import { stopBackground } from "../postgres/server.ts";
import { waitGone } from "../process-identity.ts";
import { loadEnvironment, readSettings } from "../settings.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const { dataDir } = readSettings(await loadEnvironment());
  // The process is the one that wrote the file: its number and its time of birth agree.
  const run = await currentRun(dataDir);
  if (run) {
    process.kill(run.pid, "SIGTERM");
    if (!(await waitGone(run.pid, 20_000))) process.kill(run.pid, "SIGKILL");
    await waitGone(run.pid, 5000);
    print("Stopped the platform.");
  }
  if (await stopBackground(dataDir)) print("Stopped the database.");
  else if (!run) print("Nothing was running.");
});
