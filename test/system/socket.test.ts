// What a client says on `/ws/chat/{key}` and what it hears.
import { primaryChatName } from "@ai-learning/protocol/default-names";
import { describe, expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, historyOf, newKey, planned, track } from "../support/learning.ts";
import { longAnswer, unicodeAnswer } from "../support/script.ts";
import { assembled, Socket } from "../support/socket.ts";

test("a ping is answered", async () => {
  const socket = await Socket.open(await guest(), newKey());
  const { timestamp } = await socket.ask({ type: "ping" }, "pong");
  expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(10_000);
});

describe("restoring", () => {
  test("before anything exists says that there is no chat", async () => {
    const key = newKey();
    const socket = await Socket.open(await guest(), key);
    expect(await socket.ask({ type: "restore_chat" }, "chat_restored")).toMatchObject({
      session_id: key,
      success: true,
      has_existing_chat: false,
      chat_id: null,
      chat_info: null,
      history: [],
      message_count: 0,
      has_more: false,
    });
  });

  test("gives the dialogue as HTTP gives it", async () => {
    const client = await guest();
    const made = await planned(client);
    const socket = await Socket.open(client, made.session_id);
    const restored = await socket.ask({ type: "restore_chat" }, "chat_restored");
    expect(restored).toMatchObject({
      has_existing_chat: true,
      chat_id: made.chat_id,
      chat_info: { chat_name: primaryChatName, chat_type: "planning" },
      message_count: 1,
    });
    expect(restored.history).toEqual(await historyOf(client, made));
  });

  test("by a track binds a new key to it", async () => {
    const client = await guest();
    const made = await planned(client);
    const socket = await Socket.open(client, newKey());
    const frame = { type: "restore_chat", track_id: made.id };
    expect((await socket.ask(frame, "chat_restored")).chat_id).toBe(made.chat_id);
    const answer = await socket.ask({ type: "text", message: "Here too" }, "ai_response");
    expect(answer.chat_id).toBe(made.chat_id);
  });

  test("by a chat gives that chat", async () => {
    const client = await guest();
    const made = await planned(client);
    const aside = await client.ok("createChat", { body: { session_id: made.session_id } });
    const socket = await Socket.open(client, made.session_id);
    for (const chat_id of [aside.id, made.chat_id]) {
      const restored = await socket.ask({ type: "restore_chat", chat_id }, "chat_restored");
      expect(restored.chat_id).toBe(chat_id);
    }
  });
});

describe("a message", () => {
  test.each([
    ["type text", { type: "text" }],
    ["type message", { type: "message" }],
    ["no type", {}],
    ["protocol 2", { protocol: 2 }],
  ])("of %s is accepted, streamed and answered", async (_, fields) => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);

    socket.send({ ...fields, message: "Is clay dear?", client_message_id: "c1" });
    const accepted = await socket.next("message_accepted");
    const answer = await socket.next("ai_response");

    expect(accepted).toMatchObject({
      session_id: made.session_id,
      chat_id: made.chat_id,
      client_message_id: "c1",
      message: "Is clay dear?",
      message_type: "text",
      position: 1,
      answer_position: 2,
      answer_status: "pending",
    });
    expect(answer).toMatchObject({
      session_id: made.session_id,
      chat_id: made.chat_id,
      message_id: accepted.answer_id,
      reply_to: accepted.message_id,
      position: 2,
      attempt: 1,
      status: "complete",
      message: "Answer to: Is clay dear?",
      model_used: "scripted-model",
    });
    expect(assembled(socket.all("ai_delta"), accepted.answer_id)).toBe(answer.message);
    expect(await historyOf(client, made)).toMatchObject([
      { id: accepted.message_id, content: "Is clay dear?", client_message_id: "c1" },
      { id: answer.message_id, content: answer.message, tokens_used: answer.tokens_used },
    ]);
  });

  test("sent again under its id is the same message", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);
    const frame = { type: "text", message: "Once", client_message_id: "c1" };
    socket.send(frame);
    const first = await socket.next("message_accepted");
    await socket.next("ai_response");
    const again = await socket.ask(frame, "message_accepted");
    expect(again).toMatchObject({ message_id: first.message_id, answer_status: "complete" });
    const other = await socket.ask({ ...frame, message: "Twice" }, "error");
    expect(other).toMatchObject({ code: "message_id_reused", client_message_id: "c1" });
    expect(await historyOf(client, made)).toHaveLength(2);
  });

  test("before there is a track starts a chat of its own", async () => {
    const client = await guest();
    const socket = await Socket.open(client, newKey());
    const answer = await socket.ask({ type: "text", message: "Hello" }, "ai_response");
    const restored = await socket.ask({ type: "restore_chat" }, "chat_restored");
    expect(restored).toMatchObject({ chat_id: answer.chat_id, message_count: 2 });
  });

  test("is answered in pieces that never split a character", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);
    const answer = await socket.ask({ type: "text", message: "[unicode] [slow 1]" }, "ai_response");
    expect(answer.message.startsWith(unicodeAnswer)).toBe(true);
    const deltas = socket.all("ai_delta");
    expect(deltas.length).toBeGreaterThan(2);
    expect(deltas.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(assembled(deltas, answer.message_id)).toBe(answer.message);
  });

  test("whose turn fails ends in an error that names the message", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);
    const error = await socket.ask({ type: "text", message: "[error 400]" }, "error");
    const accepted = await socket.next("message_accepted");
    expect(error).toMatchObject({
      code: "model_misconfigured",
      status: "failed",
      chat_id: made.chat_id,
      message_id: accepted.answer_id,
      reply_to: accepted.message_id,
      position: 2,
      attempt: 1,
    });
    await socket.quiet();
  });
});

