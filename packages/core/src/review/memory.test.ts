// What a response makes of a card: ratings, intervals within their bounds, and that the state is a replay of the log.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../question/grade.ts";
import { addDays, daysBetween } from "./day.ts";
import { maxInterval, next, recallOn, type Memory } from "./memory.ts";
import { fuzzRange, loadOf, placed } from "./placement.ts";
import { ratingOf, type Rating } from "./rating.ts";
import { movingOf, replay, type LoggedResponse } from "./replay.ts";

const today = "2026-11-29";
const ratings = ["again", "hard", "good", "easy"] as const;
const anyRating = fc.constantFrom<Rating>(...ratings);

describe("ratings", () => {
  it.each<[string, Verdict, object, Rating | null]>([
    ["a right answer", "right", {}, "good"],
    ["a right answer called easy", "right", { isEasy: true }, "easy"],
    ["a right answer without a minor point", "right", { isMinorMissing: true }, "hard"],
    ["a right answer after a hint, called easy", "right", { hints: 1, isEasy: true }, "again"],
    ["a partly right answer", "partly", {}, "again"],
    ["a wrong answer", "wrong", {}, "again"],
    ["a skipped one", "skipped", {}, "again"],
    ["an ungraded one", "ungraded", {}, null],
  ])("%s", (_, verdict, changes, rating) => {
    const outcome = { verdict, hints: 0, isMinorMissing: false, isEasy: false, ...changes };
    expect(ratingOf(outcome)).toBe(rating);
  });
});

const afterAll = (steps: readonly [number, Rating][], retention = 0.9): Memory | null => {
  let memory: Memory | null = null;
  let day = today;
  for (const [gap, rating] of steps) {
    day = addDays(day, gap);
    memory = next(memory, { day, rating }, retention).memory;
  }
  return memory;
};

