// `npm run db-reset`: drops all local data - database, queues, connections - after a yes.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { runCommand } from "../command.ts";
import { lockDataFolder } from "../data-folder.ts";
import { stopBackground } from "../postgres/server.ts";
import { loadEnvironment, readSettings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const { dataDir, database } = readSettings(await loadEnvironment());
  if (database) {
    throw new StartError(
      "DATABASE_URL names a database of its own: drop that one with its own tools, or unset DATABASE_URL.",
    );
  }
  // Holding the folder refuses while the platform runs.
  const folder = await lockDataFolder(dataDir);
  try {
    if (!(await confirmed(dataDir))) return print("Nothing was dropped.");
    await stopBackground(dataDir);
    for (const name of ["postgres", "postgres.json", "dynamodb", "sqs"]) {
      await rm(join(dataDir, name), { recursive: true, force: true });
    }
    print("Dropped all local data; the next start begins anew.");
  } finally {
    await folder.release();
  }
});

async function confirmed(dataDir: string): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) {
    throw new StartError("This drops all local data: say npm run db-reset -- --yes.");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Drop all data in ${dataDir}? Type yes: `);
  terminal.close();
  return answer.trim().toLowerCase() === "yes";
}
