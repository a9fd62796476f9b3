import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

test("cells are quoted where they have to be, and empty where there is nothing", () => {
  const rows = [{ name: 'a "b", c\nd', count: -1.5, none: null }];
  expect(csvOf(["name", "count", "none"], rows)).toBe(
    'name,count,none\r\n"a ""b"", c\nd",-1.5,\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("%j becomes no formula", (name) => {
  expect(csvOf(["name"], [{ name }]).replaceAll('"', "")).toBe(`name\r\n'${name}\r\n`);
});
