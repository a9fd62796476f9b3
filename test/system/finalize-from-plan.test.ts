// A complete plan on screen becomes the modules as it stands; where a model has to be asked, it is held to the plan shown.
import type { Track } from "@ai-learning/protocol/track";
import { describe, expect, test } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, historyOf, planned, say } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { Socket } from "../support/socket.ts";

interface Module {
  readonly title: string;
  readonly hours: number;
  readonly summary?: string;
  readonly topics?: readonly string[];
}

const english: readonly Module[] = [
  {
    title: "Clay & water: “first” steps",
    hours: 3,
    summary: "How wet clay is, and why.",
    topics: ["Wedging (100 times)", "C# is no clay", "A bowl — by hand"],
  },
  { title: "Wheel: #2 of 3", hours: 5, summary: "Centring.", topics: ["Speed", "Two hands"] },
  { title: "Firing at 1,000 °C", hours: 2, summary: "Heat.", topics: ["Kilns"] },
];

const russian: readonly Module[] = [
  {
    title: "Основы: «ёлочки» и тире — вместе",
    hours: 4,
    summary: "О чём речь, по-русски.",
    topics: ["Глина №1", "Вода и ещё вода"],
  },
  { title: "Круг", hours: 6, summary: "Центровка.", topics: ["Скорость 2,5 м/с"] },
];

const sumOf = (modules: readonly Module[]): number =>
  modules.reduce((sum, { hours }) => sum + hours, 0);

/** A plan as the prompts prescribe it; with another total it does not add up. */
function plan(modules: readonly Module[], total = sumOf(modules), locale: "en" | "ru" = "en") {
  const words = {
    en: { plan: "Course plan: Pottery", total: "Total", sum: "Total", module: "Module", h: "h" },
    ru: { plan: "План курса: Глина", total: "Всего", sum: "Итого", module: "Модуль", h: "ч" },
  }[locale];
  return [
    `## ${words.plan}\n**${words.total}: ${total} ${words.h}**`,
    ...modules.map(({ title, hours, summary = "", topics = [] }, at) =>
      [
        `### ${words.module} ${at + 1}. ${title} — ${hours} ${words.h}`,
        summary,
        ...topics.map((topic) => `- ${topic}`),
      ].join("\n"),
    ),
    `**${words.sum}: ${total} ${words.h}**`,
  ].join("\n\n");
}

/** The mentor says this, word for word. */
const show = (client: Client, of: Track, text: string, directives = "") =>
  say(client, of, `${directives} [say]\n${text}`);

const finalizing = (made: Track) => ({ body: { session_id: made.session_id, track_id: made.id } });

/** Requests to turn this track's dialogue into modules. */
const asked = async (made: Track) =>
  (await modelCalls(made.title)).filter(({ body }) => body.response_format !== undefined);

/** As if everything of the day's allowance had been spent. */
const useUp = ({ user }: Client) =>
  database()`update usage_days set spent = 10000000 where user_id = ${user.id}`;

const callsOf = (messageId: string) => database()`
  select requests, prompt_tokens, completion_tokens, price_usd::float8 as price_usd, outcome,
    error_code, kind from ai_calls where message_id = ${messageId} order by opened_at, id`;

const stored = (modules: readonly Module[]) =>
  modules.map(({ title, hours, summary = "", topics = [] }, at) => ({
    module_number: at + 1,
    title,
    description: summary,
    estimated_duration_hours: hours,
    learning_objectives: topics,
  }));