describe("a card", () => {
  it("comes back later after each right answer, and sooner after a wrong one", () => {
    const first = next(null, { day: today, rating: "good" }, 0.9);
    const second = next(first.memory, { day: first.memory.dueDay, rating: "good" }, 0.9);
    const lapse = next(second.memory, { day: second.memory.dueDay, rating: "again" }, 0.9);

    expect(first).toMatchObject({ elapsed: 0, predicted: null, interval: 3 });
    expect(second.interval).toBeGreaterThan(2 * first.interval);
    expect(second.predicted).toBeGreaterThan(0.85);
    expect(lapse.interval).toBeLessThan(first.interval + 2);
    expect(lapse.memory).toMatchObject({ reps: 3, lapses: 1 });
  });

  it("comes back sooner for a learner who wants to remember more", () => {
    const due = (retention: number) =>
      afterAll(
        [
          [0, "good"],
          [3, "good"],
          [10, "good"],
        ],
        retention,
      )?.dueDay ?? "";

    expect(due(0.95) < due(0.9)).toBe(true);
    expect(due(0.9) < due(0.8)).toBe(true);
    // Beyond the bounds it is the bound.
    expect(due(0.5)).toBe(due(0.8));
    expect(due(1)).toBe(due(0.95));
  });

  it("is suspended by the sixth lapse, and by the twelfth if it was taken up again", () => {
    let memory = next(null, { day: today, rating: "again" }, 0.9).memory;
    const suspending: number[] = [];
    for (let lapse = 1; lapse <= 12; lapse += 1) {
      const moved = next(memory, { day: addDays(memory.lastDay, 1), rating: "again" }, 0.9);
      if (moved.suspends) suspending.push(moved.memory.lapses);
      memory = moved.memory;
    }
    expect(suspending).toEqual([6, 12]);
  });

  it("is recalled with 90 % after its stability, with certainty on the day itself", () => {
    const memory = afterAll([[0, "easy"]]);
    if (memory === null) throw new Error("no memory");

    expect(recallOn(memory, today)).toBe(1);
    expect(recallOn({ ...memory, stability: 10 }, addDays(today, 10))).toBeCloseTo(0.9, 6);
    expect(recallOn(memory, addDays(today, -3))).toBe(1);
  });

  it("never has an interval below a day or above a year, whatever was answered when", () => {
    const anySteps = fc.array(fc.tuple(fc.integer({ min: -40, max: 900 }), anyRating), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(anySteps, fc.double({ min: 0, max: 1, noNaN: true }), (steps, retention) => {
        let memory: Memory | null = null;
        let day = today;
        for (const [gap, rating] of steps) {
          day = addDays(day, gap);
          const moved: ReturnType<typeof next> = next(memory, { day, rating }, retention);
          const { stability, difficulty, dueDay, lastDay } = moved.memory;
          expect(moved.elapsed).toBeGreaterThanOrEqual(0);
          expect(daysBetween(lastDay, dueDay)).toBe(moved.interval);
          expect(moved.interval).toBeGreaterThanOrEqual(1);
          expect(moved.interval).toBeLessThanOrEqual(maxInterval);
          expect(lastDay >= (memory?.lastDay ?? "")).toBe(true);
          expect(
            Number.isFinite(stability) && stability > 0 && difficulty >= 1 && difficulty <= 10,
          ).toBe(true);
          memory = moved.memory;
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("the day of a review", () => {
  const moved = (interval: number) => ({
    memory: {
      stability: interval,
      difficulty: 5,
      lastDay: today,
      dueDay: addDays(today, interval),
      reps: 2,
      lapses: 0,
    },
    interval,
    elapsed: 3,
  });

  it("is the least loaded one near the interval, the nearest of equal ones", () => {
    const { first, last } = fuzzRange(20, 3);
    const free = addDays(today, last);
    const load = loadOf(
      Array.from({ length: last - first }, (_, at) => addDays(today, first + at)),
    );

    expect(placed(moved(20), new Map())).toBe(addDays(today, 20));
    expect(placed(moved(20), load)).toBe(free);
  });

  it("is not moved for a short interval, nor beyond a year", () => {
    expect(placed(moved(2), loadOf([addDays(today, 2)]))).toBe(addDays(today, 2));
    expect(fuzzRange(maxInterval, 300).last).toBe(maxInterval);
  });

  it("stays within the range for every interval", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 365 }),
        fc.array(fc.integer({ min: 1, max: 400 })),
        (interval, due) => {
          const { first, last } = fuzzRange(interval, 3);
          const days = daysBetween(
            today,
            placed(moved(interval), loadOf(due.map((one) => addDays(today, one)))),
          );
          expect(first <= days && days <= last && days >= 1 && days <= 365).toBe(true);
        },
      ),
    );
  });
});

/** A learner's log of one card, written as responses come, with the days chosen for reviews at the time. */
function live(steps: readonly { gap: number; rating: Rating; second: boolean; busy: number }[]) {
  const log: LoggedResponse[] = [];
  let memory: Memory | null = null;
  let day = today;
  for (const [at, { gap, rating, second, busy }] of steps.entries()) {
    day = addDays(day, gap);
    const moved: ReturnType<typeof next> = next(memory, { day, rating }, 0.9);
    const placedDay = placed(moved, loadOf([addDays(day, busy)]));
    memory = { ...moved.memory, dueDay: placedDay };
    const common = { day, isVoid: false, rating };
    log.push({
      ...common,
      id: `r${String(at).padStart(3, "0")}`,
      at: at * 10,
      counts: true,
      placedDay,
    });
    // A miss that came back on the same day.
    if (second)
      log.push({
        ...common,
        id: `s${String(at)}`,
        at: at * 10 + 1,
        counts: false,
        placedDay: null,
        rating: "easy",
      });
  }
  return { log, memory };
}

const anyLog = fc.array(
  fc.record({
    gap: fc.integer({ min: 1, max: 60 }),
    rating: anyRating,
    second: fc.boolean(),
    busy: fc.integer({ min: 1, max: 60 }),
  }),
  { maxLength: 25 },
);

describe("a replay of the log", () => {
  it("gives the state that was reached live, in whichever order responses come", () => {
    fc.assert(
      fc.property(anyLog, fc.integer(), (steps, salt) => {
        const { log, memory } = live(steps);
        const mixed = log.toSorted(
          (one, other) => ((one.at * 7919) ^ salt) - ((other.at * 7919) ^ salt),
        );
        expect(replay(mixed, 0.9)).toEqual(memory);
      }),
    );
  });

  it("without a voided response is the log that never had it", () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (steps, pick) => {
        const { log } = live(steps);
        const at = log.length === 0 ? 0 : pick % log.length;
        const voided = log.map((one, index) => (index === at ? { ...one, isVoid: true } : one));
        expect(replay(voided, 0.9)).toEqual(
          replay(
            log.filter((_, index) => index !== at),
            0.9,
          ),
        );
      }),
    );
  });

  it("moves by the first counting response of a day, and by none that is ungraded", () => {
    const one = {
      id: "b",
      at: 2,
      day: today,
      rating: "again",
      counts: true,
      isVoid: false,
      placedDay: null,
    } as const;
    const earlier = { ...one, id: "a", at: 1, rating: "good" } as const;

    expect(movingOf([one, earlier]).map(({ id }) => id)).toEqual(["a"]);
    expect(movingOf([one, { ...earlier, isVoid: true }]).map(({ id }) => id)).toEqual(["b"]);
    expect(
      movingOf([
        { ...one, rating: null },
        { ...earlier, counts: false },
      ]),
    ).toEqual([]);
    expect(replay([], 0.9)).toBeNull();
  });

  it("drops a chosen day that the card could not be due on any more", () => {
    const at = { id: "a", at: 1, day: today, counts: true, isVoid: false } as const;

    expect(replay([{ ...at, rating: "good", placedDay: addDays(today, 200) }], 0.9)?.dueDay).toBe(
      addDays(today, 3),
    );
  });
});
