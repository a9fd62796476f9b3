// A chat that was kept and is read again without a network looks as it did.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyOf } from "./history-of.ts";
import { empty, type State } from "./model.ts";
import { reduce } from "./reducer.ts";
import { chatId, frames, play, restored, stored, turn } from "./test/story.ts";
import { transcript } from "./select.ts";

const dialogue = fc.array(turn, { minLength: 1, maxLength: 4 });

const read = (state: State): State => {
  const chat = state.chats[chatId];
  const copy = chat && historyOf(chat);
  if (!copy) return empty;
  const { history, message_count, has_more } = copy;
  const frame = { type: "history_restored", session_id: "key", chat_id: chatId } as const;
  return reduce(empty, { ...frame, history, message_count, has_more });
};

/** What a screen shows of it. */
const shownOf = (state: State) =>
  transcript(state.chats[chatId]).map((one) => ({ ...one, readAt: 0, settled: false, pieces: [] }));

describe("the copy of a chat", { timeout: 60_000 }, () => {
  it("gives the same screen as the chat it was made of", () => {
    fc.assert(
      fc.property(dialogue, (turns) => {
        const before = play([
          restored([]),
          ...turns.flatMap((one, index) => frames(index, one)),
          restored(turns.flatMap((one, index) => stored(index, one))),
        ]);
        expect(shownOf(read(before))).toEqual(shownOf(before));
      }),
    );
  });

  it("is none of a chat that was not read from the server", () => {
    fc.assert(
      fc.property(turn, (one) => {
        const chat = play(frames(0, one)).chats[chatId];
        expect(chat && historyOf(chat)).toBeNull();
      }),
    );
  });

  it("has the newest hundred messages, and says that there are older ones", () => {
    const turns = Array.from({ length: 70 }, (_, index) =>
      stored(index, {
        attempts: [{ pieces: ["x"], checkpoint: 0 }],
        end: "complete",
        cut: false,
        kind: "text",
      }),
    );
    const state = play([restored(turns.flat())]);
    const chat = state.chats[chatId];
    const copy = chat && historyOf(chat);
    expect(copy?.history.map((one) => one.position)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 41),
    );
    expect(copy?.has_more).toBe(true);
  });
});
