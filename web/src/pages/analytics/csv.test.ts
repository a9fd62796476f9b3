import { expect, it } from "vitest";
import { csvPath, joinCsv } from "./csv.ts";

it("parts of a table become one table with one header", () => {
  expect(joinCsv(["day,tokens\r\na,1\r\n", "day,tokens\r\nb,2\r\n"])).toBe(
    "day,tokens\r\na,1\r\nb,2\r\n",
  );
});

it("a part without a header, and one without an end, lose nothing", () => {
  expect(joinCsv(["day,tokens\na,1", "b,2\n"])).toBe("day,tokens\na,1\nb,2\n");
});

it("the mark by which Excel knows UTF-8 stands once, at the beginning", () => {
  expect(joinCsv(["\uFEFFимя\nа\n", "\uFEFFимя\nб\n"])).toBe("\uFEFFимя\nа\nб\n");
});

it("one part, or none, is left as it is", () => {
  expect(joinCsv(["a,b\n1,2\n"])).toBe("a,b\n1,2\n");
  expect(joinCsv([])).toBe("");
});

it("a table's address says what is in it", () => {
  expect(csvPath("analyticsUsage", { scope: "mine", time_zone: "Europe/Berlin" })).toBe(
    "/api/analytics/usage.csv?scope=mine&time_zone=Europe%2FBerlin",
  );
});
