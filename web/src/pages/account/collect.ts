// Assembles an export from its parts.
import type { Exported } from "@ai-learning/protocol/user";

type Tables = Exported["tables"];

export interface Collected {
  readonly exported_at: string;
  readonly tables: Tables;
  readonly rows: number;
}

/**
 * Reads all parts in order. `tell` is called with the number of rows so far.
 * Throws what `read` throws.
 */
export async function collect(
  read: (after: string | undefined) => Promise<Exported>,
  tell: (rows: number) => void,
): Promise<Collected> {
  const tables: Tables = {};
  let began: string | undefined;
  let rows = 0;
  let after: string | undefined;
  do {
    const part = await read(after);
    began ??= part.exported_at;
    for (const [name, more] of Object.entries(part.tables)) {
      (tables[name] ??= []).push(...more);
      rows += more.length;
    }
    tell(rows);
    after = part.next ?? undefined;
  } while (after !== undefined);
  return { exported_at: began, tables, rows };
}
