// Poolers of transactions, found by asking. What stands between us and the server has no name of its own: PgBouncer,
// PgCat, Supavisor, Neon's. What they have in common is that two of our connections meet in one process of the server.
import type { Sql } from "postgres";

/** The process of the server that answers, as one connection of ours sees it. */
export type Backend = () => Promise<number>;

/** More than one, for poolers whose connections others take meanwhile. */
const rounds = 4;

/**
 * Whether two connections of ours are handed on between statements. The server itself, and a pooler of sessions, keep one
 * process for each of them until it ends. Nothing is held meanwhile, so that a pooler of one connection answers as well.
 */
export async function isHandedOn(first: Backend, second: Backend): Promise<boolean> {
  const ofFirst = new Set<number>();
  const ofSecond = new Set<number>();
  for (let round = 0; round < rounds; round += 1) {
    // Twice: two connections of a pooler that are handed out in turn would else always be the same one's.
    ofFirst.add(await first());
    ofFirst.add(await first());
    ofSecond.add(await second());
  }
  return ofFirst.size > 1 || ofSecond.size > 1 || [...ofFirst].some((one) => ofSecond.has(one));
}

/** Asks without preparing anything, which some poolers would not bear. `sql` has one connection. */
export const backendOf =
  (sql: Sql): Backend =>
  async () => {
    const [row] = await sql.unsafe<{ pid: number }[]>("select pg_backend_pid() as pid").simple();
    return row?.pid ?? 0;
  };
