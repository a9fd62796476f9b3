// Writes rows by COPY, a few megabytes at a time: what is made is written before more is made.
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Sql } from "postgres";
import { copyLine, tableNames, tables, type Cell, type Store, type Table } from "./tables.ts";

/** Characters that are kept before they are written. */
const batchChars = 8_000_000;

export class Loader {
  readonly #sql: Pick<Sql, "unsafe">;
  readonly #lines = new Map<Table, string[]>();
  #chars = 0;
  /** Rows that were written, by table. */
  readonly written = new Map<Table, number>();

  /** The columns that the database has; of others the cells are left out. */
  readonly #columns = new Map<
    Table,
    { readonly list: string; readonly missing: readonly number[] }
  >();

  private constructor(sql: Pick<Sql, "unsafe">) {
    this.#sql = sql;
  }

  /** A loader for the tables as they are: neighbouring releases have more columns, or fewer. */
  static async of(sql: Pick<Sql, "unsafe">): Promise<Loader> {
    const loader = new Loader(sql);
    const found = await sql.unsafe<{ name: string }[]>(
      "select table_name || '.' || column_name as name from information_schema.columns where table_schema = current_schema()",
    );
    const known = new Set(found.map(({ name }) => name));
    for (const table of tableNames) {
      const columns = tables[table].split(" ");
      const has = (column: string): boolean => known.has(`${table}.${column}`);
      loader.#columns.set(table, {
        list: columns.filter(has).join(", "),
        missing: columns.flatMap((column, at) => (has(column) ? [] : [at])),
      });
    }
    return loader;
  }

  #present(table: Table, cells: readonly Cell[]): readonly Cell[] {
    const missing = this.#columns.get(table)?.missing ?? [];
    return missing.length === 0 ? cells : cells.filter((_, at) => !missing.includes(at));
  }

  /** Takes a row. */
  readonly store: Store = (table, ...cells) => {
    const line = copyLine(this.#present(table, cells));
    this.#chars += line.length;
    const lines = this.#lines.get(table);
    if (lines === undefined) this.#lines.set(table, [line]);
    else lines.push(line);
  };

  get isFull(): boolean {
    return this.#chars >= batchChars;
  }

  /** Writes what was taken, table by table in the order of their references. */
  async flush(): Promise<void> {
    for (const table of tableNames) {
      const lines = this.#lines.get(table);
      if (lines === undefined) continue;
      await this.#copy(table, lines);
      this.written.set(table, (this.written.get(table) ?? 0) + lines.length);
    }
    this.#lines.clear();
    this.#chars = 0;
  }

  async #copy(table: Table, lines: readonly string[]): Promise<void> {
    const columns = this.#columns.get(table)?.list ?? "";
    const stream = await this.#sql.unsafe(`copy ${table} (${columns}) from stdin`).writable();
    const end = finished(stream);
    for (let at = 0; at < lines.length; at += 1_000) {
      if (!stream.write(lines.slice(at, at + 1_000).join(""))) await once(stream, "drain");
    }
    stream.end();
    await end;
  }
}
