import { readFile } from "node:fs/promises";
import { errorCodes } from "@ai-learning/protocol/error";
import { routes } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { clientFrames, serverFrame, switchCommands } from "@ai-learning/protocol/websocket";
import { describe, expect, it } from "vitest";

const protocol = await readFile(new URL("../docs/protocol.md", import.meta.url), "utf8");

describe("docs/protocol.md", () => {
  it.each(Object.values<Route>(routes).map((one) => `${one.method} ${one.path}`))(
    "describes %s",
    (route) => {
      expect(protocol).toContain(`\`${route.replace(/:(\w+)/g, "{$1}")}\``);
    },
  );

  it.each([
    ...Object.keys(clientFrames),
    ...Object.keys(switchCommands),
    ...serverFrame.options.map((one) => one.shape.type.value),
    ...errorCodes,
  ])("names %s", (name) => {
    expect(protocol).toMatch(new RegExp(`\`${name}\\b`));
  });
});
