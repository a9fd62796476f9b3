// The three commands of `/ws/chat/{key}/switch`.
import { beforeEach, describe, expect, test } from "vitest";
import type { Track } from "@ai-learning/protocol/track";
import { guest, type Client } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { historyOf, newKey, planned, say, track } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";

let client: Client;
let made: Track;
let socket: Socket;

beforeEach(async () => {
  client = await guest();
  made = await planned(client);
  socket = await Socket.open(client, made.session_id, { channel: "switch" });
});

const chats = (key: string) => client.ok("listSessionChats", { params: { id: key } });

test("switch_chat makes a chat the active one and gives its history", async () => {
  const aside = await client.ok("createChat", { body: { session_id: made.session_id } });

  const switched = await socket.ask(
    { command: "switch_chat", chat_id: made.chat_id, user_id: client.user.id },
    "chat_switched",
  );

  expect(switched).toMatchObject({
    session_id: made.session_id,
    chat_id: made.chat_id,
    success: true,
    chat_info: { chat_id: made.chat_id, chat_type: "planning", status: "active" },
    message_count: 1,
  });
  expect(switched.history).toEqual(await historyOf(client, made));
  expect((await say(client, made, "Here")).chat_id).toBe(made.chat_id);
  await socket.ask({ command: "switch_chat", chat_id: aside.id }, "chat_switched");
  expect((await say(client, made, "There")).chat_id).toBe(aside.id);
});

test("get_user_chats gives the chats of this session, as HTTP groups them", async () => {
  await track(client);
  await client.ok("createChat", { body: { session_id: made.session_id, chat_name: "Aside" } });

  const reply = await socket.ask({ command: "get_user_chats" }, "user_chats");

  const groups = await client.ok("listUserChats");
  expect(groups).toHaveLength(2);
  expect(reply.session_id).toBe(made.session_id);
  expect(reply.chats).toEqual(groups.filter((one) => one.session_id === made.session_id));
});

test("restore_history gives a chat's history without making it the active one", async () => {
  const aside = await client.ok("createChat", { body: { session_id: made.session_id } });

  const restored = await socket.ask(
    { command: "restore_history", chat_id: made.chat_id },
    "history_restored",
  );

  expect(restored).toMatchObject({ chat_id: made.chat_id, message_count: 1, has_more: false });
  expect(restored.history).toEqual(await historyOf(client, made));
  expect((await say(client, made, "Still there")).chat_id).toBe(aside.id);
});

test("get_user_chats gives the newest chats that fit a frame, and says that there are more", async () => {
  const client = await guest();
  const made = await track(client);
  await database()`
    insert into chats (id, session_id, chat_name)
    select gen_random_uuid(), ${made.session_id}, rpad('chat ' || n, 200, ' и')
    from generate_series(1, 600) n`;
  const socket = await Socket.open(client, made.session_id, { channel: "switch" });

  const reply = await socket.ask({ command: "get_user_chats" }, "user_chats");

  expect(reply.has_more).toBe(true);
  expect(reply.chats[0]?.chats.length).toBeGreaterThan(100);
  expect(socket.largest).toBeLessThan(128 * 1024);
});

test("get_user_chats shows a session that has no track too", async () => {
  const key = newKey();
  const body = { session_id: key, message: "No track yet" };
  const { chat_id } = await client.ok("chatResponse", { body });
  const other = await Socket.open(client, key, { channel: "switch" });
  expect((await other.ask({ command: "get_user_chats" }, "user_chats")).chats).toMatchObject([
    { track_id: "", track_title: "", chats: [{ chat_id }] },
  ]);
});

describe("a wrong command", () => {
  const id = crypto.randomUUID();

  test.each([
    ["an unknown command", { command: "delete_everything" }, "unknown_command"],
    ["a command of the prototype", { command: "constructor" }, "unknown_command"],
    ["no command", {}, "unknown_command"],
    ["a command that is no text", { command: 7 }, "unknown_command"],
    ["a frame of the other socket", { type: "text", message: "Hello" }, "unknown_command"],
    ["a restore of the other socket", { type: "restore_chat" }, "unknown_command"],
    ["a switch to nothing", { command: "switch_chat" }, "invalid_request"],
    ["a switch to no id", { command: "switch_chat", chat_id: "42" }, "invalid_request"],
    ["a switch to an unknown chat", { command: "switch_chat", chat_id: id }, "chat_not_found"],
    ["a history of nothing", { command: "restore_history" }, "invalid_request"],
    ["an unknown history", { command: "restore_history", chat_id: id }, "chat_not_found"],
    ["another's user_id", { command: "get_user_chats", user_id: id }, "user_mismatch"],
  ] as const)("is refused: %s", async (_, frame, code) => {
    const before = await storedFor(client.user.id);
    const error = await socket.ask(frame, "error");
    expect(error).toMatchObject({ code, session_id: made.session_id });
    await socket.ask({ command: "get_user_chats" }, "user_chats");
    expect(await storedFor(client.user.id)).toEqual(before);
  });

  test.each([["hello"], ["[]"], ["null"]])("is refused: %s", async (text) => {
    const code = text === "hello" ? "invalid_json" : "invalid_request";
    expect((await socket.ask(text, "error")).code).toBe(code);
    await socket.ask({ command: "get_user_chats" }, "user_chats");
  });

  test("is answered with the names of the three commands", async () => {
    const { message } = await socket.ask({ command: "x" }, "error");
    expect(message).toContain("switch_chat, get_user_chats, restore_history");
  });

  test("on another user's chat, or on one of another session, is answered like an unknown one", async () => {
    const stranger = await planned(await guest());
    const other = await track(client);
    for (const command of ["switch_chat", "restore_history"]) {
      const ask = async (chat_id: string) => {
        const {
          timestamp: _,
          chat_id: __,
          ...rest
        } = await socket.ask({ command, chat_id }, "error");
        return rest;
      };
      const unknown = await ask(id);
      expect(await ask(stranger.chat_id)).toEqual(unknown);
      expect(await ask(other.chat_id)).toEqual(unknown);
    }
    const mine = await chats(made.session_id);
    expect(mine.map((chat) => chat.id)).toEqual([made.chat_id]);
  });

  test.each([
    ["over 32 KB", 1009],
    ["of bytes", 1003],
    ["that is not UTF-8", 1007],
  ])("in a frame %s closes the socket with %i", async (_, code) => {
    if (code === 1009) socket.send({ command: "get_user_chats", filler: "x".repeat(33 * 1024) });
    if (code === 1003) socket.send(Buffer.from('{"command":"get_user_chats"}'));
    if (code === 1007) socket.sendAsText(Buffer.from([0x22, 0xff, 0x22]));
    expect(await socket.closeCode()).toBe(code);
  });
});

test("a turn's frames are not sent to a switch socket", async () => {
  await say(client, made, "Hello");
  await socket.ask({ command: "get_user_chats" }, "user_chats");
  expect(socket.frames.map(({ type }) => type)).toEqual(["user_chats"]);
});
