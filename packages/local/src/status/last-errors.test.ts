import { expect, test } from "vitest";
import { createLastErrors } from "./last-errors.ts";
import { jsonLine } from "../log-line.ts";

const now = new Date("2026-01-02T03:04:05.678Z");
const time = "2026-01-02T00:00:00.000Z";

test("an error is kept by event, code and ids, and its texts are not", () => {
  const errors = createLastErrors(() => now);
  const line = { level: "error", event: "turn_broke", time, chat_id: "c-1", code: "gave_up" };
  errors.add("generate", JSON.stringify({ ...line, error_message: "secret", ms: 4 }));

  expect(errors.list()).toEqual([
    {
      at: time,
      level: "error",
      source: "generate",
      event: "turn_broke",
      code: "gave_up",
      ids: { chat_id: "c-1" },
      times: 1,
    },
  ]);
});

test("a stack is one error by its name, and what is only told is none", () => {
  const errors = createLastErrors(() => now);
  for (const line of ["TypeError: of secret", "    at open (file.ts:1:1)", ""]) {
    errors.add("tracks", line, "error");
  }
  errors.add("tracks", JSON.stringify({ level: "info", event: "request", time }));
  errors.add("queue", "record lost");

  expect(errors.list()).toEqual([
    {
      at: now.toISOString(),
      level: "error",
      source: "tracks",
      event: "output",
      code: "TypeError",
      ids: {},
      times: 1,
    },
  ]);
});

test("text in the place of a name or an id is left out", () => {
  const errors = createLastErrors(() => now);
  const line = { level: "warn", event: "my secret text", time: "soon", error: "a secret b" };
  errors.add("ai", JSON.stringify({ ...line, user_id: "not an id" }));

  expect(errors.list()).toMatchObject([{ level: "warn", event: "output", ids: {} }]);
  expect(JSON.stringify(errors.list())).not.toMatch(/secret|soon|not an/);
});

test("what repeats itself and is nobody's is one entry with its count, what has ids is one each", () => {
  const errors = createLastErrors(() => now);
  const away = JSON.stringify({ level: "warn", event: "part_unreachable", part: "queue", time });
  const failed = { level: "warn", event: "request_failed", code: "gave_up", time };
  errors.add("ready", away);
  for (const id of ["1", "2"]) {
    errors.add("ai", JSON.stringify({ ...failed, request_id: id }));
  }
  errors.add("ready", away);

  expect(errors.list()).toMatchObject([
    { event: "part_unreachable", code: "queue", times: 2 },
    { ids: { request_id: "2" }, times: 1 },
    { ids: { request_id: "1" }, times: 1 },
  ]);
});

test("only the newest are kept, the newest first", () => {
  const errors = createLastErrors(() => now);
  for (let n = 0; n < 40; n += 1) {
    errors.add("a", JSON.stringify({ level: "warn", event: `e${String(n)}`, time }));
  }

  expect(errors.list()).toHaveLength(30);
  expect(errors.list()[0]?.event).toBe("e39");
});

test("a line of a function keeps its fields beside its source, any other becomes a message", () => {
  const own = { level: "warn", event: "x", time };

  expect(JSON.parse(jsonLine("ai", JSON.stringify(own), "info", now))).toEqual({
    source: "ai",
    ...own,
  });
  expect(JSON.parse(jsonLine("queue", "lost", "warn", now))).toEqual({
    source: "queue",
    level: "warn",
    event: "output",
    time: now.toISOString(),
    message: "lost",
  });
});
