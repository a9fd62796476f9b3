import { expect, it } from "vitest";
import { leadOf } from "./server-clock.ts";

const noon = Date.UTC(2026, 10, 28, 12);

it.each([
  ["a clock that is right", noon + 400, noon + 600, 0],
  ["a clock that is an hour behind", noon - 3_600_000 + 400, noon - 3_600_000 + 600, 3_600_000],
  ["a clock that is a day ahead", noon + 86_400_400, noon + 86_400_600, -86_400_000],
  ["an answer that took four seconds", noon - 1_500, noon + 2_500, 0],
])("%s", (_, sent, answered, lead) => {
  expect(leadOf({ sent, answered, date: noon })).toBe(lead);
});

it("an answer without a time says nothing", () => {
  expect(leadOf({ sent: noon, answered: noon, date: Number.NaN })).toBe(0);
});
