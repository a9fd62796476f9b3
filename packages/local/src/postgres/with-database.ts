// A command's database: the one that settings name, the running platform's, or the built-in one, started for as long.
import { currentRun, lockDataFolder } from "../data-folder.ts";
import type { DatabaseAddress, Settings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { checkDatabase } from "../stores/stores.ts";
import { runningAddress, startPostgres } from "./server.ts";

/**
 * Gives a database to `use` and returns what that returns.
 *
 * @throws StartError when it cannot be reached, or the platform is just starting on it
 */
export async function withDatabase<T>(
  { dataDir, database }: Pick<Settings, "dataDir" | "database">,
  use: (address: DatabaseAddress) => Promise<T>,
): Promise<T> {
  if (database) {
    await checkDatabase(database);
    return use(database);
  }
  if (await currentRun(dataDir)) {
    const address = await runningAddress(dataDir);
    if (address) return use(address);
    throw new StartError("The platform is just starting, and migrates by itself: try again later.");
  }
  const folder = await lockDataFolder(dataDir);
  try {
    const server = await startPostgres(dataDir);
    try {
      return await use(server);
    } finally {
      await server.stop();
    }
  } finally {
    await folder.release();
  }
}
