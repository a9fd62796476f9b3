// Documents to take along: what is in them, and that nobody's text changes what they are.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { Track } from "@ai-learning/protocol/track";
import * as fc from "fast-check";
import { marked, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { chatMarkdown, type Dialogue } from "./chat.ts";
import { contained } from "./contained.ts";
import { inline, literal } from "./literal.ts";
import { trackMarkdown } from "./track.ts";

const hostile = [
  "# Not a heading",
  "Line\n===",
  "Line\n---",
  "```",
  "~~~js\ncode",
  "<!-- never closed",
  "<script>",
  "<details><summary>",
  "<pre>",
  "<?php",
  "<![CDATA[",
  "<!DOCTYPE",
  "> quote\nlazy",
  "- a\n- b",
  "1. a",
  "1) a",
  "+ a",
  "* * *",
  "| a | b |\n|---|---|",
  "[x]: https://example.com",
  "![x](https://example.com/x.png)",
  "[x](javascript:alert(1))",
  "https://example.com and www.example.com and a@example.com",
  "&lt;b&gt; &amp; &#35;",
  "    indented code",
  "\tindented code",
  "a\r\nb\rc",
  "a\u2028# b",
  "\\",
  "a\\\n# b",
  "\u0000\u001b[31m",
  "***bold*** __also__ ~~gone~~ `code`",
  "$$\nx",
  "",
] as const;

/** What a person typed or a model wrote: anything, and often what Markdown reads. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.string({
        unit: fc.constantFrom(..."#`~<>-=*_[]()!|\\&;:\n \t1.a".split("")),
        maxLength: 30,
      }),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join("\n"));

const runs = { numRuns: 120 };

const message = (sender: "user" | "ai", content: string, given: Partial<HistoryItem> = {}) =>
  ({
    id: "m",
    sender,
    content,
    status: "complete",
    timestamp: "2026-11-28T12:05:00.000000Z",
    position: 1,
    ...given,
  }) as HistoryItem;

const dialogue = (...messages: HistoryItem[]): Dialogue => ({
  chat_name: "Planning",
  track_title: "Pottery",
  messages,
  more: false,
});

const whole = { part: 1, after: 0 };

const headings = (markdown: string, depth: number): string[] =>
  marked
    .lexer(markdown)
    .flatMap((token) =>
      token.type === "heading" && token["depth"] === depth ? [String(token["text"])] : [],
    );

/** Every kind of token in a document, those within others included. */
function kindsOf(tokens: readonly Token[]): Set<string> {
  const kinds = new Set<string>();
  void marked.walkTokens([...tokens], (token) => {
    kinds.add(token.type);
  });
  return kinds;
}

describe("text that people typed", () => {
  it("has no Markdown in it, whatever it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kinds = kindsOf(marked.lexer(literal(text)));
        for (const harmless of ["paragraph", "text", "escape", "space", "br"])
          kinds.delete(harmless);
        expect([...kinds]).toEqual([]);
      }),
      runs,
    );
  });

  it("is one line where a title is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [token, ...rest] = marked
          .lexer(`# ${inline(text)}\n\nnext`)
          .filter(({ type }) => type !== "space");
        expect(token).toMatchObject({ type: "heading", depth: 1 });
        expect(rest).toMatchObject([{ type: "paragraph", text: "next" }]);
        const kinds = kindsOf(token && "tokens" in token ? (token.tokens ?? []) : []);
        for (const harmless of ["text", "escape"]) kinds.delete(harmless);
        expect([...kinds]).toEqual([]);
      }),
      runs,
    );
  });

  it("keeps its lines, its paragraphs and its indentation", () => {
    expect(literal("for i in x:\n  print(i)\n\n\n# done")).toBe(
      "for i in x:\\\n&nbsp;&nbsp;print(i)\n\n\\# done",
    );
  });
});

describe("an answer of the mentor", () => {
  it("stands as it is", () => {
    const answer = "## Plan\n\n- *a*\n\n```js\n# code\n```\n\n<b>html</b>";
    expect(contained(answer)).toBe(answer);
  });

  it.each([
    ["```js\nconst a", "```js\nconst a\n```"],
    ["~~~~\n```\na", "~~~~\n```\na\n~~~~"],
    ["a <!-- b", "a <!-- b"],
    ["<!-- b", "<!-- b\n-->"],
    ["<pre>\n\na", "<pre>\n\na\n</pre>"],
    ["- a\n  ```\n  b", "- a\n  ```\n  b"],
  ])("that left a block open has it closed: %j", (answer, closed) => {
    expect(contained(answer)).toBe(closed);
  });

  it("never swallows the message after it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), anyText), { maxLength: 4 }), (said) => {
        const all = said.flatMap(([isLearner, text]) => [
          message(isLearner ? "user" : "ai", text),
          message("user", "between"),
        ]);
        const found = headings(chatMarkdown(dialogue(...all), whole, "en"), 2).filter((text) =>
          text.endsWith(" at 12:05 PM UTC"),
        );
        expect(found).toHaveLength(all.length);
      }),
      runs,
    );
  });

  it.each([
    ["stopped", "The answer was stopped here."],
    ["truncated", "The answer was cut at the model's length limit."],
    ["generating", "The answer is still being written: this is what there is so far."],
    ["pending", "The answer has not been written yet."],
    ["failed", "The answer failed: this is what was written until then."],
  ] as const)("that is %s says so", (status, sentence) => {
    const markdown = chatMarkdown(dialogue(message("ai", "Half", { status })), whole, "en");
    expect(markdown).toContain(`Half\n\n*${sentence}*\n`);
  });
});

