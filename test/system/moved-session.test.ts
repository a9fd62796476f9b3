// A key that is bound to a track while an answer is written: the session is merged, and everybody goes on (L5).
import { describe, expect, inject, it } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { newKey, planned, say, track } from "../support/learning.ts";
import { assembled, Socket } from "../support/socket.ts";

/** An answer under way under a key that is bound to nothing, watched by two tabs. */
async function unboundAnswer(client: Client) {
  const key = newKey();
  const tabs = [await Socket.open(client, key), await Socket.open(client, key)] as const;
  for (const tab of tabs) await tab.ask({ type: "ping", protocol: 2 }, "pong");
  tabs[0].send({ type: "text", message: "go on [slow 4]" });
  const { answer_id } = await tabs[0].next("message_accepted");
  for (const tab of tabs) await tab.next("ai_delta", (delta) => delta.offset > 0);
  return { key, tabs, answer_id };
}

/** Both tabs get the rest of the answer and its end. */
async function assertWhole(
  { tabs, answer_id }: Awaited<ReturnType<typeof unboundAnswer>>,
  whenMerged: readonly number[],
) {
  for (const [at, tab] of tabs.entries()) {
    const end = await tab.next("ai_response", (one) => one.message_id === answer_id);
    expect(end).toMatchObject({ status: "complete", attempt: 1 });
    expect(assembled(tab.all("ai_delta"), answer_id)).toBe(end.message);
    expect(tab.all("ai_delta").length).toBeGreaterThan((whenMerged[at] ?? 0) + 3);
  }
}

const deltasOf = (tabs: readonly Socket[]): number[] =>
  tabs.map((tab) => tab.all("ai_delta").length);

describe("an answer whose session is merged while it is written", () => {
  it("reaches every tab when a welcome binds the key", async () => {
    const client = await guest();
    const made = await track(client);
    const answering = await unboundAnswer(client);

    await client.accepted("welcome", {
      body: { session_id: answering.key, track_id: made.id, skill_area: made.title },
    });

    await assertWhole(answering, deltasOf(answering.tabs));
  });

  it("reaches every tab when a restore binds the key", async () => {
    const client = await guest();
    const made = await planned(client);
    const answering = await unboundAnswer(client);

    await answering.tabs[1].ask(
      { type: "restore_chat", protocol: 2, track_id: made.id },
      "chat_restored",
    );

    await assertWhole(answering, deltasOf(answering.tabs));
  });
});

describe("the protocol that a socket declared", () => {
  it("is kept when its session is merged by a function that remembers the socket from before", async () => {
    const client = await guest();
    const made = await planned(client);
    const socket = await Socket.open(client, newKey());
    // The function that takes messages has read the connection now, and remembers it for a minute.
    await socket.ask({ type: "text", message: "first" }, "ai_response");
    await socket.ask({ type: "ping", protocol: 2 }, "pong");
    await socket.ask({ type: "text", message: "second", track_id: made.id }, "ai_response");

    const said = await say(client, made, "Over HTTP");

    const end = await socket.next("ai_response", (one) => one.message_id === said.message_id);
    expect(end.message).toBe(said.response);
  });

  it("is kept when other requests race with it", { timeout: 60_000 }, async () => {
    Object.assign(process.env, inject("system").environment);
    const Connections = await import("@ai-learning/core/connection/connection");
    const { follow, speaks } = await import("@ai-learning/core/connection/change");
    const expiresAt = Math.floor(Date.now() / 1000) + 600;
    for (let round = 0; round < 40; round += 1) {
      const [from, to] = [crypto.randomUUID(), crypto.randomUUID()];
      const read = await Connections.add({
        connection_id: crypto.randomUUID(),
        user_id: crypto.randomUUID(),
        session_id: from,
        session_key: "key",
        channel: "chat",
        protocol: 1,
        token_version: 1,
        token_expires_at: expiresAt,
        family: null,
      });

      // Each knows the connection as it was before.
      const acts = [
        () => speaks(read, 2),
        () => follow(to, from, read),
        () => follow(to, null, read),
      ];
      await Promise.all(acts.toSorted(() => (round % 2) - 0.5).map((act) => act()));

      const stored = await Connections.get(read.connection_id);
      expect(stored).toMatchObject({ protocol: 2, session_id: to });
      for (const session of [from, to]) {
        expect(await Connections.ofSession(session)).toEqual([stored]);
      }
      expect(await Connections.ofUser(read.user_id)).toEqual([stored]);
    }
  });
});
