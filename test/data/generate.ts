// Fills a database of ours with a generated year, in one transaction, and says what it adds up to.
import { StartError } from "@ai-learning/local/start-error";
import postgres, { type Sql } from "postgres";
import { Loader } from "./load.ts";
import { Sums } from "./sums.ts";
import { tableNames } from "./tables.ts";
import { makeYear, type YearOptions } from "./year.ts";

export interface GenerateOptions extends YearOptions {
  readonly databaseUrl: string;
  /** Also into a database that has users. */
  readonly force?: boolean;
  /** Told about progress, once in a while. */
  readonly say?: (line: string) => void;
}

/** No limit. As text: postgres.js leaves a bare zero out. */
export const forever = "0" as unknown as number;

/** Yesterday, UTC: the newest day that is over. */
export const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/**
 * Fills a database: all of it or nothing. Rows are made user by user and written in batches, so that memory does not grow
 * with their number; of each call two times and of each dialogue a line are kept, for medians.
 *
 * @throws StartError in one sentence when the database is not ours, or holds users and `force` is not given
 */
export async function generate(options: GenerateOptions): Promise<Sums> {
  const sql = postgres(options.databaseUrl, {
    max: 1,
    onnotice: () => undefined,
    // Our role has limits that are made for requests.
    connection: {
      TimeZone: "UTC",
      statement_timeout: forever,
      idle_in_transaction_session_timeout: forever,
    },
  });
  try {
    await check(sql, options.force ?? false);
    const sums = new Sums();
    await sql.begin(async (transaction) => {
      await load(transaction as unknown as Sql, options, sums);
    });
    options.say?.("statistics");
    for (const table of tableNames) await sql.unsafe(`analyze ${table}`);
    return sums;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Refuses a database that is not ours, or not of this release, or in use. */
async function check(sql: Sql, force: boolean): Promise<void> {
  const [found] = await sql<{ ours: boolean; ready: boolean }[]>`
    select to_regclass('schemaversion') is not null and to_regclass('chat_messages') is not null
        as ours,
      exists (select from information_schema.columns
        where table_schema = current_schema() and table_name = 'ai_calls' and column_name = 'stage')
        as ready`;
  if (found?.ours !== true) {
    throw new StartError(
      "This is no database of this platform: make one with `npm run migrate`, or name another with --database.",
    );
  }
  if (!found.ready) {
    throw new StartError("This database is of an earlier release: run `npm run migrate` first.");
  }
  const [row] = await sql<{ used: boolean }[]>`select exists (select from users) as used`;
  if (row?.used === true && !force) {
    throw new StartError(
      "This database has users already: name an empty one with --database, or add generated ones to them with --force.",
    );
  }
}

const count = new Intl.NumberFormat("en");

async function load(sql: Sql, options: GenerateOptions, sums: Sums): Promise<void> {
  const { messages, say } = options;
  const loader = await Loader.of(sql);
  const startedAt = performance.now();
  let toldAt = startedAt;
  const tell = (made: number): void => {
    const now = performance.now();
    if (now - toldAt < 2_000) return;
    toldAt = now;
    const rows = [...loader.written.values()].reduce((sum, one) => sum + one, 0);
    const rate = Math.round(rows / ((now - startedAt) / 1_000));
    const largest = (["users", "learning_tracks", "chat_messages", "ai_calls"] as const)
      .map((table) => `${table} ${count.format(loader.written.get(table) ?? 0)}`)
      .join(", ");
    const percent = Math.min(100, Math.round((100 * made) / Math.max(1, messages)));
    say?.(
      `${String(percent)} %: ${count.format(rows)} rows, ${count.format(rate)} a second (${largest})`,
    );
  };
  for (const made of makeYear(options, sums, loader.store)) {
    if (!loader.isFull) continue;
    await loader.flush();
    tell(made);
  }
  await loader.flush();
  // A lesson and its versions refer to each other: the one that is read is known when all are there.
  await sql`
    update lessons l set current_version_id = v.id
    from lesson_versions v
    where v.lesson_id = l.id and l.current_version_id is null and v.version = (
      select max(o.version) from lesson_versions o where o.lesson_id = l.id)`;
}
