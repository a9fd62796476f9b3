// What a conversion did, in figures; it is only kept when the figures before and after agree.
import type { ISql } from "postgres";
import { DatabaseError } from "../error.ts";
import { tables } from "./shape.ts";

/** Rows of one table. `before` + `made` = `after` + `merged` + `kept`. */
export interface TableCount {
  readonly table: string;
  readonly before: number;
  /** That the conversion added: chats of sessions that had none. */
  readonly made: number;
  readonly after: number;
  /** Sessions that became a part of another one of their track. */
  readonly merged: number;
  /** That have no place: they are whole in `legacy_rows`. */
  readonly kept: number;
}

/** How many rows something was done to, and what. */
export interface Note {
  readonly table: string;
  readonly reason: string;
  readonly count: number;
}

/** Rows of each of the original's tables, which are in the schema `original` by now. */
export async function countSource(sql: ISql): Promise<Readonly<Record<string, number>>> {
  const counts = Object.keys(tables).map(async (name) => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::integer as count from original.${sql(name)}`;
    return [name, row?.count ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function countOf(sql: ISql, table: string): Promise<TableCount> {
  const made =
    table === "chats" ? sql`(select count(*) from original.chat_place where is_made)` : sql`0`;
  const [row] = await sql<TableCount[]>`
    select ${table}::text as table,
      (select count(*) from original.${sql(table)})::integer as before, ${made}::integer as made,
      (select count(*) from ${sql(table)})::integer as after,
      (select count(*) from legacy_rows where source_table = ${table}
        and reason like 'merged %')::integer as merged,
      (select count(*) from legacy_rows where source_table = ${table}
        and not is_placed)::integer as kept`;
  if (row === undefined) throw new Error("counting returned nothing");
  return { ...row };
}

/** Messages that are, to the byte and the microsecond, what they were. */
async function countEqualMessages(sql: ISql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count
    from original.chat_messages o join chat_messages n using (id)
    where o.message_content = n.message_content
      and (o.timestamp is null or original.instant(o.timestamp) = n.timestamp)`;
  return row?.count ?? 0;
}

/**
 * Counts both sides.
 * @throws DatabaseError when a row is missing, or a message is not what it was
 */
export async function compare(sql: ISql): Promise<readonly TableCount[]> {
  const counts: TableCount[] = [];
  for (const table of Object.keys(tables)) {
    const count = await countOf(sql, table);
    const { before, made, after, merged, kept } = count;
    if (before + made !== after + merged + kept) {
      throw new DatabaseError(
        `Nothing was changed: of ${before} rows of ${table} only ${after + merged + kept - made} arrived.`,
      );
    }
    counts.push(count);
  }
  const messages = counts.find(({ table }) => table === "chat_messages")?.after ?? 0;
  const equal = await countEqualMessages(sql);
  if (equal !== messages) {
    throw new DatabaseError(
      `Nothing was changed: ${messages - equal} messages would not be what they were.`,
    );
  }
  return counts;
}

/** What was changed or kept aside, by table and reason, and what concerns whole tables. */
export async function notesOf(sql: ISql): Promise<readonly Note[]> {
  return await sql<Note[]>`
    select source_table as table, reason, count(*)::integer as count
    from legacy_rows group by source_table, reason
    union all select 'users', 'guests, kept for seven days from now', count(*)::integer
    from users where is_guest having count(*) > 0
    union all select 'users', 'without a bcrypt password: they cannot sign in', count(*)::integer
    from users where not is_guest and password_hash !~ '^\\$2[aby]\\$\\d\\d\\$' having count(*) > 0
    union all select 'ai_configurations', 'keys not taken over, as they were stored in clear',
      count(*)::integer
    from original.ai_configurations where api_key_encrypted not in ('', 'default') having count(*) > 0
    union all select 'chat_sessions', 'without a track: found by their id', count(*)::integer
    from chat_sessions where track_id is null having count(*) > 0
    order by 1, 2`;
}
