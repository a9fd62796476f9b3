// Frames that are wrong: the documented code, the socket left open where API Gateway would, nothing stored.
import { beforeAll, describe, expect, test } from "vitest";
import type { Track } from "@ai-learning/protocol/track";
import { guest, type Client } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { newKey, planned, track } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";
import { tokenFor } from "../support/token.ts";
import { until } from "../support/until.ts";

let client: Client;
let made: Track;
let beside: Track;
let socket: Socket;
let stored: Record<string, number>;

beforeAll(async () => {
  client = await guest();
  made = await planned(client);
  beside = await track(client);
  socket = await Socket.open(client, made.session_id, { kept: true });
  stored = await storedFor(client.user.id);
});

const nothingStored = async (): Promise<void> => {
  expect(await storedFor(client.user.id)).toEqual(stored);
};

const id = crypto.randomUUID();
const brokenUtf8 = Buffer.from([...Buffer.from('{"message":"'), 0xc3, 0x28, 0x22, 0x7d]);

describe("a wrong frame", () => {
  test.each([
    ["no JSON", "hello", "invalid_json"],
    ["nothing", "", "invalid_json"],
    ["cut off", '{"type":"text"', "invalid_json"],
    ["a list", "[]", "invalid_request"],
    ["null", "null", "invalid_request"],
    ["a number", "42", "invalid_request"],
    ["a string", '"ping"', "invalid_request"],
    ["a NUL escape in the message", '{"message":"a\\u0000b"}', "invalid_request"],
    ["half a surrogate pair", '{"message":"a\\ud83d"}', "invalid_request"],
  ] as const)("of %s is answered with an error", async (_, text, code) => {
    const error = await socket.ask(text, "error");
    expect(error).toMatchObject({ code, session_id: made.session_id });
    await socket.quiet();
    await nothingStored();
  });

  test.each([
    ["an unknown type", { type: "shout" }, "unknown_type"],
    ["a type of the prototype", { type: "constructor" }, "unknown_type"],
    ["a type that is no text", { type: 7, message: "Hello" }, "unknown_type"],
    ["a command of the other socket", { type: "switch_chat", chat_id: id }, "unknown_type"],
    ["no message", { type: "text" }, "invalid_request"],
    ["an empty message", { message: "" }, "invalid_request"],
    ["a blank message", { message: " \n\t\u00a0" }, "invalid_request"],
    ["a message that is no text", { message: { text: "Hello" } }, "invalid_request"],
    ["a message over 12,000 characters", { message: "x".repeat(12_001) }, "invalid_request"],
    ["a malformed chat_id", { message: "Hi", chat_id: "42" }, "invalid_request"],
    ["a malformed track_id", { message: "Hi", track_id: "x" }, "invalid_request"],
    [
      "a client_message_id with spaces",
      { message: "Hi", client_message_id: "a b" },
      "invalid_request",
    ],
    ["another protocol", { message: "Hi", protocol: 3 }, "invalid_request"],
    ["another's user_id", { message: "Hi", user_id: id }, "user_mismatch"],
    ["another's user_id in a ping", { type: "ping", user_id: id }, "user_mismatch"],
    ["an unknown chat", { message: "Hi", chat_id: id }, "chat_not_found"],
    ["an unknown track", { type: "restore_chat", track_id: id }, "track_not_found"],
    ["an unknown chat to restore", { type: "restore_chat", chat_id: id }, "chat_not_found"],
    ["a malformed chat to restore", { type: "restore_chat", chat_id: 1 }, "invalid_request"],
    [
      "an unknown message",
      { type: "resume", message_id: id, attempt: 1, offset: 0 },
      "message_not_found",
    ],
    ["a resume without a place", { type: "resume", message_id: id }, "invalid_request"],
    [
      "a negative offset",
      { type: "resume", message_id: id, attempt: 1, offset: -1 },
      "invalid_request",
    ],
    [
      "a broken offset",
      { type: "resume", message_id: id, attempt: 1, offset: 0.5 },
      "invalid_request",
    ],
    ["an unknown chat's page", { type: "history_page", chat_id: id, before: 5 }, "chat_not_found"],
    ["a page before nothing", { type: "history_page", chat_id: id, before: 0 }, "invalid_request"],
    ["a page without a chat", { type: "history_page", before: 5 }, "invalid_request"],
  ] as const)("with %s is answered with an error", async (_, frame, code) => {
    const error = await socket.ask(frame, "error");
    expect(error).toMatchObject({ code, session_id: made.session_id });
    expect(error.message).not.toBe("");
    await socket.quiet();
    await nothingStored();
  });

  test("with a page before a position beyond any chat is answered with an error", async () => {
    const frame = { type: "history_page", chat_id: made.chat_id, before: 99_999_999_999 };
    expect((await socket.ask(frame, "error")).code).toBe("invalid_request");
  });

  test("is told by the name of its message", async () => {
    const frame = { type: "text", message: "", client_message_id: "c9", chat_id: made.chat_id };
    expect(await socket.ask(frame, "error")).toMatchObject({
      client_message_id: "c9",
      chat_id: made.chat_id,
    });
  });
});

