// `npm run db-up`: the built-in database alone, in the background, until `db-down`.
import { runCommand } from "../command.ts";
import { currentRun, lockDataFolder } from "../data-folder.ts";
import { runningAddress, startPostgres } from "../postgres/server.ts";
import { databaseUrlOf, loadEnvironment, readSettings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const { dataDir, database } = readSettings(await loadEnvironment());
  if (database) {
    throw new StartError("DATABASE_URL names a database of its own: there is none to start.");
  }
  if (await currentRun(dataDir)) {
    const address = await runningAddress(dataDir);
    if (!address) throw new StartError("The platform is just starting: try again in a moment.");
    return print(databaseUrlOf(address));
  }
  const folder = await lockDataFolder(dataDir);
  try {
    print(databaseUrlOf(await startPostgres(dataDir, { background: true })));
  } finally {
    await folder.release();
  }
});
