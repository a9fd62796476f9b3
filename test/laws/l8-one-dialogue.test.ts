// L8: one dialogue, one chat_id.
import { describe, expect, it } from "vitest";
import { guest } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { finalize, historyOf, newKey, newTitle, planned, say, track } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";

describe("L8: the planning chat of a track", () => {
  it("holds welcome, discussion and finalisation, in the order of their time", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, "add a module");
    await finalize(client, made);

    const rows = await database()`
      select m.chat_id, m.message_type, m.position from chat_messages m
      join chats c on c.id = m.chat_id where c.session_id = ${made.session_id}
      order by m.timestamp`;

    expect(new Set(rows.map((row) => row["chat_id"]))).toEqual(new Set([made.chat_id]));
    expect(rows.map((row) => row["position"])).toEqual([1, 2, 3, 4, 5]);
    expect(rows.map((row) => row["message_type"])).toEqual([
      "welcome",
      "text",
      "text",
      "finalization",
      "finalization",
    ]);
  });

  it("is the same for every device that names the track, also at once", async () => {
    const client = await guest();
    const made = await track(client, { title: newTitle() });
    const keys = Array.from({ length: 6 }, newKey);

    const answers = await Promise.all(
      keys.map((session_id) =>
        client.ok("welcome", { body: { session_id, skill_area: made.title.toUpperCase() } }),
      ),
    );

    expect(new Set(answers.map((one) => one.chat_id))).toEqual(new Set([made.chat_id]));
    expect(await storedFor(client.user.id)).toMatchObject({ sessions: 1, chats: 1, messages: 1 });
  });

  it("takes over what was said before the track was named, sockets included", async () => {
    const client = await guest();
    const key = newKey();
    const socket = await Socket.open(client, key);
    const first = await socket.ask({ type: "text", message: "hello" }, "message_accepted");
    await socket.next("ai_response");
    const made = await track(client);

    const restored = await socket.ask(
      { type: "restore_chat", protocol: 2, track_id: made.id },
      "chat_restored",
    );

    expect(restored).toMatchObject({ chat_id: first.chat_id, message_count: 2 });
    const other = await Socket.open(client, made.session_id);
    other.send({ type: "text", message: "from another device" });
    const seen = await socket.next("message_accepted");
    expect(seen).toMatchObject({ chat_id: first.chat_id, session_id: key });
    await socket.next("ai_response");
  });

  it("is reached by another device that knows only its chat_id", async () => {
    const client = await guest();
    const made = await planned(client);
    const device = await Socket.open(client, newKey());

    const restored = await device.ask(
      { type: "restore_chat", protocol: 2, chat_id: made.chat_id },
      "chat_restored",
    );

    expect(restored).toMatchObject({ chat_id: made.chat_id, has_existing_chat: true });
    await say(client, made, "said on the first device");
    const seen = await device.next("message_accepted");
    expect(seen.message).toBe("said on the first device");
  });

  it("lets more chats stand beside it, each with messages of its own", async () => {
    const client = await guest();
    const made = await planned(client);
    const side = await client.ok("createChat", {
      body: { session_id: made.session_id, chat_name: "Side questions" },
    });

    const aside = await say(client, made, "just wondering");
    await client.ok("switchChat", {
      params: { id: made.session_id },
      body: { chat_id: made.chat_id },
    });
    const back = await say(client, made, "back to the plan");

    expect(aside.chat_id).toBe(side.id);
    expect(back.chat_id).toBe(made.chat_id);
    expect((await historyOf(client, made)).map((one) => one.content)).not.toContain(
      "just wondering",
    );
  });

  it("is what a device writes to again, and restores, once it has finalised", async () => {
    const client = await guest();
    const made = await planned(client);
    await client.ok("createChat", { body: { session_id: made.session_id } });
    await say(client, made, "just wondering");

    await finalize(client, made);

    const socket = await Socket.open(client, made.session_id);
    const restored = await socket.ask({ type: "restore_chat" }, "chat_restored");
    expect(restored.chat_id).toBe(made.chat_id);
    expect((await say(client, made, "what now?")).chat_id).toBe(made.chat_id);
  });

  it("is kept unique by the database", async () => {
    const client = await guest();
    const made = await track(client);

    const another = database()`
      insert into chats (id, session_id, chat_name, is_primary)
      values (gen_random_uuid(), ${made.session_id}, 'second', true)`;

    await expect(another).rejects.toThrow(/chats_one_primary/);
  });
});
