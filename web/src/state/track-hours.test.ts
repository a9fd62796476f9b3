import { expect, it } from "vitest";
import { hoursOf } from "./track-hours.ts";

it("a track without modules takes the hours asked for", () => {
  expect(hoursOf({ estimated_duration_hours: 30, modules: [] })).toBe(30);
});
