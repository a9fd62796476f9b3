// The learner's days: their edges, in every zone, also where clocks change.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, defaultDayStart, learnerDay, noonOf } from "./day.ts";

const day = (at: string, timeZone: string, dayStart = defaultDayStart): string =>
  learnerDay(new Date(at), { timeZone, dayStart });

describe("the learner's day", () => {
  it.each([
    ["one millisecond before four in the morning", "2026-11-29T03:59:59.999Z", "UTC", "2026-11-28"],
    ["at four in the morning", "2026-11-29T04:00:00Z", "UTC", "2026-11-29"],
    ["at three in the morning in Moscow", "2026-11-29T00:00:00Z", "Europe/Moscow", "2026-11-28"],
    ["at five in the morning in Moscow", "2026-11-29T02:00:00Z", "Europe/Moscow", "2026-11-29"],
    ["in the evening in Los Angeles", "2026-11-29T05:00:00Z", "America/Los_Angeles", "2026-11-28"],
    [
      "at noon on Kiritimati, a day ahead",
      "2026-11-28T22:00:00Z",
      "Pacific/Kiritimati",
      "2026-11-29",
    ],
    ["at noon on Niue, a day behind", "2026-11-28T23:00:00Z", "Pacific/Niue", "2026-11-28"],
    ["at a quarter to ten in Kathmandu", "2026-11-29T04:00:00Z", "Asia/Kathmandu", "2026-11-29"],
    ["on the last night of a year", "2027-01-01T02:00:00Z", "UTC", "2026-12-31"],
    ["on a leap day", "2028-02-29T12:00:00Z", "UTC", "2028-02-29"],
    [
      "in the night when clocks go forward in Berlin",
      "2026-03-29T02:59:00Z",
      "Europe/Berlin",
      "2026-03-28",
    ],
    [
      "in the night when clocks go back in Berlin",
      "2026-10-25T03:00:00Z",
      "Europe/Berlin",
      "2026-10-25",
    ],
    ["on the day that Samoa left out", "2011-12-30T20:00:00Z", "Pacific/Apia", "2011-12-31"],
  ])("%s", (_, at, zone, expected) => {
    expect(day(at, zone)).toBe(expected);
  });

  it("begins when the learner says", () => {
    expect(day("2026-11-29T01:00:00Z", "UTC", 0)).toBe("2026-11-29");
    expect(day("2026-11-29T11:59:00Z", "UTC", 12)).toBe("2026-11-28");
  });

  const anyZone = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
  );
  const anyMoment = fc.date({
    min: new Date("2020-01-01"),
    max: new Date("2035-01-01"),
    noInvalidDate: true,
  });

  it("never goes back as time goes on, and never skips a date where clocks change by an hour", () => {
    fc.assert(
      fc.property(anyZone, anyMoment, fc.integer({ min: 0, max: 12 }), (timeZone, at, dayStart) => {
        const one = learnerDay(at, { timeZone, dayStart });
        const later = learnerDay(new Date(at.getTime() + 22 * 3_600_000), { timeZone, dayStart });
        expect(daysBetween(one, later)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(one, later)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is counted in whole days, over months, years and changes of clocks", () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: -4000, max: 4000 }), (at, days) => {
        const from = at.toISOString().slice(0, 10);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
    expect(noonOf("2026-03-29").toISOString()).toBe("2026-03-29T12:00:00.000Z");
  });
});
