// Runs the conversion of the original's database in this process, out of its bundle: when the process is killed its
// connection is gone, and with it the transaction.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chatIdMigration } from "@ai-learning/functions/manifest";
import { buildFunctions } from "../functions/bundle.ts";
import { defaultBundleDir } from "../paths.ts";
import type { DatabaseAddress } from "../settings.ts";
import { StartError } from "../start-error.ts";

/** What the conversion is told. */
export interface Conversion {
  /** IANA name of the zone of the original's times. */
  readonly zone: string;
  readonly isDryRun: boolean;
  readonly onProgress: (table: string, done: number, all: number) => void;
}

/** Rows of a table: `before` + `made` = `after` + `merged` + `kept`. */
export interface TableCount {
  readonly table: string;
  readonly before: number;
  readonly made: number;
  readonly after: number;
  readonly merged: number;
  readonly kept: number;
}

/** What the conversion says. */
export type Converted =
  | { readonly outcome: "already"; readonly at: string }
  | {
      readonly outcome: "converted" | "dry-run";
      readonly hasChatId: boolean;
      readonly counts: readonly TableCount[];
      readonly notes: readonly {
        readonly table: string;
        readonly reason: string;
        readonly count: number;
      }[];
    };

interface Bundle {
  handler(conversion: Conversion): Promise<Converted>;
}

/**
 * Builds the bundle where that was not done yet, and runs it over a database.
 * @throws StartError in one sentence when the database is not to be converted
 */
export async function convertOriginal(
  database: DatabaseAddress,
  conversion: Conversion,
): Promise<Converted> {
  // Beside the deployed ones, whose record of what was built names only themselves.
  const bundles = await buildFunctions([chatIdMigration], join(defaultBundleDir, ".tools"));
  Object.assign(process.env, {
    SST_RESOURCE_App: JSON.stringify({ name: "ai-learning", stage: "local" }),
    SST_RESOURCE_Database: JSON.stringify(database),
  });
  const bundle: Bundle = await import(pathToFileURL(bundles.path(chatIdMigration.name)).href);
  try {
    return await bundle.handler(conversion);
  } catch (thrown) {
    const isOurs = thrown instanceof Error && /^(Config|Database)Error$/.test(thrown.name);
    if (!isOurs) throw thrown;
    throw new StartError(thrown.message, { cause: thrown });
  }
}