describe("a complete plan in the mentor's newest answer", () => {
  test.each([
    ["English", english, "en"],
    ["Russian", russian, "ru"],
  ] as const)("becomes the modules character by character, in %s", async (_, modules, locale) => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(modules, sumOf(modules), locale));

    const done = await finalize(client, made);

    expect(done).toMatchObject({ from_plan: true, status: "complete", tokens_used: 0 });
    expect(done.modules).toMatchObject(stored(modules));
    expect(done.modules_count).toBe(modules.length);
    expect(await asked(made)).toEqual([]);
  });

  test("costs nothing: no request in the ledger, nothing charged, nothing kept in reserve", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));
    const before = await client.ok("usage");

    const { message_id } = await finalize(client, made);

    expect(await callsOf(message_id)).toEqual([
      {
        requests: 0,
        prompt_tokens: 0,
        completion_tokens: 0,
        price_usd: 0,
        outcome: "complete",
        error_code: null,
        kind: "finalization",
      },
    ]);
    const { spent, reserved } = await client.ok("usage");
    expect({ spent, reserved }).toEqual({ spent: before.spent, reserved: 0 });
  });

  test("becomes modules also where no tokens of the day are left", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));
    await useUp(client);

    const all = await Promise.all([1, 2, 3].map(() => finalize(client, made)));

    for (const one of all) expect(one).toMatchObject({ from_plan: true, tokens_used: 0 });
    expect(new Set(all.map(({ message_id }) => message_id)).size).toBe(1);
    expect(all[0]?.modules).toMatchObject(stored(english));
    expect(await client.ok("usage")).toMatchObject({ spent: 10_000_000, reserved: 0 });
    const body = { session_id: made.session_id, message: "And now?" };
    await client.refused("budget_exhausted", "chatResponse", { body });
  });

  test("is finalised once, however often it is asked for, until something is said", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));

    const [one, ...others] = await Promise.all([1, 2, 3].map(() => finalize(client, made)));

    for (const other of others) expect(other).toEqual(one);
    expect(await finalize(client, made)).toEqual(one);
    const finalizations = (await historyOf(client, made)).filter(
      ({ message_type }) => message_type === "finalization",
    );
    expect(finalizations).toHaveLength(2);
  });

  test("is named as the source in the frame and in the history", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));
    const socket = await Socket.open(client, made.session_id);
    const original = await Socket.open(client, made.session_id);
    socket.send({ type: "restore_chat", protocol: 2 });
    await socket.next("chat_restored");

    const { message_id } = await finalize(client, made);

    expect(await socket.next("finalization_complete")).toMatchObject({
      message_id,
      from_plan: true,
      modules_created: english.length,
      tokens_used: 0,
    });
    expect(await original.next("finalization_complete")).not.toHaveProperty("from_plan");
    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      id: message_id,
      from_plan: true,
    });
  });

  test("counts though a later answer was cut", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));
    await say(client, made, "Another one, please [length reply]");

    const { modules } = await finalize(client, made);

    expect(modules).toMatchObject(stored(english));
    expect(await asked(made)).toEqual([]);
  });

  test("is not looked for behind a newer answer: the mentor may have changed it in words", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));
    await say(client, made, "[drop 1]");

    const done = await finalize(client, made);

    expect(done).not.toHaveProperty("from_plan");
    expect(done.modules.map(({ title }) => title)).toEqual(
      english.slice(1).map((one) => one.title),
    );
    expect(await asked(made)).toHaveLength(1);
  });
});

describe("modules in force and a complete plan", () => {
  test("a renamed module keeps its id and progress, also when its topics change afterwards", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));
    const { modules: before } = await finalize(client, made);
    await database()`update course_modules set status = 'completed' where id = ${before[1]?.id ?? ""}`;
    const [first, second, third] = english as [Module, Module, Module];
    const renamed = { ...second, title: "Throwing" };
    await show(client, made, plan([first, renamed, third]));
    await show(client, made, plan([third, { ...renamed, topics: ["Patience"] }, first]));

    const { modules: after } = await finalize(client, made);

    expect(after.map(({ id }) => id)).toEqual([before[2]?.id, before[1]?.id, before[0]?.id]);
    expect(after[1]).toMatchObject({
      title: "Throwing",
      status: "completed",
      learning_objectives: ["Patience"],
    });
    expect(await asked(made)).toEqual([]);
  });

  test("a module that the plan leaves out is archived, a new one is new", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, plan(english));
    const { modules: before } = await finalize(client, made);
    const added = { title: "Glazing", hours: 4, topics: ["Blue"] };
    await show(client, made, plan([...english.slice(1), added]));

    const { modules: after } = await finalize(client, made);

    expect(after.slice(0, 2).map(({ id }) => id)).toEqual(before.slice(1).map(({ id }) => id));
    expect(before.map(({ id }) => id)).not.toContain(after[2]?.id);
    const archived = await database()`
      select id from course_modules where track_id = ${made.id} and archived_at is not null`;
    expect(archived.map(({ id }) => id)).toEqual([before[0]?.id]);
  });
});