describe("a chat's document", () => {
  it("reads as the dialogue went, in the reader's language", () => {
    const of = dialogue(message("user", "Why *clay*?\n# now"), message("ai", "**Because.**"));
    expect(chatMarkdown(of, whole, "ru")).toBe(`# Pottery: Planning

## Вы · 28 ноября 2026 г. в 12:05 UTC

> Why \\*clay\\*?\\
> \\# now

## Наставник · 28 ноября 2026 г. в 12:05 UTC

**Because.**
`);
  });

  it("in parts says which part it is, and where it goes on", () => {
    const part = { ...dialogue(message("user", "Hi")), more: true };
    const first = chatMarkdown(part, whole, "en");
    expect(first).toMatch(/^# Pottery: Planning \(part 1\)\n/);
    expect(first).toMatch(/\n---\n\n\*The dialogue goes on in part 2\.\*\n$/);
    const last = chatMarkdown({ ...part, more: false }, { part: 2, after: 1 }, "en");
    expect(last).toMatch(/^# Pottery: Planning \(part 2\)\n/);
    expect(last).not.toContain("goes on");
  });

  it("of a chat in which nothing was said says that", () => {
    expect(chatMarkdown(dialogue(), whole, "en")).toContain("Nothing has been said here yet.");
  });
});

const track = (given: Partial<Track> = {}): Track => ({
  id: "t",
  title: "Pottery",
  title_source: "learner",
  description: "From clay to bowl",
  skill_area: "Crafts",
  difficulty_level: "beginner",
  estimated_duration_hours: 10,
  status: "active",
  user_expectations: "A bowl\nwith a foot",
  ai_generated_plan: null,
  modules: [
    {
      id: "m",
      module_number: 1,
      title: "Clay",
      description: "What clay is.",
      learning_objectives: ["Wedge clay", "Keep it moist"],
      estimated_duration_hours: 4,
      status: "completed",
      ai_generated_content: null,
      lessons_total: 0,
      lessons_done: 0,
      hours_done: 0,
      created_at: "",
      updated_at: "",
    },
    {
      id: "n",
      module_number: 2,
      title: "Wheel",
      description: "",
      learning_objectives: [],
      estimated_duration_hours: 6,
      status: "not_started",
      ai_generated_content: null,
      lessons_total: 0,
      lessons_done: 0,
      hours_done: 0,
      created_at: "",
      updated_at: "",
    },
  ],
  progress: 50,
  session_id: "s",
  chat_id: "c",
  created_at: "",
  updated_at: "",
  ...given,
});

describe("a track's document", () => {
  it("has its facts, texts and modules", () => {
    expect(trackMarkdown(track(), "en")).toBe(`# Pottery

- **Area:** Crafts
- **Level:** beginner
- **Hours:** 10
- **Status:** in progress
- **Progress:** 50 % (1 of 2 modules completed)

## About

From clay to bowl

## Expectations

A bowl\\
with a foot

## Modules

### Module 1. Clay — 4 h

*completed*

What clay is.

**Objectives**

- Wedge clay
- Keep it moist

### Module 2. Wheel — 6 h

*not started*
`);
  });

  it("keeps its shape whatever its texts are", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (title, description, objective) => {
        const [module] = track().modules;
        if (module === undefined) throw new Error("the track has modules");
        const hostileModule = { ...module, title, description, learning_objectives: [objective] };
        const of = { title, description, user_expectations: description, skill_area: title };
        const markdown = trackMarkdown(track({ ...of, modules: [hostileModule] }), "ru");
        expect(headings(markdown, 1)).toHaveLength(1);
        expect(headings(markdown, 3)).toHaveLength(1);
        const sections = headings(markdown, 2);
        expect(sections.filter((one) => one === "Модули")).toHaveLength(1);
        expect(sections.every((one) => ["О курсе", "Ожидания", "Модули"].includes(one))).toBe(true);
      }),
      runs,
    );
  });
});
