// The SQL statements of docs/operations.md run on this database.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { database } from "../support/database.ts";

const guide = await readFile(new URL("../../docs/operations.md", import.meta.url), "utf8");
const statements = [...guide.matchAll(/`(SELECT [^`]+)`/g)].map(([, text = ""]) => text);

test("the operations guide has SQL statements", () => {
  expect(statements.length).toBeGreaterThan(2);
});

test.each(statements)("%s", async (statement) => {
  await expect(database().unsafe(statement)).resolves.toBeDefined();
});
