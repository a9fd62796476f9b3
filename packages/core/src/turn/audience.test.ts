import { describe, expect, it } from "vitest";
import { connection, FakeTransport } from "../test/fake-transport.ts";
import { Audience } from "./audience.ts";
import type { TurnEnd } from "./frames.ts";

const modules: TurnEnd = {
  status: "complete",
  kind: "finalization",
  text: "done",
  error: null,
  model: "model",
  tokens: 1,
  trackId: "track",
  notes: null,
  modulesCreated: 3,
};
const idsOf = async (audience: Audience): Promise<string[]> =>
  (await audience.connections()).map((one) => one.connection_id);

describe("an audience", () => {
  it("is the connections of the chat's session, in one query", async () => {
    const transport = new FakeTransport(connection("a"), connection("b", { session_id: "other" }));
    const audience = new Audience(
      { session_id: "session", opened_over: "socket" },
      undefined,
      transport,
    );

    expect(await idsOf(audience)).toEqual(["a"]);
    expect(transport.read).toEqual(["session"]);
  });

  it("follows the chat into another session: first the one that is left is read, then the new one", async () => {
    const late = connection("late");
    const transport = new FakeTransport(late, connection("here", { session_id: "merged" }));
    const audience = new Audience(
      { session_id: "session", opened_over: "socket" },
      undefined,
      transport,
    );
    audience.update({ session_id: "merged", opened_over: "socket" });

    expect(await idsOf(audience)).toEqual(["late", "here"]);
    expect(transport.read).toEqual(["session", "merged"]);

    audience.update({ session_id: "merged", opened_over: "socket" });
    expect(await idsOf(audience)).toEqual(["here"]);
    expect(transport.read.slice(2)).toEqual(["merged"]);
  });

  it("includes the connection that asked once, and tells it under any protocol version", async () => {
    const asker = connection("asker", { protocol: 1 });
    const turn = { session_id: "session", opened_over: "http" } as const;
    const alone = new Audience(turn, asker, new FakeTransport());
    const among = new Audience(turn, asker, new FakeTransport(asker, connection("other")));

    expect(await idsOf(alone)).toEqual(["asker"]);
    expect(await idsOf(among)).toEqual(["asker", "other"]);
    expect(alone.follows(asker)).toBe(true);
  });

  it("leaves out a client of the original while its own request waits, but for modules", () => {
    const audience = new Audience({ session_id: "session", opened_over: "http" });
    const original = connection("original", { protocol: 1 });
    const switching = connection("switch", { channel: "switch" });

    expect(audience.follows(original)).toBe(false);
    expect(audience.hearsEnd(original, modules)).toBe(true);
    expect(audience.hearsEnd(original, { ...modules, kind: "text" })).toBe(false);
    expect(audience.hearsEnd(switching, modules)).toBe(false);

    audience.update({ session_id: "session", opened_over: "deferred" });
    expect(audience.follows(original)).toBe(true);
  });
});