describe("a plan that cannot be stored as it stands", () => {
  const long = (title: string): readonly Module[] => [{ title, hours: 2 }, ...english];
  const many = Array.from({ length: 21 }, (_, at) => ({ title: `Part ${at + 1}`, hours: 1 }));

  // What the scripted model makes of each: so many modules, or none that can be used.
  test.each([
    ["does not add up", plan(english, 99), 3],
    ["has HTML in a title", plan(long("<b>Bold</b> <script>alert(1)</script>")), 4],
    [
      "has a text of 5,000 characters",
      plan([{ title: "Clay", hours: 2, summary: "y".repeat(5_000) }]),
      1,
    ],
    ["has 21 modules", plan(many), null],
    ["has a title of 10,000 characters", plan(long("x".repeat(10_000))), null],
    ["has a module of 0 hours", plan([{ title: "Nothing", hours: 0 }, ...english]), null],
    ["has a module of half an hour", plan([{ title: "Short", hours: 0.5 }, ...english]), null],
  ])("because it %s, is put to the model: all of its modules or none", async (_, text, count) => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, text);

    const { status, body } = await client.send("finalize", finalizing(made));

    const { modules } = await client.ok("getTrack", { params: { id: made.id } });
    expect([status, modules.length]).toEqual(count === null ? [502, 0] : [200, count]);
    expect(body).not.toHaveProperty("from_plan");
    expect(await asked(made)).toHaveLength(count === null ? 2 : 1);
  });
});

describe("a model that is asked though a plan is shown", () => {
  const wrong = plan(english, 99);

  test("is not asked without tokens of the day, and nothing is stored", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, wrong);
    const before = await historyOf(client, made);
    await useUp(client);

    await client.refused("budget_exhausted", "finalize", finalizing(made));

    expect(await historyOf(client, made)).toEqual(before);
    expect(await asked(made)).toEqual([]);
  });

  test("is held to the plan's titles, and repairs what differs once", async () => {
    const client = await guest();
    const made = await planned(client);
    await show(client, made, wrong, "[otherplan]");

    const { modules, message_id } = await finalize(client, made);

    expect(modules.map(({ title }) => title)).toEqual(english.map(({ title }) => title));
    expect(await callsOf(message_id)).toMatchObject([
      { outcome: "failed", error_code: "model_bad_answer", requests: 1 },
      { outcome: "complete", error_code: null, requests: 1 },
    ]);
    const repair = JSON.stringify((await asked(made)).at(-1)?.body.messages.at(-1));
    for (const { title } of english) expect(repair).toContain(title);
  });

  test("fails when it still differs; the modules in force stay", async () => {
    const client = await guest();
    const made = await planned(client);
    const { modules } = await finalize(client, made);
    await show(client, made, wrong, "[alwaysotherplan]");
    const before = (await asked(made)).length;

    await client.refused("model_bad_answer", "finalize", finalizing(made));

    expect((await asked(made)).length - before).toBe(2);
    expect((await client.ok("getTrack", { params: { id: made.id } })).modules).toEqual(modules);
    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      status: "failed",
      error_code: "model_bad_answer",
    });
    expect((await client.ok("usage")).reserved).toBe(0);
  });

  test("is held to a complete plan that the learner showed last", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, `${plan(russian, 10, "ru")}\n\n[alwaysotherplan] [length reply]`);

    await client.refused("model_bad_answer", "finalize", finalizing(made));

    const repair = JSON.stringify((await asked(made)).at(-1)?.body.messages.at(-1));
    for (const { title } of russian) expect(repair).toContain(title);
  });

  test("is not held to one of several plans that the mentor sets against each other", async () => {
    const client = await guest();
    const made = await planned(client);
    const variants = `### Variant A\n\n${plan(russian)}\n\n### Variant B\n\n${plan(english)}`;
    await show(client, made, variants, "[alwaysotherplan]");

    expect((await finalize(client, made)).modules[0]?.title).toMatch(/^Not /);
    expect(await asked(made)).toHaveLength(1);
  });
});
