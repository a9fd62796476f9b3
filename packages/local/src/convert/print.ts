// What a conversion prints: one line as a table is done, the counts before and after, what was changed or kept aside.
import { print } from "../terminal.ts";
import type { Converted, TableCount } from "./run.ts";

const figure = (count: number): string => count.toLocaleString("en-US");

/** One line: rows done of all, of a table. */
export function printProgress(table: string, done: number, all: number): void {
  print(`  ${table.padEnd(22)}${figure(done).padStart(12)} of ${figure(all)} rows`);
}

const columns = ["before", "made", "after", "merged", "kept"] as const;

const headings: Readonly<Record<(typeof columns)[number], string>> = {
  before: "before",
  made: "+ made",
  after: "= after",
  merged: "+ merged",
  kept: "+ kept aside",
};

function printCounts(counts: readonly TableCount[]): void {
  const widths = columns.map((name) => headings[name].length + 3);
  const row = (first: string, cells: readonly string[]): string =>
    `  ${first.padEnd(22)}${cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join("")}`;
  print(
    row(
      "Table",
      columns.map((name) => headings[name]),
    ),
  );
  for (const count of counts) {
    print(
      row(
        count.table,
        columns.map((name) => figure(count[name])),
      ),
    );
  }
}

/** The end: what there was, what there is, and what that means. */
export function printConverted(converted: Converted, zone: string): void {
  if (converted.outcome === "already") {
    print(`This database was already converted, on ${converted.at}: nothing was changed.`);
    return;
  }
  const { counts, notes, hasChatId, outcome } = converted;
  print();
  print(`A database of the original from ${hasChatId ? "after" : "before"} chat_id.`);
  print();
  printCounts(counts);
  if (notes.length > 0) {
    print();
    print("Changed or kept aside; the table legacy_rows has each of them:");
    for (const { table, reason, count } of notes) {
      print(`  ${table.padEnd(22)}${figure(count).padStart(9)}  ${reason}`);
    }
  }
  print();
  print(
    outcome === "dry-run"
      ? "A dry run: everything was taken back, and nothing is changed."
      : `Converted. Times were read as ${zone}. Start the platform on it: npm start.`,
  );
}
