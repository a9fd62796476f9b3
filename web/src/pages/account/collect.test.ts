import type { Exported } from "@ai-learning/protocol/user";
import { expect, it } from "vitest";
import { collect } from "./collect.ts";

const parts: Readonly<Record<string, Exported>> = {
  first: {
    exported_at: "2026-11-22T10:00:00Z",
    tables: { users: [{ id: "u" }], chat_messages: [{ id: "1" }, { id: "2" }] },
    next: "5.2",
  },
  "5.2": {
    exported_at: "2026-11-22T10:00:01Z",
    tables: { chat_messages: [{ id: "3" }] },
    next: null,
  },
};

const read = (after = "first"): Promise<Exported> => {
  const part = parts[after];
  return part === undefined ? Promise.reject(new Error(`no part ${after}`)) : Promise.resolve(part);
};

it("puts a table together from all parts, in order, and says how far it is", async () => {
  const told: number[] = [];
  const { tables, rows, exported_at } = await collect(read, (so) => told.push(so));

  expect(tables).toEqual({
    users: [{ id: "u" }],
    chat_messages: [{ id: "1" }, { id: "2" }, { id: "3" }],
  });
  expect([rows, exported_at]).toEqual([4, "2026-11-22T10:00:00Z"]);
  expect(told).toEqual([3, 4]);
});

it("gives up with the part that cannot be read", async () => {
  const broken = collect(
    (after) => (after === undefined ? read() : Promise.reject(new Error("offline"))),
    () => undefined,
  );
  await expect(broken).rejects.toThrow("offline");
});