describe("resuming", () => {
  test("sends the rest of an answer from the client's offset, and its end", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);
    const whole = await socket.ask({ type: "text", message: "[long 40000]" }, "ai_response");
    const { message_id, attempt } = whole;
    const from = async (at: { attempt: number; offset: number }): Promise<string> => {
      const seen = socket.all("ai_delta").length;
      await socket.ask({ type: "resume", message_id, ...at }, "ai_response");
      const deltas = socket.all("ai_delta").slice(seen);
      expect(deltas[0]?.offset ?? at.offset).toBe(at.attempt === attempt ? at.offset : 0);
      return deltas.map(({ text }) => text).join("");
    };

    expect(await from({ attempt, offset: 30_000 })).toBe(whole.message.slice(30_000));
    expect(await from({ attempt, offset: 40_000 })).toBe("");
    expect(await from({ attempt: 0, offset: 30_000 })).toBe(whole.message);
    expect(await from({ attempt: 7, offset: 0 })).toBe(whole.message);
  });

  test("completes an answer too long for one frame", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);

    const cut = await socket.ask({ type: "text", message: "[long 200000]" }, "ai_response");

    const text = longAnswer(200_000);
    expect(cut.truncated).toBe(true);
    expect(text.startsWith(cut.message)).toBe(true);
    expect(cut.message.length).toBeGreaterThan(100_000);
    expect(assembled(socket.all("ai_delta"), cut.message_id)).toBe(text);
    const late = await Socket.open(client, made.session_id);
    const { message_id, attempt } = cut;
    const at = { message_id, attempt, offset: cut.message.length };
    await late.ask({ type: "resume", ...at }, "ai_response");
    const rest = late.all("ai_delta").map((delta) => delta.text);
    expect(cut.message + rest.join("")).toBe(text);
  });
});

test("an answer that the model's length limit cut says so, live, in the history and in the ledger", async () => {
  const client = await guest();
  const made = await track(client);
  const socket = await Socket.open(client, made.session_id);

  const end = await socket.ask({ type: "text", protocol: 2, message: "[length]" }, "ai_response");

  expect(end).toMatchObject({ status: "truncated", message: "Answer to: [length]" });
  expect((await historyOf(client, made)).at(-1)).toMatchObject({
    status: "truncated",
    content: end.message,
  });
  const resumed = await socket.ask(
    { type: "resume", message_id: end.message_id, attempt: 0, offset: 0 },
    "ai_response",
  );
  expect(resumed.status).toBe("truncated");
  const calls = await database()`
    select outcome from ai_calls where message_id = ${end.message_id}`;
  expect([...calls]).toEqual([{ outcome: "truncated" }]);
});

test("a client that was away while modules were made is told of them when it resumes", async () => {
  const client = await guest();
  const made = await planned(client);
  const done = await finalize(client, made);
  const socket = await Socket.open(client, made.session_id);

  const told = await socket.ask(
    { type: "resume", protocol: 2, message_id: done.message_id, attempt: 0, offset: 0 },
    "finalization_complete",
  );

  expect(told).toMatchObject({
    message_id: done.message_id,
    track_id: made.id,
    modules_created: 4,
    status: "complete",
    tokens_used: done.tokens_used,
  });
  await socket.quiet();
  expect(socket.all("ai_response")).toEqual([]);
});
