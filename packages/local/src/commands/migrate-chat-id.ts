// `npm run migrate-chat-id -- --database URL [--dry-run] [--zone Europe/Moscow]`: converts a database of the original
// system, from before or after `chat_id`, in one transaction.
import { parseArgs } from "node:util";
import { runCommand } from "../command.ts";
import { printConverted, printProgress } from "../convert/print.ts";
import { convertOriginal } from "../convert/run.ts";
import {
  databaseUrlOf,
  loadEnvironment,
  readDatabaseUrl,
  readSettings,
  type DatabaseAddress,
} from "../settings.ts";
import { StartError } from "../start-error.ts";
import { print } from "../terminal.ts";

const usage =
  "npm run migrate-chat-id -- --database postgresql://user:password@host:5432/name [--dry-run] [--zone Europe/Moscow]";

interface Options {
  readonly database: DatabaseAddress;
  readonly isDryRun: boolean;
  readonly zone: string;
}

function readArguments(): { database?: string; "dry-run"?: boolean; zone?: string } {
  try {
    return parseArgs({
      options: {
        database: { type: "string" },
        "dry-run": { type: "boolean" },
        zone: { type: "string" },
      },
    }).values;
  } catch (cause) {
    throw new StartError(`Wrong arguments: ${usage}`, { cause });
  }
}

/** The database is that of `--database`, else of DATABASE_URL; the original wrote its times in UTC. */
async function readOptions(): Promise<Options> {
  const { database, zone = "UTC", "dry-run": isDryRun = false } = readArguments();
  const address =
    database === undefined
      ? readSettings(await loadEnvironment()).database
      : readDatabaseUrl(database);
  if (address === undefined) throw new StartError(`Which database? ${usage}`);
  return { database: address, isDryRun, zone };
}

await runCommand(async () => {
  const { database, isDryRun, zone } = await readOptions();
  const shown = databaseUrlOf({ ...database, password: "" }).replace(":@", "@");
  print(
    `${isDryRun ? "Trying to convert" : "Converting"} ${shown}; its times are read as ${zone}.`,
  );
  const converted = await convertOriginal(database, { zone, isDryRun, onProgress: printProgress });
  printConverted(converted, zone);
});
