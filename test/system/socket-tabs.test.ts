// Several tabs and devices on one session: all of them see everything, nobody else sees anything.
import { describe, expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { finalize, historyOf, newKey, planned, say, track } from "../support/learning.ts";
import { release } from "../support/model.ts";
import { assembled, Socket } from "../support/socket.ts";

const restore = { type: "restore_chat", protocol: 2 };
const modern = async (...of: Parameters<typeof Socket.open>): Promise<Socket> => {
  const socket = await Socket.open(...of);
  await socket.ask({ type: "ping", protocol: 2 }, "pong");
  return socket;
};

test("two tabs get the same frames of a turn that either of them opened", async () => {
  const client = await guest();
  const made = await track(client);
  const [one, other] = [
    await modern(client, made.session_id),
    await modern(client, made.session_id),
  ];

  one.send({ type: "text", message: "[slow 1] Hello" });

  const ends = [await one.next("ai_response"), await other.next("ai_response")];
  expect({ ...ends[1], timestamp: "" }).toEqual({ ...ends[0], timestamp: "" });
  for (const socket of [one, other]) {
    const accepted = await socket.next("message_accepted");
    expect(accepted.message).toBe("[slow 1] Hello");
    expect(assembled(socket.all("ai_delta"), accepted.answer_id)).toBe(ends[0]?.message);
  }
});

test("a second device under another key sees the same turn under its own key", async () => {
  const client = await guest();
  const made = await planned(client);
  const first = await modern(client, made.session_id);
  const key = newKey();
  const second = await modern(client, key);
  await second.ask({ ...restore, track_id: made.id }, "chat_restored");

  first.send({ type: "text", message: "Hello from the first" });

  const [here, there] = [await first.next("ai_response"), await second.next("ai_response")];
  expect(there).toMatchObject({
    session_id: key,
    message_id: here.message_id,
    message: here.message,
  });
});

test("a tab that opens in the middle of an answer gets all of it", async () => {
  const client = await guest();
  const made = await track(client);
  const first = await modern(client, made.session_id);
  first.send({ type: "text", message: "[slow 3] A long story" });
  const { answer_id } = await first.next("message_accepted");
  await first.next("ai_delta", ({ offset }) => offset > 0);

  const late = await Socket.open(client, made.session_id);
  const { history } = await late.ask(restore, "chat_restored");
  const unfinished = history.at(-1);
  const end = await late.next("ai_response");

  expect(unfinished).toMatchObject({ id: answer_id, status: "generating", attempt: 1 });
  expect(end.message.startsWith(unfinished?.content ?? "?")).toBe(true);
  expect(assembled(late.all("ai_delta"), answer_id)).toBe(end.message);
  expect(end).toMatchObject({
    message_id: answer_id,
    message: (await first.next("ai_response")).message,
  });
});

test("a tab that closes in the middle of an answer finds it when it returns", async () => {
  const client = await guest();
  const made = await track(client);
  const first = await modern(client, made.session_id);
  first.send({ type: "text", message: "[hold tab-returns] Wait for me" });
  const { answer_id } = await first.next("message_accepted");
  await first.close();
  const back = await Socket.open(client, made.session_id);
  const { history } = await back.ask(restore, "chat_restored");
  expect(history.at(-1)).toMatchObject({ id: answer_id, content: "" });

  await release("tab-returns");

  const end = await back.next("ai_response");
  expect(end).toMatchObject({ message_id: answer_id, status: "complete" });
  expect((await historyOf(client, made)).at(-1)?.content).toBe(end.message);
});

test("a client of the original is not shown an answer that is still being written", async () => {
  const client = await guest();
  const made = await track(client);
  const socket = await Socket.open(client, made.session_id);
  socket.send({ type: "text", message: "[hold original-restores] Wait" });
  await socket.next("message_accepted");
  const { history } = await socket.ask({ type: "restore_chat" }, "chat_restored");
  expect(history.map(({ sender }) => sender)).toEqual(["user"]);
  await release("original-restores");
  await socket.next("ai_response");
});

test("messages sent at once are answered one after another, in order", async () => {
  const client = await guest();
  const made = await track(client);
  const socket = await modern(client, made.session_id);
  for (const n of [1, 2, 3, 4])
    socket.send({ type: "text", message: `m${n}`, client_message_id: `c${n}` });

  for (let answers = 0; answers < 4; answers += 1) await socket.next("ai_response");

  const history = await historyOf(client, made);
  expect(history.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const answer of history.filter(({ sender }) => sender === "ai")) {
    const question = history.find(({ id }) => id === answer.reply_to);
    expect(answer).toMatchObject({
      position: (question?.position ?? 0) + 1,
      content: `Answer to: ${question?.content}`,
    });
  }
});

test("frames go neither to the user's other sessions nor to other users", async () => {
  const client = await guest();
  const made = await track(client);
  const otherSession = await modern(client, (await track(client)).session_id);
  const stranger = await guest();
  const strangers = await modern(stranger, made.session_id);
  const socket = await modern(client, made.session_id);

  await socket.ask({ type: "text", message: "Between us" }, "ai_response");

  for (const quiet of [otherSession, strangers]) {
    await quiet.quiet();
    expect(new Set(quiet.frames.map(({ type }) => type))).toEqual(new Set(["pong"]));
  }
});

describe("a turn opened over HTTP", () => {
  test("is seen live by clients that understand it", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await modern(client, made.session_id);
    const said = await say(client, made, "Over HTTP");
    const end = await socket.next("ai_response");
    expect(end).toMatchObject({ message: said.response, message_id: said.message_id });
    expect((await socket.next("message_accepted")).message).toBe("Over HTTP");
    expect(assembled(socket.all("ai_delta"), said.message_id)).toBe(said.response);
  });

  test("is not repeated to a client of the original, which renders its own reply", async () => {
    const client = await guest();
    const made = await planned(client);
    const socket = await Socket.open(client, made.session_id);
    await say(client, made, "Over HTTP");
    await socket.ask({ type: "text", message: "Over the socket" }, "ai_response");
    const answers = socket.all("ai_response").map(({ message }) => message);
    expect(answers).toEqual(["Answer to: Over the socket"]);
  });

  test("is sent to a client of the original when its request did not wait", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);
    const message = "[slow 1] Later";
    const body = { session_id: made.session_id, message };
    const { message_id } = await client.accepted("chatResponse", { body });
    expect((await socket.next("ai_response")).message_id).toBe(message_id);
  });

  test("that makes modules is sent to every tab", async () => {
    const client = await guest();
    const made = await planned(client);
    const sockets = [
      await Socket.open(client, made.session_id),
      await modern(client, made.session_id),
    ];
    const done = await finalize(client, made);
    for (const socket of sockets) {
      expect(await socket.next("finalization_complete")).toMatchObject({
        chat_id: made.chat_id,
        track_id: made.id,
        modules_created: 4,
        message_id: done.message_id,
        message: expect.stringContaining("The course is ready"),
      });
    }
  });

  test("shows a welcome as one", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await modern(client, made.session_id);
    const body = { session_id: made.session_id, skill_area: made.title };
    const plan = await client.ok("welcome", { body });
    expect(await socket.next("message_accepted")).toMatchObject({
      message_id: null,
      message_type: "welcome",
    });
    expect(await socket.next("ai_response")).toMatchObject({
      is_welcome: true,
      reply_to: null,
      message: plan.message,
    });
  });
});
