// Everything stored about a user, in parts that fit an answer of a function.
import type { Exported } from "@ai-learning/protocol/user";
import { call } from "../adapters/call.ts";

/**
 * Bytes of rows in one part. A function's answer ends at 6 MB, and quotes and line ends of the rows
 * are escaped twice on the way.
 */
const partBytes = 2_000_000;

interface Row {
  section: number;
  name: string;
  id: string;
  content: Record<string, unknown>;
}

/** `<section>.<id>` of the last row of a part. */
function placeOf(after: string | null): { section: number; id: string } {
  if (after === null) return { section: 0, id: "" };
  const dot = after.indexOf(".");
  return { section: Number(after.slice(0, dot)), id: after.slice(dot + 1) };
}

/** The part that begins after a place, which is `next` of the part before; null: the first. */
export async function part(userId: string, after: string | null): Promise<Exported> {
  const from = placeOf(after);
  const { rows, more } = await call<{ rows: Row[]; more: boolean }>("read_export", {
    user_id: userId,
    ...from,
    bytes: partBytes,
  });
  const last = rows.at(-1);
  const byName = Map.groupBy(rows, (row) => row.name);
  return {
    exported_at: new Date().toISOString(),
    tables: Object.fromEntries(
      [...byName].map(([name, all]) => [name, all.map((row) => row.content)]),
    ),
    next: more && last !== undefined ? `${last.section}.${last.id}` : null,
  };
}