test("a message of exactly 12,000 characters is taken", async () => {
  const learner = await guest();
  const open = await Socket.open(learner, newKey());
  const message = "я".repeat(12_000);
  const answer = await open.ask({ type: "text", message }, "ai_response");
  expect(answer.message).toBe(`Answer to: ${message}`);
});

describe("a frame that closes the socket", () => {
  test.each([
    [
      "one over 32 KB",
      1009,
      (open: Socket) => open.send({ message: "Hi", filler: "x".repeat(33_000) }),
    ],
    ["a binary one", 1003, (open: Socket) => open.send(Buffer.from('{"message":"Hi"}'))],
    ["one that is not UTF-8", 1007, (open: Socket) => open.sendAsText(brokenUtf8)],
  ] as const)("is %s, with %i", async (_, code, send) => {
    const open = await Socket.open(client, made.session_id);
    send(open);
    expect(await open.closeCode()).toBe(code);
    await nothingStored();
  });
});

describe("another user's ids", () => {
  test("are answered exactly like unknown ones", async () => {
    const stranger = await guest();
    const other = await planned(stranger);
    const [welcome] = (await stranger.ok("listMessages", { params: { id: other.chat_id } })) ?? [];
    const before = await storedFor(stranger.user.id);
    const frames = (chat_id: string, track_id: string, message_id: string | undefined) => [
      { type: "text", message: "Hi", chat_id },
      { type: "text", message: "Hi", track_id },
      { type: "restore_chat", chat_id },
      { type: "restore_chat", track_id },
      { type: "history_page", chat_id, before: 2 },
      { type: "resume", message_id, attempt: 1, offset: 0 },
    ];
    const answers = async (list: ReturnType<typeof frames>) => {
      const all: object[] = [];
      for (const frame of list) {
        const { timestamp: _, chat_id: __, ...rest } = await socket.ask(frame, "error");
        const { message_id, ...said } = rest;
        // It names what it is about.
        expect(message_id).toBe("message_id" in frame ? frame.message_id : undefined);
        all.push(said);
      }
      return all;
    };

    const ofStranger = await answers(frames(other.chat_id, other.id, welcome?.id));

    expect(ofStranger).toEqual(await answers(frames(id, id, id)));
    expect(await storedFor(stranger.user.id)).toEqual(before);
    await nothingStored();
  });

  test("of the same user but of another session are refused", async () => {
    const frame = { type: "history_page", chat_id: beside.chat_id, before: 5 };
    expect((await socket.ask(frame, "error")).code).toBe("chat_not_found");
  });
});

describe("a sign-in that ends while the socket is open", () => {
  const frames = [
    ["a message", () => ({ type: "text", message: "Still me?" })],
    ["a restore", () => ({ type: "restore_chat" })],
    ["a page", (chat_id: string) => ({ type: "history_page", chat_id, before: 2 })],
  ] as const;
  test.each(frames)("by expiry is told to %s, and nothing is stored", async (_, frame) => {
    const token = await tokenFor(client.user.id, { seconds: 2 });
    const expiry = Math.floor(Date.now() / 1000) + 3;
    const short = await Socket.open(client.with({ token }), made.session_id);
    await until(() => Date.now() / 1000 > expiry, { what: "the expiry" });
    expect(await short.first(frame(made.chat_id))).toMatchObject({
      type: "error",
      code: "token_expired",
    });
    await short.closeCode();
    await nothingStored();
  });

  test.each(frames)("by signing out everywhere is told to %s", async (_, frame) => {
    const leaving = await guest();
    const { chat_id, session_id } = await planned(leaving);
    const open = await Socket.open(leaving, session_id);
    await database()`update users set token_version = 2 where id = ${leaving.user.id}`;
    expect(await open.first(frame(chat_id))).toMatchObject({
      type: "error",
      code: "invalid_token",
    });
    await open.closeCode();
  });
});
