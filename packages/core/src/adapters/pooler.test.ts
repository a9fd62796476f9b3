import { describe, expect, it } from "vitest";
import { isHandedOn, type Backend } from "./pooler.ts";

/** Connections to something that picks, for each statement of theirs, a process of the server. */
const connections = (pick: (connection: number) => number): readonly [Backend, Backend] => [
  () => Promise.resolve(pick(0)),
  () => Promise.resolve(pick(1)),
];

describe("two connections", () => {
  it("that keep their own processes are the server's, or a pooler of sessions'", async () => {
    expect(await isHandedOn(...connections((connection) => 100 + connection))).toBe(false);
  });

  it("that meet in the process that was free last are a pooler's of transactions", async () => {
    expect(await isHandedOn(...connections(() => 100))).toBe(true);
  });

  it.each([2, 3, 8])("are a pooler's that hands out %i processes in turn", async (size) => {
    let next = 0;
    const inTurn = connections(() => 100 + (next++ % size));

    expect(await isHandedOn(...inTurn)).toBe(true);
  });
});
