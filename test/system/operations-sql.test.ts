// The statements that docs/operations.md hands to whoever is woken at night are ones that this database answers.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { database } from "../support/database.ts";

const guide = await readFile(new URL("../../docs/operations.md", import.meta.url), "utf8");
const statements = [...guide.matchAll(/`(SELECT [^`]+)`/g)].map(([, text = ""]) => text);

test("there are some", () => {
  expect(statements.length).toBeGreaterThan(2);
});

test.each(statements)("%s", async (statement) => {
  await expect(database().unsafe(statement)).resolves.toBeDefined();
});
