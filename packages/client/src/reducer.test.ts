import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import { describe, expect, it } from "vitest";
import { empty } from "./model.ts";
import { olderThan, transcript, unfinished } from "./select.ts";
import { frames, page, play, restored, stored, type Turn } from "./test/story.ts";
import { wants } from "./wants.ts";

const turn = (rest: Partial<Turn> = {}): Turn => ({
  attempts: [{ pieces: ["Hello ", "big ", "world"], checkpoint: 6 }],
  end: "complete",
  cut: false,
  kind: "text",
  ...rest,
});
const [accepted, one, two, three, done] = frames(0, turn()) as [
  ServerFrame,
  ServerFrame,
  ServerFrame,
  ServerFrame,
  ServerFrame,
];
const answer = (list: readonly ServerFrame[]) => play(list).chats["chat"]?.messages["a0"];
const delta = (attempt: number, offset: number, text: string): ServerFrame => ({
  ...(one as Extract<ServerFrame, { type: "ai_delta" }>),
  attempt,
  offset,
  text,
});
const emptyChat = restored([]);

describe("one answer", () => {
  it("is a place to wait as soon as its question is accepted", () => {
    const state = play([accepted]);
    expect(transcript(state.chats["chat"]).map((m) => [m.id, m.status, m.text])).toEqual([
      ["q0", "complete", "ask 0"],
      ["a0", "pending", ""],
    ]);
    expect(unfinished(state.chats["chat"])?.id).toBe("a0");
  });

  it.each([
    ["in order", [accepted, one, two, three, done]],
    ["backwards", [done, three, two, one, accepted]],
    ["the end first", [done, accepted, one, two, three]],
    ["everything twice", [accepted, one, one, two, two, three, done, done, accepted]],
    ["deltas lost", [accepted, done]],
  ])("is whole when its frames come %s", (_, list) => {
    expect(answer(list)).toMatchObject({
      status: "complete",
      text: "Hello big world",
      whole: true,
      tokens: 7,
      model: "m",
    });
  });

  it.each([
    ["a piece of", { ...delta(2, 0, "Anew"), revision: 1 }],
    [
      "the end of",
      { ...(done as Extract<ServerFrame, { type: "ai_response" }>), attempt: 2, revision: 1 },
    ],
  ])("has the question read whose edit was not heard of, by %s the answer to it", (_, frame) => {
    const state = play([emptyChat, accepted, one, two, three, done, frame]);
    expect(wants(state)).toEqual([{ type: "read", chat_id: "chat", before: 2, limit: 1 }]);
  });

  it("is read, and its question with it, when only its own frames were heard", () => {
    const state = play([emptyChat, one, two, three, done]);
    expect(wants(state)).toEqual([
      { type: "read", chat_id: "chat", before: 2, limit: 1 },
      { type: "read", chat_id: "chat", before: 3, limit: 1 },
    ]);
    expect(wants(play([page(stored(0, turn(), 1))], state))).toEqual([]);
  });

  it("shows what has no hole before it, and asks for the hole", () => {
    const state = play([emptyChat, accepted, one, three]);
    expect(state.chats["chat"]?.messages["a0"]?.text).toBe("Hello ");
    expect(wants(state)).toEqual([{ type: "resume", message_id: "a0", attempt: 1, offset: 6 }]);
    const healed = play([delta(1, 6, "big wor")], state);
    expect(healed.chats["chat"]?.messages["a0"]).toMatchObject({
      text: "Hello big world",
      pieces: [],
    });
    expect(wants(healed)).toEqual([]);
  });

  it("cuts what overlaps and ignores what is known", () => {
    expect(answer([one, delta(1, 2, "llo big"), delta(1, 0, "Hel")])?.text).toBe("Hello big");
  });

  it("counts UTF-16 code units", () => {
    expect(answer([delta(1, 0, "👋"), delta(1, 2, "!")])?.text).toBe("👋!");
  });

  it("drops the delta of an older attempt", () => {
    expect(answer([delta(2, 0, "new"), delta(1, 0, "old")])).toMatchObject({
      attempt: 2,
      text: "new",
    });
  });

  it("keeps the old attempt's text on screen until the new one has some", () => {
    const begun = stored(
      0,
      turn({ attempts: [...turn().attempts, { pieces: ["x"], checkpoint: 0 }] }),
      2,
    );
    const before = play([one, two, restored(begun)]);
    expect(before.chats["chat"]?.messages["a0"]).toMatchObject({
      attempt: 2,
      textAttempt: 1,
      text: "Hello big ",
      status: "generating",
    });
    // A piece with a hole before it is no text yet.
    const waiting = play([delta(2, 4, "later")], before);
    expect(waiting.chats["chat"]?.messages["a0"]?.text).toBe("Hello big ");
    const after = play([delta(2, 0, "Anew")], waiting);
    expect(after.chats["chat"]?.messages["a0"]?.text).toBe("Anewlater");
  });

  it("keeps its text as its own when it goes on, and grows from there", () => {
    const long = turn({
      attempts: [...turn().attempts, { pieces: [" and", " more"], checkpoint: 2, asked: "on" }],
    });
    const list = frames(0, long);
    const isAsked = (frame: ServerFrame) => "answer_continues" in frame;
    const asked = list.findIndex(isAsked);
    expect(answer(list.slice(0, asked + 1))).toMatchObject({
      status: "pending",
      attempt: 2,
      textAttempt: 2,
      text: "Hello big world",
    });
    const state = play([emptyChat, ...list.slice(0, asked), ...list.slice(asked + 1, asked + 2)]);
    expect(state.chats["chat"]?.messages["a0"]).toMatchObject({
      attempt: 3,
      textAttempt: 3,
      text: "Hello big world and",
    });
    expect(wants(state)).toEqual([]);
    expect(answer(list)?.text).toBe("Hello big world and more");
  });

  it("asks for all of an answer that went on from a text it never had", () => {
    const other = { pieces: ["Another"], checkpoint: 0, asked: "anew" } as const;
    const long = turn({
      attempts: [...turn().attempts, other, { pieces: ["!"], checkpoint: 1, asked: "on" }],
    });
    const list = frames(0, long);
    const state = play([emptyChat, accepted, one, two, three, done, ...list.slice(-2, -1)]);
    expect(state.chats["chat"]?.messages["a0"]?.text).toBe("Hello big world");
    expect(wants(state)).toEqual([{ type: "resume", message_id: "a0", attempt: 5, offset: 0 }]);
  });

  it("does not go back to being written when a late delta comes", () => {
    expect(answer([done, two])?.status).toBe("complete");
  });

  it("is generating again when a newer attempt begins after a failure", () => {
    const [, , , , failed] = frames(0, turn({ end: "failed" }));
    expect(answer([one, failed as ServerFrame, delta(2, 0, "again")])).toMatchObject({
      status: "generating",
      attempt: 2,
      text: "again",
      errorCode: null,
    });
  });

  it("keeps what was written before it failed, says why, and has the stored text read", () => {
    const failed = frames(0, turn({ end: "failed" })).at(-1) as ServerFrame;
    const state = play([emptyChat, accepted, one, failed]);
    expect(state.chats["chat"]?.messages["a0"]).toMatchObject({
      status: "failed",
      text: "Hello ",
      errorCode: "gave_up",
    });
    expect(wants(state)).toEqual([{ type: "read", chat_id: "chat", before: 3, limit: 1 }]);
    const read = play([page(stored(0, turn({ end: "failed" })))], state);
    expect(read.chats["chat"]?.messages["a0"]).toMatchObject({
      text: "Hello big world",
      whole: true,
    });
    expect(wants(read)).toEqual([]);
  });

  it("shows the stored text when more was seen than was stored", () => {
    const failed = frames(0, turn({ end: "failed" })).at(-1) as ServerFrame;
    const items = stored(
      0,
      turn({ end: "failed", attempts: [{ pieces: ["Hello"], checkpoint: 5 }] }),
    );
    expect(answer([accepted, one, two, failed, page(items)])?.text).toBe("Hello");
  });

  it("is read to its end when its last frame was cut", () => {
    const end = frames(0, turn({ cut: true })).at(-1) as ServerFrame;
    const state = play([emptyChat, accepted, end]);
    expect(state.chats["chat"]?.messages["a0"]).toMatchObject({ text: "H", whole: false });
    expect(wants(state)).toEqual([{ type: "read", chat_id: "chat", before: 3, limit: 1 }]);
  });

  it("is a finalisation whichever frame says so, and stays one", () => {
    const end = frames(0, turn({ kind: "finalization" })).at(-1) as ServerFrame;
    expect(answer([end, done])?.kind).toBe("finalization");
  });
});

