// Question files: what is read, what is refused in which words; fingerprints and shuffling of what they hold.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readQuestionFile } from "./file.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { item, type Item } from "./item.ts";
import { shuffledFor } from "./shuffle.ts";

const options = ["one", "two", "three"].map((text) => ({ id: text, text, explanation: "So." }));
const choice = { kind: "choice", stem: "What is it?", options, key: "two", quote: "It is two." };
const file = (items: unknown[]) => ({
  locale: "en",
  lesson: { path: "1-1.md" },
  cards: [{ idea: "It is two", objective: "Count", items }],
});
const faultsOf = (value: unknown): readonly string[] =>
  readQuestionFile(JSON.stringify(value)).faults;

describe("a question file", () => {
  it("is read, also after a byte order mark, and a single key becomes a list", () => {
    const { file: read } = readQuestionFile(`\uFEFF${JSON.stringify(file([choice]))}`);

    expect(read?.cards[0]?.items[0]).toMatchObject({ kind: "choice", key: ["two"] });
  });

  it.each<[string, unknown, RegExp]>([
    ["a missing stem", file([{ ...choice, stem: undefined }]), /^card 1, item 1, stem: /],
    [
      "an empty option",
      file([{ ...choice, options: [{ id: "a", text: " ", explanation: "So." }] }]),
      /^card 1, item 1, option 1, text: must not be empty$/,
    ],
    ["an unknown kind", file([{ ...choice, kind: "essay" }]), /^card 1, item 1, kind: /],
    ["a language nobody reads", { ...file([choice]), locale: "fr" }, /^locale: /],
    ["no lesson", { ...file([choice]), lesson: undefined }, /^lesson: /],
    ["a list", [], /^the file: /],
  ])("says where it is wrong: %s", (_, value, sentence) => {
    expect(faultsOf(value)[0]).toMatch(sentence);
  });

  it.each(["", "{", "no json", "null", "[1]", "\0"])("is never thrown about: %j", (text) => {
    expect(readQuestionFile(text).file).toBeNull();
    expect(readQuestionFile(text).faults.length).toBeGreaterThan(0);
  });
});

const asItem = (changes: object): Item => item.parse({ ...choice, ...changes });

describe("a fingerprint", () => {
  it("is the same for other ids, another order of options, other case and spaces", () => {
    const renamed = options
      .toReversed()
      .map(({ text, ...rest }) => ({ ...rest, id: `x-${text}`, text: ` ${text.toUpperCase()}.` }));

    expect(fingerprintOf(asItem({ options: renamed, key: "x-two", stem: "what  IS it" }))).toBe(
      fingerprintOf(asItem({})),
    );
  });

  it.each([
    ["key", { key: "one" }],
    ["stem", { stem: "What was it?" }],
    ["option", { options: [...options, { id: "four", text: "four", explanation: "So." }] }],
  ])("is another for another %s", (_, changes) => {
    expect(fingerprintOf(asItem(changes))).not.toBe(fingerprintOf(asItem({})));
  });
});

describe("the order of options", () => {
  it("is the same for one response, whatever else happens", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.array(fc.integer(), { maxLength: 8 }), (id, given) => {
        expect(shuffledFor(id, given)).toEqual(shuffledFor(id, given));
        const inOrder = (one: number, other: number): number => one - other;
        expect(shuffledFor(id, given).toSorted(inOrder)).toEqual(given.toSorted(inOrder));
      }),
    );
  });

  it("puts each option first about equally often over responses", () => {
    const firsts = Array.from(
      { length: 4000 },
      (_, at) => shuffledFor(`response ${String(at)}`, ["a", "b", "c", "d"])[0],
    );

    for (const id of ["a", "b", "c", "d"])
      expect(firsts.filter((one) => one === id).length / firsts.length).toBeCloseTo(0.25, 1);
  });
});
