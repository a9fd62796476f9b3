// Reading the table: rows by name, cells by caller.
import { strict as assert } from "node:assert";
import { callers, type Caller } from "./expected.ts";

export type Line = Readonly<Record<Caller, string>>;

/** The lines of a table. Fails on a line that has not a cell for every caller. */
export function linesOf(table: string): ReadonlyMap<string, Line> {
  const [head, ...rows] = table.split("\n").flatMap((line) => {
    const cells = line.trim().split(/\s+/);
    return cells[0] === "" ? [] : [cells];
  });
  assert.deepEqual(head, callers, "the table's head names the callers in order");
  const lines = new Map<string, Line>();
  for (const [name = "", ...cells] of rows) {
    assert.equal(cells.length, callers.length, `${name} has a cell for every caller`);
    assert.ok(!lines.has(name), `${name} has one line`);
    lines.set(name, Object.fromEntries(callers.map((caller, at) => [caller, cells[at]])) as Line);
  }
  return lines;
}

/** What a caller got, as a cell says it: one word when all were answered alike. */
export const cellOf = (answers: readonly string[]): string =>
  answers.length === 0 ? "-" : [...new Set(answers)].join(",");
