// What is said of an objective, from which evidence.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masteryOf } from "./mastery.ts";
import { countedOf, meanOf, posteriorOf, type Evidence } from "./posterior.ts";

const days = ["2026-11-28", "2026-11-29"];

/**
 * Responses as letters: c a choice, p produced, capital when right; the first half on one day, the rest on the next.
 * Each is another wording.
 */
const told = (letters: string, changes: Partial<Evidence> = {}): Evidence[] =>
  Array.from(letters).map((letter, at) => ({
    itemId: String(at),
    day: days[at < letters.length / 2 ? 0 : 1] ?? "",
    isRight: letter === letter.toUpperCase(),
    isProduced: letter.toLowerCase() === "p",
    options: 4,
    isHinted: false,
    isSelfMarked: false,
    ...changes,
  }));

describe("an objective", () => {
  it.each([
    ["without evidence", "", "new"],
    ["with three right answers", "CPC", "learning"],
    ["with right choices alone", "CCCCCCCC", "learning"],
    ["with right answers of both forms over two days", "CPCPCP", "known"],
    ["whose last answer was wrong", "CPCPCPCPCp", "learning"],
    ["with half right", "CpcPCpcP", "learning"],
  ])("%s", (_, letters, state) => {
    expect(masteryOf(told(letters), 0.95).state).toBe(state);
  });

  it("with right answers on one day is not known yet", () => {
    expect(masteryOf(told("CPCPCPCP", { day: "2026-11-29" }), 0.95).state).toBe("learning");
  });

  it("that is known fades when its cards do, and only then", () => {
    expect(masteryOf(told("CPCPCP"), 0.79).state).toBe("fading");
    expect(masteryOf(told("CPCPCP"), 0.8).state).toBe("known");
    expect(masteryOf(told("CPCPCP"), null).state).toBe("known");
    expect(masteryOf(told("CPC"), 0.5).state).toBe("learning");
  });

  it("is shown with its bounds, which narrow as evidence comes", () => {
    const none = masteryOf([], null);
    const some = masteryOf(told("CPCP"), null);
    const much = masteryOf(told("CP".repeat(10)), null);

    expect(none).toMatchObject({ about: 50, from: 5, to: 95, responses: 0 });
    expect(some).toMatchObject({ about: 80, from: 45, to: 100 });
    expect(much.to - much.from).toBeLessThan(some.to - some.from);
  });
});

describe("evidence", () => {
  it("is not a wording repeated on the same day, but is on another", () => {
    const again = told("CCCC", { itemId: "same" });

    expect(countedOf(again)).toHaveLength(2);
    expect(masteryOf(again, null).responses).toBe(2);
  });

  it("weighs half after a hint or by the learner's own mark, and not less after both", () => {
    const mean = (changes: Partial<Evidence>) => meanOf(posteriorOf(told("P", changes)));

    expect(mean({ isHinted: true })).toBeLessThan(mean({}));
    expect(mean({ isSelfMarked: true })).toBe(mean({ isHinted: true }));
    expect(mean({ isSelfMarked: true, isHinted: true })).toBe(mean({ isHinted: true }));
  });

  it("that is produced tells more than a choice, and a choice of three less than one of four", () => {
    const mean = (letters: string, options = 4) => meanOf(posteriorOf(told(letters, { options })));

    expect(mean("P")).toBeGreaterThan(mean("C"));
    expect(mean("C", 3)).toBeLessThan(mean("C", 4));
  });

  it("of late counts more than of long ago", () => {
    expect(meanOf(posteriorOf(told("ccccCCCC")))).toBeGreaterThan(
      meanOf(posteriorOf(told("CCCCcccc"))),
    );
  });

  it("never leaves the bounds, and a right answer more never lowers the estimate of one so far all right", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[CPcp]{0,40}$/), (letters) => {
        const { about, from, to, confidence } = masteryOf(told(letters), null);
        expect(from <= about && about <= to && from >= 0 && to <= 100).toBe(true);
        expect(confidence >= 0 && confidence <= 1 + 1e-9).toBe(true);
      }),
    );
    for (let count = 1; count < 12; count += 1)
      expect(meanOf(posteriorOf(told("P".repeat(count + 1))))).toBeGreaterThan(
        meanOf(posteriorOf(told("P".repeat(count)))),
      );
  });
});
