import { existsSync, globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { errorCodes } from "@ai-learning/protocol/error";
import { routes } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { clientFrames, serverFrame, switchCommands } from "@ai-learning/protocol/websocket";
import * as log from "@ai-learning/core/log";
import { describe, expect, it, vi } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const guides = globSync(["README.md", "docs/**/*.md"], { cwd: root });

describe.each(guides)("%s", (guide) => {
  it("names only files and folders that are there", async () => {
    const text = await readFile(`${root}/${guide}`, "utf8");
    const named = [...text.matchAll(/`((?:packages|web|infra|test|docs|core)\/[\w./-]+)`/g)];
    const gone = named
      .map(([, path = ""]) => path)
      .filter(
        (path) =>
          ![path, `packages/${path.replace("core/", "core/src/")}`, `packages/${path}`].some(
            (one) => existsSync(`${root}/${one}`),
          ),
      );
    expect(gone).toEqual([]);
  });
});

const sqlFiles = globSync("packages/core/sql/*.sql", { cwd: root });
const sqlFunctions = (
  await Promise.all(sqlFiles.map((name) => readFile(`${root}/${name}`, "utf8")))
).join("\n");
const architecture = await readFile(`${root}/docs/architecture.md`, "utf8");

describe("docs/architecture.md", () => {
  it.each([...new Set<string>(architecture.match(/`\w+_(?:turn|session|guest|user|job)`/g) ?? [])])(
    "names a SQL function that is there: %s",
    (name) => {
      expect(sqlFunctions).toContain(`create or replace function ${name.replaceAll("`", "")}(`);
    },
  );
});

const operations = await readFile(`${root}/docs/operations.md`, "utf8");

describe("docs/operations.md", () => {
  it("asks the log for fields that its lines have", () => {
    const written: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
    log.error("request_broke", new Error("away"), { request_id: "r" });
    vi.restoreAllMocks();
    const [, asked = ""] = /'fields ([^|]+)\|/.exec(operations) ?? [];
    const names = asked.split(",").map((name) => name.trim());

    const own = names.filter((name) => !name.startsWith("@"));

    expect(own.length).toBeGreaterThan(3);
    expect(Object.keys(JSON.parse(written[0] ?? "{}") as object)).toEqual(
      expect.arrayContaining(own),
    );
  });
});

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
