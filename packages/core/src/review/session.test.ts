// What today asks for, in which form and in which order.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "./day.ts";
import { defaultLimits, dueToday, type ReviewCard } from "./due.ts";
import { wordingToAsk } from "./form.ts";
import { afterAnswer, interleaved, sessionOf } from "./session.ts";

const today = "2026-11-29";

const card = (id: string, dueIn: number | null, more: Partial<ReviewCard> = {}): ReviewCard => ({
  id,
  objectiveId: `o${id}`,
  trackId: "t",
  isSuspended: false,
  memory:
    dueIn === null
      ? null
      : {
          stability: 5,
          difficulty: 5,
          dueDay: addDays(today, dueIn),
          lastDay: addDays(today, -30),
          reps: 1,
          lapses: 0,
        },
  ...more,
});
const many = (count: number, dueIn: number | null): ReviewCard[] =>
  Array.from({ length: count }, (_, at) => card(`${String(dueIn)}.${String(at)}`, dueIn));
const nothing = { newCards: 0, reviews: 0 };

describe("what is due today", () => {
  it("is what was due first, first, without suspended cards and those of tomorrow", () => {
    const cards = [
      card("today", 0),
      card("older", -9),
      card("tomorrow", 1),
      card("old", -1),
      card("hard", -5, { isSuspended: true }),
      card("new", null),
    ];
    const due = dueToday(cards, today, defaultLimits, nothing);

    expect(due.reviews.map(({ id }) => id)).toEqual(["older", "old", "today"]);
    expect(due.newCards.map(({ id }) => id)).toEqual(["new"]);
    expect(due.overdue).toBe(2);
  });

  it.each([
    ["60 reviews and 12 new cards a day", many(100, 0), nothing, [60, 12]],
    ["less what was done today", many(100, 0), { newCards: 5, reviews: 50 }, [10, 7]],
    ["none below zero", many(100, 0), { newCards: 20, reviews: 70 }, [0, 0]],
    ["new cards while 60 are overdue", many(60, -1), nothing, [60, 12]],
    ["no new cards while more are overdue", many(61, -1), nothing, [60, 0]],
    ["new cards while many are due today only", many(90, 0), nothing, [60, 12]],
  ])("is limited: %s", (_, cards, done, counts) => {
    const due = dueToday([...cards, ...many(30, null)], today, defaultLimits, done);

    expect([due.reviews.length, due.newCards.length]).toEqual(counts);
  });
});

describe("the wording asked", () => {
  const wordings = [
    { id: "choice 1", kind: "choice", seenAt: 2 },
    { id: "choice 2", kind: "choice", seenAt: 1 },
    { id: "cloze", kind: "cloze", seenAt: 9 },
    { id: "short", kind: "short", seenAt: null },
  ] as const;

  it.each([
    ["a new card begins with the choice seen longest ago", null, wordings, "choice 2"],
    ["a young one stays with choices", 6.9, wordings, "choice 2"],
    ["an older one is produced, an unseen wording first", 7, wordings, "short"],
    ["the produced form seen longest ago", 40, wordings.slice(0, 3), "cloze"],
    ["without that form the other one", 40, wordings.slice(0, 2), "choice 2"],
    ["without wordings nothing", 40, [], undefined],
  ])("%s", (_, stability, given, id) => {
    expect(wordingToAsk(given, stability)?.id).toBe(id);
  });
});

const placed = (objectives: string): ReviewCard[] =>
  Array.from(objectives).map((one, at) =>
    // Capital letters are objectives of another track.
    card(String(at), 0, { objectiveId: one, trackId: one === one.toUpperCase() ? "T" : "t" }),
  );
const orderOf = (objectives: string): string =>
  interleaved(placed(objectives))
    .map(({ objectiveId }) => objectiveId)
    .join("");

describe("the order of a session", () => {
  it.each([
    ["aaabbb", "ababab"],
    ["aaab", "abaa"],
    ["aabbAABB", "aAbBaAbB"],
    ["", ""],
    ["a", "a"],
  ])("of %s is %s", (given, order) => {
    expect(orderOf(given)).toBe(order);
  });

  it("never puts two cards of an objective side by side where that can be avoided, and loses none", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "c", "A", "B"), { maxLength: 60 }),
        (letters) => {
          const order = orderOf(letters.join(""));
          expect(Array.from(order).toSorted()).toEqual(letters.toSorted());
          const most = Math.max(
            0,
            ...Array.from("abcAB").map((one) => letters.filter((letter) => letter === one).length),
          );
          const neighbours = Array.from(order).filter((one, at) => one === order[at - 1]).length;
          expect(neighbours).toBe(Math.max(0, most - 1 - (letters.length - most)));
        },
      ),
    );
  });

  it("brings a miss back at the end, uncounted, until it is right", () => {
    let steps = sessionOf(placed("ab"));
    steps = afterAnswer(steps, true);
    expect(steps).toEqual([
      { cardId: "1", counts: true },
      { cardId: "0", counts: false },
    ]);
    steps = afterAnswer(afterAnswer(steps, false), true);
    expect(steps).toEqual([{ cardId: "0", counts: false }]);
    expect(afterAnswer(steps, false)).toEqual([]);
    expect(afterAnswer([], true)).toEqual([]);
  });
});
