import { expect, it } from "vitest";
import { addDays, dayIn, daysFrom, presetRange, rangeOf, searchOf, wrongRange } from "./range.ts";

const today = "2026-11-29";

it("today depends on the time zone", () => {
  const at = new Date("2026-11-29T23:30:00Z");
  expect(dayIn("UTC", at)).toBe("2026-11-29");
  expect(dayIn("Asia/Tokyo", at)).toBe("2026-11-30");
  expect(dayIn("America/New_York", new Date("2026-11-29T03:00:00Z"))).toBe("2026-11-28");
});

it("days are counted with both ends, over months and leap days", () => {
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  expect(daysFrom("2026-11-29", "2026-11-29")).toBe(1);
  expect(daysFrom("2026-01-01", "2026-12-31")).toBe(365);
});

it("a number of days ends today, and a year begins on its first day", () => {
  expect(presetRange("7", today)).toEqual({ chosen: "7", from: "2026-11-23", to: today });
  expect(presetRange("30", today).from).toBe("2026-10-31");
  expect(presetRange("year", today).from).toBe("2026-01-01");
});

it("an address keeps what was chosen", () => {
  const custom = { chosen: "custom", from: "2026-02-01", to: "2026-02-10" } as const;
  expect(rangeOf(searchOf(custom), today)).toEqual(custom);
  expect(rangeOf(searchOf(presetRange("90", today)), today)).toEqual(presetRange("90", today));
});

it("an address that asks for what cannot be gets the last 30 days", () => {
  for (const search of [
    "",
    "?days=31",
    "?from=2026-02-10&to=2026-02-01",
    "?from=2026-13-10&to=2026-14-01",
    "?from=2026-02-30&to=2026-03-10",
    "?from=2020-01-01&to=2026-01-01",
  ]) {
    expect(rangeOf(search, today)).toEqual(presetRange("30", today));
  }
});

it("a pair of days is wrong for one reason", () => {
  expect(wrongRange("", "2026-02-01")).toBe("missing");
  expect(wrongRange("2026-02-02", "2026-02-01")).toBe("order");
  expect(wrongRange("2020-02-02", "2026-02-01")).toBe("long");
  expect(wrongRange("2026-02-01", "2026-02-01")).toBeUndefined();
});
