import { describe, expect, test } from "vitest";
import { readLesson } from "@ai-learning/protocol/lesson-read";
import { readPlan } from "@ai-learning/protocol/plan";
import { isTimeZone } from "@ai-learning/protocol/calendar";
import { priceUnits, serverModel } from "./models.ts";
import { weekOf } from "./operator-sums.ts";
import { Random } from "./random.ts";
import { funnelOf, planningOf, quantileOf, stageOf, Sums, type Counted } from "./sums.ts";
import { subjects } from "./subjects.ts";
import { copyLine, tables, tableNames, type Cell } from "./tables.ts";
import { firstModules, lessonText, planMessage, sectionsOf } from "./texts.ts";
import { makeYear, rangeOf } from "./year.ts";

const call: Counted = {
  at: Date.parse("2026-03-01T12:00:00Z"),
  day: "2026-03-01",
  kind: "text",
  chatType: "planning",
  model: "gpt-4o-mini",
  outcome: "complete",
  errorCode: null,
  requests: 1,
  tokens: { prompt: 100, cached: 0, completion: 20 },
  isEstimated: false,
  price: 2_700,
  isOwnKey: false,
  firstTokenMs: 300,
  durationMs: 900,
};

describe("sums", () => {
  test("add calls up by everything they are asked for", () => {
    const sums = new Sums();
    sums.call(call);
    sums.call({
      ...call,
      outcome: "failed",
      errorCode: "model_timeout",
      tokens: null,
      price: null,
    });
    expect(sums.total).toMatchObject({
      calls: 2,
      tokens: 120,
      complete: 1,
      failed: 1,
      unpriced_calls: 1,
      price_units: 2_700,
    });
    expect([...sums.by.stage.keys()]).toEqual(["discussion"]);
    expect(sums.errors).toEqual(new Map([["model_timeout", 1]]));
    expect(sums.times.get("gpt-4o-mini text")).toEqual({ firstToken: [300], answer: [900] });
  });

  test("know the stage of a call by its kind and chat", () => {
    expect(stageOf("text", "module_learning")).toBe("study");
    expect(stageOf("text", null)).toBe("discussion");
    expect(stageOf("outline", null)).toBe("lesson");
    expect(stageOf("connection_test", null)).toBe("other");
  });

  test("have quantiles by nearest rank", () => {
    expect(quantileOf([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantileOf([4, 1, 3, 2], 0.95)).toBe(4);
    expect(quantileOf([], 0.5)).toBeNull();
  });

  test("count a track that came to a step at those before it", () => {
    const dialogue = {
      day: "2026-03-01",
      hasReply: false,
      finalized: { messages: 1, minutes: 3 },
      returns: 0,
      isModuleOpened: true,
      isCompleted: false,
    };
    expect(funnelOf([dialogue])).toEqual({
      plan_shown: 1,
      first_reply: 1,
      finalized: 1,
      first_module_opened: 1,
      completed: 0,
    });
    expect(planningOf([dialogue, { ...dialogue, finalized: null, returns: 2 }])).toMatchObject({
      dialogues: 2,
      share_finalized: 0.5,
      returned: 1,
      returns: 2,
    });
  });

  test("have weeks that begin on Monday", () => {
    const sunday = Date.parse("2026-11-29T23:59:59Z");
    expect(new Date(weekOf(sunday)).toISOString()).toBe("2026-11-23T00:00:00.000Z");
    expect(weekOf(sunday + 1_000) - weekOf(sunday)).toBe(7 * 86_400_000);
  });
});

test("a price is in units of a hundred-millionth of a dollar", () => {
  const model = serverModel(rangeOf("2026-06-01").to, rangeOf("2026-06-01").from);
  expect(model.name).toBe("gpt-4.1-mini");
  expect(priceUnits(model, { prompt: 1_000, cached: 0, completion: 100 })).toBe(56_000);
});

describe("generated texts", () => {
  test.each(["en", "ru"] as const)("show plans that are read as complete (%s)", (locale) => {
    const random = new Random(1);
    for (const subject of subjects[locale]) {
      const modules = firstModules(random, subject, locale);
      const of = { level: "beginner", locale, isFirst: true } as const;
      const plan = readPlan(planMessage(random, subject, modules, of));
      expect(plan?.isComplete).toBe(true);
      expect(plan?.modules.map(({ title, hours }) => ({ title, hours }))).toEqual(
        modules.map(({ title, hours }) => ({ title, hours })),
      );
    }
  });

  test.each(["en", "ru"] as const)("are lessons with the parts that are stored (%s)", (locale) => {
    const random = new Random(1);
    for (const { modules } of subjects[locale]) {
      const text = lessonText(random, modules[0] ?? "", locale);
      const parts = readLesson(text).parts.map(({ anchor, title, kind }) => ({
        anchor,
        title,
        kind,
      }));
      expect(sectionsOf(text, locale)).toEqual(parts);
      expect(parts.map(({ kind }) => kind)).toContain("exercise");
    }
  });
});

describe("a year", () => {
  const options = { users: 30, messages: 2_000, seed: 3, until: "2026-03-01" };

  test("has a cell for each column, about as many messages as asked for, and all within it", () => {
    const sums = new Sums();
    const rows = new Map<string, number>();
    const zones = new Set<Cell>();
    const year = makeYear(options, sums, (table, ...cells) => {
      expect(cells.length, table).toBe(tables[table].split(" ").length);
      rows.set(table, (rows.get(table) ?? 0) + 1);
      if (table === "learner_settings") zones.add(cells[1] ?? null);
    });
    expect([...year]).toHaveLength(options.users);
    expect(rows).toEqual(sums.rows);
    expect([...rows.keys()].toSorted()).toEqual(tableNames.toSorted());
    expect(Math.abs((rows.get("chat_messages") ?? 0) / options.messages - 1)).toBeLessThan(0.1);
    expect([...zones].every((zone) => typeof zone === "string" && isTimeZone(zone))).toBe(true);
    const days = [...sums.by.day.keys()].map(String).toSorted();
    expect((days[0] ?? "") > "2025-03-01" && (days.at(-1) ?? "") <= options.until).toBe(true);
  });

  test("of another seed is another", () => {
    const totalOf = (seed: number): number => {
      const sums = new Sums();
      for (const _ of makeYear({ ...options, seed }, sums, () => undefined));
      return sums.total.tokens;
    };
    expect(totalOf(4)).not.toBe(totalOf(5));
  });
});

test("a row's line escapes what COPY would take for a sign of its own", () => {
  expect(copyLine(["a\tb\nc\\d", null, 1, true, { a: "x\ny" }])).toBe(
    'a\\tb\\nc\\\\d\t\\N\t1\ttrue\t{"a":"x\\\\ny"}\n',
  );
});
