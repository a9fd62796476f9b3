// What an operator reads, held against what there is: settings, commands, alarms.
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { learnersAt, loadsOf, queueLimits } from "../../infra/cost/capacity.ts";
import { edgeLimit, edgeLimitOf, idle, ofTurns, total } from "../../infra/cost/cost.ts";
import { boundaryOf, synthesise } from "./bootstrap.ts";
import { listOf } from "./iam.ts";
import { files } from "./workflows.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), "utf8");
const deploy = await read("docs/deploy.md");
const operations = await read("docs/operations.md");
const { scripts } = JSON.parse(await read("package.json")) as { scripts: Record<string, string> };
const { production } = await synthesise();
const infra = new Map(
  await Promise.all(
    (await readdir(new URL("infra/", root)))
      .filter((name) => name.endsWith(".ts"))
      .map(async (name) => [name, await read(`infra/${name}`)] as const),
  ),
);

const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name)),
];

describe("docs/deploy.md", () => {
  it.each(files.flatMap(({ text }) => found(text, /vars\.(\w+)/g)))("explains %s", (name) => {
    expect(deploy).toMatch(new RegExp(`^\\| .*\`${name}\`.* \\|`, "m"));
  });

  it("names every secret the deployment asks for", () => {
    for (const name of found(
      infra.get("secrets.ts") ?? "",
      /(?:sst\.Secret|keyOfStage)\("(\w+)"\)/g,
    )) {
      expect(deploy).toContain(`| \`${name}\` |`);
    }
  });
});

describe("both guides", () => {
  it("name only commands there are", () => {
    for (const command of found(deploy + operations, /npm run ([\w:-]+)/g)) {
      expect(scripts).toHaveProperty([command]);
    }
  });
});

const blocksOf = (text: string): string[] => found(text, /^ *```sh\n([^]*?)^ *```/gm);

describe.each([...blocksOf(deploy), ...blocksOf(operations)])("the commands %j", (block) => {
  it("are ones that bash can read", () => {
    const { stderr } = spawnSync("bash", ["-n"], { input: block, encoding: "utf8" });
    expect(stderr).toBe("");
  });

  it.each([
    ["read -p, which zsh reads otherwise", /\bread -\w*p|\bread .* -p\b/],
    ["date -d, which macOS does not have", /\bdate -d\b/],
    ["comments, which an interactive zsh takes for commands", /^\s*#|\s#\s/m],
    ["sed -i, which macOS reads otherwise", /\bsed -i\b/],
    [
      "exclamation marks outside single quotes, which a shell at a terminal takes for its history",
      /^(?:[^'\n]|'[^'\n]*')*!(?![ =])/m,
    ],
    ["colons after a bare variable, which zsh takes for modifiers", /\$[A-Za-z_]\w*:/],
    [
      "lines after one that asks, which a shell without bracketed paste takes for the answer",
      /\bread -rs\b[^\n]*\n(?!done\n|$)/,
    ],
  ])("are free of %s", (_, pattern) => {
    expect(block).not.toMatch(pattern);
  });
});

describe("docs/operations.md", () => {
  it("has a runbook for every alarm", () => {
    for (const name of found(infra.get("alarms.ts") ?? "", /^\s+name: "([\w-]+)"/gm)) {
      expect(operations).toContain(`### \`${name}\``);
    }
  });

  it("says what `npm run cost` says", () => {
    for (const [stage, lines] of Object.entries(idle)) {
      expect(operations).toMatch(new RegExp(`${stage} \\| \\$${total(lines).toFixed(0)} \\|`));
    }
    expect(operations).toContain(`costs $${total(edgeLimit).toFixed(0)} a month`);
    expect(operations).toContain(
      `$${total(edgeLimitOf(1e6)).toFixed(2)} for each million requests`,
    );
    expect(operations).toContain(`1,000 turns: $${total(ofTurns(1_000)).toFixed(2)}`);
  });
});

/** Two digits: more would claim to know better. */
const about = (count: number): string => Number(count.toPrecision(2)).toLocaleString("en-US");
const grouped = (count: number): string =>
  count.toLocaleString("en-US", { maximumFractionDigits: count < 1 ? 1 : 0 });

describe("what docs/operations.md says of capacity", () => {
  it("is what `npm run cost -- --learners` counts", () => {
    for (const { what, load } of loadsOf(10_000)) {
      const many = loadsOf(1_000_000).find((one) => one.what === what)?.load ?? 0;
      expect(operations).toContain(`| ${what} | ${grouped(load)} | ${grouped(many)} |`);
    }
  });

  it("is, for each size, with how many learners each limit is reached", () => {
    const sizes = (["small", "standard", "external"] as const).map(learnersAt);
    for (const what of sizes[0]?.keys() ?? []) {
      const learners = sizes.map((one) => about(one.get(what) ?? 0));
      expect(operations).toContain(`| ${what} | ${learners.join(" | ")} |`);
    }
  });

  it("names Lambda's limits for a queue", () => {
    expect(operations).toContain(`${grouped(queueLimits.workers)} at a time`);
    expect(operations).toContain(`${String(queueLimits.moreInAMinute)} a minute`);
  });
});

describe("the boundary", () => {
  it("leaves room for every action that infra/ gives to functions", () => {
    const admitted = boundaryOf(production).flatMap(({ Action }) => listOf(Action));
    const given = found(infra.get("rights.ts") ?? "", /"((?:dynamodb|sqs|execute-api|xray):\w+)"/g);
    expect(given.filter((action) => !admitted.includes(action))).toEqual([]);
  });
});
