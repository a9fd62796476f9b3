// `npm run db-down`: ends the database that `db-up` started.
import { runCommand } from "../command.ts";
import { currentRun } from "../data-folder.ts";
import { stopBackground } from "../postgres/server.ts";
import { loadEnvironment, readSettings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const { dataDir } = readSettings(await loadEnvironment());
  if (await currentRun(dataDir)) {
    throw new StartError("The platform is running on the database: stop it with npm run stop-all.");
  }
  print((await stopBackground(dataDir)) ? "Stopped the database." : "No database was running.");
});
