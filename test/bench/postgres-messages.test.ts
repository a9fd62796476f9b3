import { describe, expect, it } from "vitest";
import { countConnection, newTally } from "./postgres-messages.ts";

const message = (type: string, ...texts: string[]): Buffer => {
  const body = Buffer.from(texts.map((one) => `${one}\0`).join(""));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};

const startUp = message("", "user", "app");
const parse = (name: string, sql: string): Buffer => message("P", name, sql);
const bind = (name: string): Buffer => message("B", "", name);
const [describeIt, execute, flush, sync] = ["D", "E", "H", "S"].map((type) =>
  message(type, ""),
) as [Buffer, Buffer, Buffer, Buffer];
const ready = message("Z", "I");

describe("the counter of PostgreSQL's messages", () => {
  it("counts a prepared statement once for each Sync, and names its SQL", () => {
    const tally = newTally();
    const { fromClient } = countConnection(tally);
    fromClient(Buffer.concat([startUp, parse("s1", "select 1"), bind("s1"), execute, sync]));
    fromClient(Buffer.concat([bind("s1"), execute, sync]));
    expect(tally.trips).toEqual([
      { sql: "select 1", kind: "query" },
      { sql: "select 1", kind: "query" },
    ]);
  });

  it("keeps the first look at a statement apart", () => {
    const tally = newTally();
    const { fromClient } = countConnection(tally);
    fromClient(Buffer.concat([startUp, parse("s1", "select $1"), describeIt, flush]));
    fromClient(Buffer.concat([bind("s1"), execute, sync]));
    expect(tally.trips).toEqual([
      { sql: "select $1", kind: "describe" },
      { sql: "select $1", kind: "query" },
    ]);
  });

  it("counts simple queries, and statements sent together as the one trip they are", () => {
    const tally = newTally();
    const { fromClient } = countConnection(tally);
    fromClient(Buffer.concat([startUp, message("Q", "begin")]));
    fromClient(Buffer.concat([parse("", "a"), bind(""), execute, parse("", "b"), bind("")]));
    fromClient(Buffer.concat([execute, sync]));
    expect(tally.trips.map(({ sql }) => sql)).toEqual(["begin", "b"]);
  });

  it("reads messages that come in pieces of any size", () => {
    const whole = newTally();
    const bytes = Buffer.concat([startUp, parse("s1", "select 'ё'"), bind("s1"), execute, sync]);
    countConnection(whole).fromClient(bytes);
    for (let size = 1; size < bytes.length; size += 1) {
      const cut = newTally();
      const { fromClient } = countConnection(cut);
      for (let at = 0; at < bytes.length; at += size) fromClient(bytes.subarray(at, at + size));
      expect(cut).toEqual(whole);
    }
  });

  it("counts what the server finishes, and each connection", () => {
    const tally = newTally();
    countConnection(tally).fromServer(Buffer.concat([message("R", ""), ready]));
    countConnection(tally).fromServer(Buffer.concat([ready, message("D", "x"), ready]));
    expect(tally).toMatchObject({ connections: 2, ready: 3 });
  });
});
