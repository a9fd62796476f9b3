// L6: identity comes from the token. L7: yours only.
import { describe, expect, it } from "vitest";
import { guest } from "../support/client.ts";
import { storedFor } from "../support/database.ts";
import { newKey, planned } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";

describe("L6: a user_id that is not the token's", () => {
  it("is refused by every route of the mentor, and nothing is stored", async () => {
    const [client, victim] = [await guest(), await guest()];
    const made = await planned(victim);
    const before = await storedFor(victim.user.id);
    const user_id = victim.user.id;
    const session_id = made.session_id;

    await client.refused("user_mismatch", "welcome", {
      body: { session_id, user_id, skill_area: made.title },
    });
    await client.refused("user_mismatch", "chatResponse", {
      body: { session_id, user_id, message: "hi" },
    });
    await client.refused("user_mismatch", "finalize", {
      body: { session_id, user_id, track_id: made.id },
    });

    expect(await storedFor(victim.user.id)).toEqual(before);
    expect(await storedFor(client.user.id)).toMatchObject({ sessions: 0, messages: 0 });
  });

  it.each(["restore_chat", "text", "ping"])("is refused in a %s frame", async (type) => {
    const [client, victim] = [await guest(), await guest()];
    const socket = await Socket.open(client, newKey());

    const refused = await socket.ask({ type, message: "hi", user_id: victim.user.id }, "error");

    expect(refused.code).toBe("user_mismatch");
    expect(socket.isOpen).toBe(true);
  });

  it("that is the token's own, in the original's spelling, is fine", async () => {
    const client = await guest();
    const socket = await Socket.open(client, newKey());

    const user_id = `guest_${client.user.id.replaceAll("-", "")}`;
    const restored = await socket.ask({ type: "restore_chat", user_id }, "chat_restored");

    expect(restored.success).toBe(true);
  });
});

describe("L7: the same session key of two users", () => {
  it("names two sessions", async () => {
    const key = newKey();
    const [one, other] = [await guest(), await guest()];
    const [mine, theirs] = [await Socket.open(one, key), await Socket.open(other, key)];

    mine.send({ type: "text", message: "my secret" });
    await mine.next("ai_response");

    expect(await theirs.ask({ type: "restore_chat" }, "chat_restored")).toMatchObject({
      has_existing_chat: false,
      history: [],
    });
    expect(theirs.frames).toHaveLength(1);
  });
});

describe("L7: a stranger's chat on a socket", () => {
  it("answers exactly as an unknown one", async () => {
    const [owner, stranger] = [await guest(), await guest()];
    const made = await planned(owner);
    const unknown = crypto.randomUUID();
    const socket = await Socket.open(stranger, newKey());
    const sw = await Socket.open(stranger, newKey(), { channel: "switch" });
    const strip = ({ code, message }: { code: string; message: string }) => ({ code, message });
    const ask = (on: Socket, frame: Record<string, unknown>) => on.ask(frame, "error").then(strip);

    for (const frame of [
      { type: "text", message: "hi" },
      { type: "restore_chat" },
      { type: "history_page", before: 5 },
    ]) {
      const theirs = await ask(socket, { ...frame, chat_id: made.chat_id });
      expect(theirs).toEqual(await ask(socket, { ...frame, chat_id: unknown }));
      expect(theirs.code).toBe("chat_not_found");
    }
    for (const command of ["switch_chat", "restore_history"]) {
      const theirs = await ask(sw, { command, chat_id: made.chat_id });
      expect(theirs).toEqual(await ask(sw, { command, chat_id: unknown }));
    }
    const { messages } = await storedFor(owner.user.id);
    expect(messages).toBe(1);
  });
});
