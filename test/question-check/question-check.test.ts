// `npm run question-check`: what it finds, and how it ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { QuestionFile } from "@ai-learning/core/question/item";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults } from "./faults.ts";
import { findingsOf } from "./report.ts";
import { english, russian } from "./sample.ts";
import { readSource } from "./sources.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "question-check-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: object | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => (out += String(data)));
  child.stderr.on("data", (data) => (err += String(data)));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

const codesIn = async (content: object): Promise<string[]> => {
  const source = await readSource(await written("one.json", content));
  return findingsOf([source]).flaws.map(({ code }) => code);
};

describe("the checks over a file", () => {
  it.each([
    ["English", english],
    ["Russian", russian],
  ])("find nothing in a good one in %s", async (_, file) => {
    expect(await codesIn(file)).toEqual([]);
  });

  it("catch all of twenty planted faults, each by the check it is for", async () => {
    const missed: string[] = [];
    for (const { name, code, file } of faults)
      if (!(await codesIn(file)).includes(code)) missed.push(name);

    expect(faults).toHaveLength(20);
    expect(missed).toEqual([]);
  });
});

/** Question files of a written course. */
async function filesOf(course: string): Promise<string[]> {
  const folder = join(root, "packages/mentor/content", course, "questions");
  return (await readdir(folder)).toSorted().map((name) => join(folder, name));
}

describe("the questions of the written courses", () => {
  it.each(["python-data/en", "python-data/ru", "spanish-travel/en", "spanish-travel/ru"])(
    "of %s pass the checks, four cards or more for each of eight lessons",
    async (course) => {
      const files = await filesOf(course);
      const { code, out } = await run(...files);

      expect(files.map((file) => basename(file, ".json"))).toEqual(
        [1, 2, 3, 4].flatMap((module) => [`${module}-1`, `${module}-2`]),
      );
      expect(out.match(/: (?:[4-9]|\d\d+) cards, \d+ items, no flaw$/gm)).toHaveLength(8);
      expect(code).toBe(0);
    },
  );

  it("belong to objectives that their lessons teach", async () => {
    const strange: string[] = [];
    for (const course of [
      "python-data/en",
      "python-data/ru",
      "spanish-travel/en",
      "spanish-travel/ru",
    ])
      for (const file of await filesOf(course)) {
        const plan = await readFile(
          join(root, "packages/mentor/content", course, "plan.md"),
          "utf8",
        );
        const { cards } = JSON.parse(await readFile(file, "utf8")) as QuestionFile;
        for (const { objective } of cards)
          if (!plan.includes(objective)) strange.push(`${file}: ${objective}`);
      }

    expect(strange).toEqual([]);
  });
});

describe("the command", () => {
  it("ends with 0 where there is no flaw, and says what guessers would score", async () => {
    const { code, out } = await run(
      await written("en.json", english),
      await written("ru.json", russian),
    );

    expect(out).toContain("4 cards, 12 items, no flaw");
    expect(out).toMatch(
      /over 10 choices \(chance 25\.0 %\)\n +always the longest option +\d+\.\d %\n +always the first option +20\.0 %/,
    );
    expect(code).toBe(0);
  });

  it("ends with 1 on a flaw, and says where it is and what it is", async () => {
    const [fault] = faults;
    const { code, out, err } = await run(await written("fault.json", fault?.file ?? {}));

    expect(out).toContain("card 1, item 1: The id “b” is given to two options. [option_ids]");
    expect(err).toContain("1 flaw in 12 items");
    expect(code).toBe(1);
  });

  it.each<[string, () => Promise<string[]>, string]>([
    ["no file", () => Promise.resolve([]), "Name at least one file"],
    [
      "a file that is not there",
      () => Promise.resolve([join(folder, "away.json")]),
      "there is no such file",
    ],
    ["a folder", () => Promise.resolve([folder]), "EISDIR"],
    ["no JSON", async () => [await written("bad.json", "{")], "the file is not JSON"],
    [
      "JSON of another shape",
      async () => [await written("bad.json", { ...english, cards: [] })],
      "cards: ",
    ],
    [
      "a lesson that is not there",
      async () => [await written("bad.json", { ...english, lesson: { path: "away.md" } })],
      "the lesson away.md: there is no such file",
    ],
    ["an unknown option", () => Promise.resolve(["--quick"]), "There is no option --quick"],
  ])("says in a sentence what is wrong, without a stack: %s", async (_, args, sentence) => {
    const { code, err } = await run(...(await args()));

    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n +at /);
    expect(code).toBe(1);
  });
});
