// What a database is: the original's, ours, or something else, which is left alone.
import type { ISql } from "postgres";
import { DatabaseError } from "../error.ts";
import { tables, types } from "./shape.ts";

/** A database of the original. */
export interface Original {
  /** Messages belong to chats, not to sessions. */
  readonly hasChatId: boolean;
  /** Its tables that are there. */
  readonly present: readonly string[];
}

const refuse = (reason: string): DatabaseError =>
  new DatabaseError(`Nothing was changed: ${reason}.`);

const listOf = (names: readonly string[]): string =>
  names.length <= 5
    ? names.join(", ")
    : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;

interface Column {
  readonly relation: string;
  readonly kind: string;
  /** Null: the relation has no columns. */
  readonly name: string | null;
  readonly type: string | null;
  readonly is_key: boolean;
}

/** Tables and views of the current schema with their columns, without those of extensions and without sequences. */
const columnsIn = (sql: ISql): Promise<readonly Column[]> => sql<Column[]>`
  select c.relname as relation, c.relkind::text as kind, a.attname as name,
    case when t.typtype = 'e' then 'enum' else format_type(a.atttypid, a.atttypmod) end as type,
    coalesce(exists (select from pg_index i where i.indrelid = c.oid and i.indisunique
      and i.indisvalid and i.indpred is null and i.indnkeyatts = 1 and i.indkey[0] = a.attnum), false) as is_key
  from pg_class c
  left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_type t on t.oid = a.atttypid
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and not exists (select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by c.relname, a.attnum`;

/** Columns that only we have: a database with one of them and without our table of migrations is half of ours. */
const ours: Readonly<Record<string, string>> = {
  users: "token_version",
  chats: "is_primary",
  chat_messages: "position",
};

function checkTable(name: string, columns: readonly Column[]): void {
  const { required, optional = {} } = tables[name] ?? { required: {} };
  const known = { ...required, ...optional };
  const missing = Object.keys(required).filter((one) => !columns.some((has) => has.name === one));
  if (missing.length > 0) {
    throw refuse(
      `this is not the original's database: its table ${name} has no ${listOf(missing)}`,
    );
  }
  for (const { name: column, type, is_key, kind } of columns) {
    if (column === null || type === null) continue;
    const expected = known[column];
    if (expected === undefined) {
      throw refuse(
        `the column ${name}.${column} is none of the original's, and would be lost: drop it, or move it to a table of another schema`,
      );
    }
    if (kind !== "r" || !types[expected].test(type)) {
      throw refuse(
        `this is not the original's database: ${name}.${column} is ${kind === "r" ? type : "not of a plain table"}`,
      );
    }
    if (column === "id" && !is_key) {
      throw refuse(`the table ${name} has no key on its ids, so that one may be there twice`);
    }
  }
}

/**
 * Looks at a database that has no table of migrations; reads only.
 * @throws DatabaseError with the reason when it is not the original's
 */
export async function inspect(sql: ISql): Promise<Original> {
  const columns = await columnsIn(sql);
  const byTable = Map.groupBy(columns, (column) => column.relation);
  const found = [...byTable.keys()];
  if (found.length === 0) throw refuse("this database is empty: npm start makes what it needs");
  const half = Object.entries(ours).find(([table, name]) =>
    byTable.get(table)?.some((column) => column.name === name),
  );
  if (half !== undefined || byTable.has("session_keys")) {
    throw refuse("this database has a part of this platform's own tables, and not the original's");
  }
  const missing = Object.entries(tables).flatMap(([name, { mayBeMissing }]) =>
    mayBeMissing || byTable.has(name) ? [] : [name],
  );
  const foreign = found.filter((name) => tables[name] === undefined);
  if (missing.length > 0) {
    const other = foreign.length > 0 ? `, but ${listOf(foreign)}` : "";
    throw refuse(`this is not the original's database: it has no table ${listOf(missing)}${other}`);
  }
  if (foreign.length > 0) {
    throw refuse(
      `this database also holds ${listOf(foreign)}, which are none of the original's: move them to another schema first`,
    );
  }
  for (const [name, its] of byTable) checkTable(name, its);
  const names = byTable.get("chat_messages")?.map((column) => column.name) ?? [];
  if (!names.includes("chat_id") && !names.includes("session_id")) {
    throw refuse(
      "this is not the original's database: its table chat_messages has neither chat_id nor session_id",
    );
  }
  if (names.includes("chat_id") && !names.includes("session_id") && !byTable.has("chats")) {
    throw refuse("its messages name chats, but there is no table chats");
  }
  const [server] = await sql<{ encoding: string; taken: boolean }[]>`
    select current_setting('server_encoding') as encoding, to_regnamespace('original') is not null as taken`;
  if (server?.encoding !== "UTF8") {
    throw refuse(`the database is encoded in ${server?.encoding}: copy it into one in UTF8 first`);
  }
  if (server.taken) {
    throw refuse("there is a schema named original, which the conversion uses: rename it first");
  }
  return { hasChatId: names.includes("chat_id"), present: found };
}
