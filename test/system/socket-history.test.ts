// A history larger than one frame: page by page, every frame within its limit, the same as over HTTP.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import { expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { fillChat } from "../support/database.ts";
import { historyOf, newKey, track } from "../support/learning.ts";
import { longAnswer } from "../support/script.ts";
import { Socket } from "../support/socket.ts";

const largest = 128 * 1024;

/** The whole history as a socket gives it: the newest part first, then older pages. */
async function read(
  socket: Socket,
  chat_id: string,
  newest: { history: HistoryItem[]; has_more: boolean },
): Promise<HistoryItem[]> {
  let { history, has_more } = newest;
  let items = history;
  while (has_more) {
    const before = items[0]?.position;
    const page = await socket.ask({ type: "history_page", chat_id, before }, "history_page");
    expect(page.history.at(-1)?.position).toBe((before ?? 0) - 1);
    items = [...page.history, ...items];
    ({ has_more } = page);
  }
  return items;
}

test.each([
  ["many short messages", 900, 20],
  ["some long messages", 120, 8000],
  ["messages around the limit of a frame", 5, 75_000],
])("%s arrive whole, in frames under 128 KB", async (_, count, chars) => {
  const client = await guest();
  const made = await track(client);
  await fillChat(made.chat_id, count, { chars });
  const socket = await Socket.open(client, made.session_id);

  const restored = await socket.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
  const items = await read(socket, made.chat_id, restored);

  expect(restored).toMatchObject({ has_more: true, message_count: count });
  expect(items.map(({ position }) => position)).toEqual(
    Array.from({ length: count }, (__, n) => n + 1),
  );
  const whole = await historyOf(client, made);
  for (const [at, item] of items.entries()) {
    const { truncated, content, ...rest } = item;
    const { content: full, ...expected } = whole[at] as HistoryItem;
    expect(rest).toEqual(expected);
    expect(content).toBe(truncated ? full.slice(0, content.length) : full);
  }
  expect(socket.largest).toBeLessThan(largest);
});

test("ten thousand messages, one of 100 KB, come page by page and equal the history over HTTP", async () => {
  const client = await guest();
  const made = await track(client);
  await fillChat(made.chat_id, 4_999);
  await fillChat(made.chat_id, 1, { chars: 100_000 });
  await fillChat(made.chat_id, 5_000);
  const socket = await Socket.open(client, made.session_id);

  const restored = await socket.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
  const items = await read(socket, made.chat_id, restored);

  const whole: HistoryItem[] = [];
  for (let before: number | undefined; before !== 1; before = whole[0]?.position) {
    const query = { session_id: made.session_id, ...(before === undefined ? {} : { before }) };
    const page = await client.ok("getHistory", { params: { id: made.chat_id }, query });
    whole.unshift(...page.history);
  }
  expect(items).toHaveLength(10_000);
  const long = items[4_999];
  expect(long).toMatchObject({
    truncated: true,
    content: whole[4_999]?.content.slice(0, long?.content.length),
  });
  expect(items.toSpliced(4_999, 1)).toEqual(whole.toSpliced(4_999, 1));
  expect(socket.largest).toBeLessThan(largest);
});

test("a message too long for a frame is cut, and completed by resume", async () => {
  const client = await guest();
  const made = await track(client);
  const length = 300_000;
  const body = { session_id: made.session_id, message: `[long ${length}]` };
  await client.ok("chatResponse", { body });
  const socket = await Socket.open(client, made.session_id);

  const { history, has_more } = await socket.ask({ type: "restore_chat" }, "chat_restored");

  expect(has_more).toBe(true);
  const [cut] = history;
  expect(history).toMatchObject([{ truncated: true, position: 2 }]);
  const offset = cut?.content.length ?? 0;
  const frame = { type: "resume", message_id: cut?.id, attempt: cut?.attempt, offset };
  await socket.ask(frame, "ai_response");
  const rest = socket.all("ai_delta").map(({ text }) => text);
  expect((cut?.content ?? "") + rest.join("")).toBe(longAnswer(length));
  expect(socket.largest).toBeLessThan(largest);
});

test("the switch socket's histories fit a frame too and lead on", async () => {
  const client = await guest();
  const made = await track(client);
  await fillChat(made.chat_id, 300, { chars: 2000 });
  const socket = await Socket.open(client, made.session_id, { channel: "switch" });
  const command = { chat_id: made.chat_id };
  const restored = await socket.ask({ ...command, command: "restore_history" }, "history_restored");
  const switched = await socket.ask({ ...command, command: "switch_chat" }, "chat_switched");
  expect(restored).toMatchObject({ has_more: true, message_count: 300 });
  expect(switched.history).toEqual(restored.history);
  const reading = await Socket.open(client, made.session_id);
  expect(await read(reading, made.chat_id, restored)).toHaveLength(300);
  expect(socket.largest).toBeLessThan(largest);
});

test("a page of a chat without a track is read under its key", async () => {
  const client = await guest();
  const socket = await Socket.open(client, newKey());
  const { chat_id } = await socket.ask({ type: "text", message: "Hello" }, "ai_response");
  const page = await socket.ask({ type: "history_page", chat_id, before: 2 }, "history_page");
  expect(page).toMatchObject({ history: [{ content: "Hello", position: 1 }], has_more: false });
});

test("a long chat about a wish of the longest letters is restored in frames that fit", async () => {
  const client = await guest();
  const made = await track(client);
  await client.ok("welcome", {
    body: {
      session_id: made.session_id,
      track_id: made.id,
      skill_area: "学".repeat(200),
      user_expectations: "学".repeat(4_000),
    },
  });
  await fillChat(made.chat_id, 400, { chars: 900 });
  const socket = await Socket.open(client, made.session_id);
  const switching = await Socket.open(client, made.session_id, { channel: "switch" });

  const restored = await socket.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
  const switched = await switching.ask(
    { command: "switch_chat", chat_id: made.chat_id },
    "chat_switched",
  );

  expect(restored.chat_info?.ai_context).toMatchObject({ user_expectations: "学".repeat(4_000) });
  expect(restored.history.length).toBeGreaterThan(50);
  expect(switched.history.length).toBeGreaterThan(50);
  expect(await read(socket, made.chat_id, restored)).toHaveLength(401);
  expect(socket.largest).toBeLessThan(largest);
  expect(switching.largest).toBeLessThan(largest);
});
