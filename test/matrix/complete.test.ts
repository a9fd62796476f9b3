// The table and the contract have the same rows.
import { errorCodes } from "@ai-learning/protocol/error";
import { routes } from "@ai-learning/protocol/http";
import { clientFrames, serverFrame, switchCommands } from "@ai-learning/protocol/websocket";
import { expect, test } from "vitest";
import { frameTable, routeTable } from "./expected.ts";
import { frameCases } from "./frame-cases.ts";
import { linesOf } from "./table.ts";

const sorted = (names: Iterable<string>): string[] => [...names].toSorted();

test("the table has a line for every route", () => {
  expect(sorted(linesOf(routeTable).keys())).toEqual(sorted(Object.keys(routes)));
});

test("the table has a line for every frame, every command and every way to connect", () => {
  const frames = [...Object.keys(clientFrames), ...Object.keys(switchCommands)];
  expect(sorted(linesOf(frameTable).keys())).toEqual(
    sorted([...frames, "connect", "connect_switch"]),
  );
  expect(sorted(Object.keys(frameCases))).toEqual(sorted(frames));
});

test("every cell is a code of the contract, a frame of the server, a status or `ok`", () => {
  const types = serverFrame.options.map(({ shape }) => shape.type.value);
  const known = new Set<string>([...errorCodes, ...types, "ok", "-", "401"]);
  for (const table of [routeTable, frameTable]) {
    for (const line of linesOf(table).values()) {
      const cells = Object.values(line).flatMap((cell) => cell.split(","));
      expect(cells.filter((cell) => !known.has(cell))).toEqual([]);
    }
  }
});
