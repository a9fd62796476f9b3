// Everything that model servers do, on the service's model and on a user's own, for every kind of answer.
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { modes } from "./server.ts";
import { markdownOf, table, type Row } from "./table.ts";

let rows: readonly Row[] = [];

beforeAll(async () => {
  rows = await table();
}, 240_000);

describe("a call of a server with the mode", () => {
  test.each(modes.map((mode) => [mode.name, mode] as const))("%s ends as it has to", (_, mode) => {
    expect(rows.find((row) => row.mode === mode)?.wrong).toEqual([]);
  });
});

test("the documentation shows the table that `npm run models` prints", async () => {
  const page = await readFile(new URL("../../docs/models.md", import.meta.url), "utf8");

  expect(page).toContain(markdownOf(rows));
});