describe("a history", () => {
  it("joins what is heard while it is read", () => {
    const items = stored(0, turn(), 1);
    const list = [two, restored(items), three];
    expect(answer(list)).toMatchObject({ text: "Hello big world", status: "generating" });
  });

  it("never takes back an end that was heard before it came", () => {
    expect(answer([done, restored(stored(0, turn(), 1))])?.status).toBe("complete");
  });

  it("says whether older messages exist", () => {
    const items = stored(3, turn());
    expect(olderThan(play([restored(items, true)]).chats["chat"])).toBe(7);
    expect(olderThan(play([restored(items, false)]).chats["chat"])).toBeNull();
    expect(olderThan(play([restored([])]).chats["chat"])).toBeNull();
    expect(olderThan(undefined)).toBeNull();
  });

  it("leaves a gap to be read when much was missed", () => {
    const state = play([restored(stored(0, turn())), restored(stored(9, turn()), true)]);
    // And the turn that was the last when it was read: it may have been answered anew since.
    expect(wants(state)).toEqual([
      { type: "read", chat_id: "chat", before: 2, limit: 1 },
      { type: "read", chat_id: "chat", before: 3, limit: 1 },
      { type: "read", chat_id: "chat", before: 19, limit: 16 },
    ]);
  });

  it("is not asked for in a chat nobody has opened", () => {
    expect(wants(play([accepted, three]))).toEqual([]);
  });

  it("keeps chats apart", () => {
    const other = {
      ...(accepted as Extract<ServerFrame, { type: "message_accepted" }>),
      chat_id: "other",
    };
    const state = play([accepted, other]);
    expect(Object.keys(state.chats)).toEqual(["chat", "other"]);
  });

  it("asks the server once more about an answer that ended while nobody listened", () => {
    const state = play([restored(stored(0, turn(), 1)), restored(stored(1, turn()), true)]);
    expect(wants(state)).toContainEqual({ type: "read", chat_id: "chat", before: 3, limit: 1 });
  });
});

describe("frames that are about nothing", () => {
  it.each([
    { type: "pong", timestamp: "" },
    {
      type: "error",
      code: "invalid_json",
      message: "",
      session_id: "",
      chat_id: null,
      timestamp: "",
    },
    { type: "user_chats", session_id: "", chats: [] },
    { ...(emptyChat as Extract<ServerFrame, { type: "chat_restored" }>), chat_id: null },
  ] satisfies ServerFrame[])("leave the state as it is: $type", (frame) => {
    expect(play([frame])).toBe(empty);
  });

  it("leave what is known as it is: a repeated delta", () => {
    const state = play([accepted, one]);
    expect(play([one], state)).toBe(state);
  });

  it("leave an item of an unknown shape readable: a learner's message has no attempt", () => {
    const [question] = stored(0, turn()) as [HistoryItem, HistoryItem];
    expect(play([restored([question])]).chats["chat"]?.messages["q0"]).toMatchObject({
      status: "complete",
      whole: true,
      clientId: "c0",
    });
  });
});
