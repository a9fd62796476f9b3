import { systemClock } from "@ai-learning/client/clock";
import { limits } from "@ai-learning/protocol/limits";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NotesKeeper, pauseMs, retryMs, type NotesState } from "./notes-keeper.ts";

let draft: string | null;
let saves: string[];
let states: NotesState[];
let shown: string;
let isOnline: boolean;

const open = (saved: string): NotesKeeper =>
  new NotesKeeper(saved, {
    clock: systemClock,
    readDraft: () => draft,
    keepDraft: (text) => (draft = text),
    save: (text) => {
      if (!isOnline) return Promise.reject(new Error("offline"));
      saves.push(text);
      return Promise.resolve();
    },
    onText: (text) => (shown = text),
    onState: (state) => states.push(state),
  });

beforeEach(() => {
  vi.useFakeTimers();
  draft = null;
  saves = [];
  states = [];
  shown = "";
  isOnline = true;
});
afterEach(() => vi.useRealTimers());

describe("notes on a task", () => {
  it("are saved once after a pause, and then need no draft", async () => {
    const notes = open("");
    notes.write("a");
    notes.write("ab");
    expect(draft).toBe("ab");
    await vi.advanceTimersByTimeAsync(pauseMs);
    expect(saves).toEqual(["ab"]);
    expect(draft).toBeNull();
    expect(states.at(-1)).toBe("saved");
  });

  it("are saved at once on leaving", () => {
    const notes = open("");
    notes.write("a");
    notes.leave(true);
    expect(saves).toEqual(["a"]);
  });

  it("stay on this device while they cannot be saved, and are saved later", async () => {
    isOnline = false;
    const notes = open("");
    notes.write("a");
    await vi.advanceTimersByTimeAsync(pauseMs);
    expect(states.at(-1)).toBe("failed");
    expect(draft).toBe("a");
    isOnline = true;
    await vi.advanceTimersByTimeAsync(retryMs);
    expect(saves).toEqual(["a"]);
    expect(draft).toBeNull();
  });

  it("that were not saved are shown and saved when the page is opened again", async () => {
    draft = "unsaved";
    open("old");
    expect(shown).toBe("unsaved");
    await vi.advanceTimersByTimeAsync(pauseMs);
    expect(saves).toEqual(["unsaved"]);
  });

  it("that were saved as the page was left need no draft any more", () => {
    draft = "mine";
    open("mine");
    expect(draft).toBeNull();
  });

  it("follow another device unless something newer was written here", async () => {
    const notes = open("old");
    notes.hear("theirs");
    expect(shown).toBe("theirs");
    notes.write("mine");
    notes.hear("theirs again");
    expect(shown).toBe("mine");
    await vi.advanceTimersByTimeAsync(pauseMs);
    expect(saves).toEqual(["mine"]);
  });

  it("that are too long are kept as a draft only", async () => {
    const notes = open("");
    notes.write("x".repeat(limits.notesChars + 1));
    await vi.advanceTimersByTimeAsync(pauseMs);
    notes.close();
    expect(saves).toEqual([]);
    expect(draft).toHaveLength(limits.notesChars + 1);
  });

  it("written while others are being saved are saved after them", async () => {
    const notes = open("");
    notes.write("a");
    notes.leave();
    notes.write("ab");
    notes.leave();
    await vi.advanceTimersByTimeAsync(pauseMs);
    expect(saves).toEqual(["a", "ab"]);
  });
});
