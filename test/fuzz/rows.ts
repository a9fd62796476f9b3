// How many rows every table has: a request that is refused makes none.
import postgres from "postgres";

/** Tables that a refusal may write to: what counts tries, what calls of a model cost, and what the sweep makes of rows. */
const exempt =
  /^(rate_limits|ai_calls|usage_(clock|groups|places|sums|speeds|corrections)\w*|track_(marks|milestones))$/;

export type Counts = Readonly<Record<string, number>>;

export interface Rows {
  count(): Promise<Counts>;
  stop(): Promise<void>;
}

export async function openRows(databaseUrl: string): Promise<Rows> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const counted = tables.map(({ name }) => name).filter((name) => !exempt.test(name));
  const query = counted
    .map((name) => `(select count(*)::int from "${name}") as "${name}"`)
    .join(", ");
  return {
    async count() {
      const [row] = await sql.unsafe<Record<string, number>[]>(`select ${query}`);
      return { ...row };
    },
    stop: () => sql.end({ timeout: 5 }),
  };
}

/** The tables whose number of rows differs: "users +1". */
export const changesOf = (before: Counts, after: Counts): string[] =>
  Object.entries(after).flatMap(([name, count]) => {
    const more = count - (before[name] ?? 0);
    return more === 0 ? [] : [`${name} ${more > 0 ? "+" : ""}${String(more)}`];
  });
