// Every query of docs/analytics.md on a generated year, against sums that were counted while it was made; and the year
// itself: it is the same for the same seed, any of its users comes back by the front door, and the API says the same.
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate, yesterday } from "../data/generate.ts";
import { readQueries } from "../data/queries.ts";
import { quantileOf, Sums } from "../data/sums.ts";
import { password, rangeOf, makeYear } from "../data/year.ts";
import type { Store } from "../data/tables.ts";
import { Client } from "../support/client.ts";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import { tokenFor } from "../support/token.ts";

const year = { users: 80, messages: 6_000, seed: 7, until: yesterday() };

type Row = Record<string, unknown>;

let own: OwnStack;
let sql: Sql;
let sums: Sums;
let queries: Map<string, string>;
let asked: Set<string>;

/** What a query says; PostgreSQL's whole numbers and money as numbers. */
async function answerOf(name: string): Promise<Row[]> {
  const query = queries.get(name);
  if (query === undefined) throw new Error(`There is no query "${name}".`);
  asked.add(name);
  const rows = await sql.unsafe<Row[]>(query);
  return rows.map((row) => ({ ...row }));
}

const dollars = (units: number): number => units / 1e8;

/** A map of sums as rows, by key. */
const entries = <Key, Value>(map: ReadonlyMap<Key, Value>): (readonly [Key, Value])[] => [...map];

beforeAll(async () => {
  own = await ownStack();
  asked = new Set();
  queries = await readQueries();
  sums = await generate({ ...year, databaseUrl: own.target.databaseUrl });
  sql = postgres(own.target.databaseUrl, {
    max: 2,
    onnotice: () => undefined,
    connection: { TimeZone: "UTC" },
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
    },
  });
});

afterAll(async () => {
  await sql?.end({ timeout: 5 });
  await own?.stack.stop();
});

describe("the original's queries say", () => {
  test("what planning chats took in all", async () => {
    const [row] = await answerOf("Tokens of all planning chats");
    const { chats, answers, tokens } = sums.planning;
    expect(row).toMatchObject({
      chat_type: "planning",
      chats_count: chats,
      total_tokens: tokens,
      total_messages: answers,
    });
    expect(row?.["avg_tokens"]).toBeCloseTo(tokens / answers, 6);
  });

  test("what planning took by user", async () => {
    const rows = await answerOf("Planning by user");
    const sum = (name: string): number => rows.reduce((all, row) => all + Number(row[name]), 0);
    expect(sum("sessions")).toBe(sums.planning.chats);
    expect(sum("planning_chats")).toBe(sums.planning.chats);
    expect(sum("total_tokens")).toBe(sums.planning.tokens);
  });

  test("how many chats were begun by day", async () => {
    const rows = await answerOf("Planning by day");
    const days = rows.map((row) => (row["planning_date"] as Date).toISOString());
    expect(days).toEqual(days.toSorted().toReversed());
    const sum = (name: string): number => rows.reduce((all, row) => all + Number(row[name]), 0);
    expect(sum("chats_started")).toBe(sums.planning.chats);
    expect(sum("total_tokens_used")).toBe(sums.planning.tokens);
  });
});

describe("operators' queries say", () => {
  test("what each day cost by model", async () => {
    const rows = await answerOf("Cost by day and model");
    const found = rows.map(({ day, model, calls, price_usd }) => ({
      key: `${String(day)} ${String(model)}`,
      calls,
      price: Math.round(Number(price_usd) * 1e8),
    }));
    const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);
    const expected = entries(sums.operators.costs).map(([key, cost]) => ({ key, ...cost }));
    expect(found.toSorted(byKey)).toEqual(expected.toSorted(byKey));
  });

  test.each(["users", "tracks"] as const)("which %s were dearest", async (whose) => {
    const rows = await answerOf(`Dearest ${whose}`);
    expect(rows.map((row) => Object.values(row))).toEqual(
      sums.operators[whose].map(({ id, tokens, price }) => [id, tokens, dollars(price)]),
    );
  });

  test("what failed, by code", async () => {
    const rows = await answerOf("Failures by code");
    expect(new Map(rows.map((row) => [row["error_code"], row["calls"]]))).toEqual(sums.errors);
  });

  test("how slow first tokens were, by hour", async () => {
    const rows = await answerOf("First token by hour");
    const expected = sums.operators.firstTokens.flatMap((times, hour) =>
      times.length === 0 ? [] : [{ hour, calls: times.length, p95_ms: quantileOf(times, 0.95) }],
    );
    expect(rows).toEqual(expected);
  });

  test("which share of answers was cut", async () => {
    const rows = await answerOf("Share of answers that were cut");
    expect(
      new Map(
        rows.map(({ model, kind, calls, truncated }) => [
          `${String(model)} ${String(kind)}`,
          { calls, truncated },
        ]),
      ),
    ).toEqual(sums.operators.cut);
  });

  test("how near users came to their limit", async () => {
    const rows = await answerOf("How near users come to their daily limit");
    const found = [0, 0, 0, 0, 0];
    for (const { quarter, user_days } of rows) found[Number(quarter)] = Number(user_days);
    expect(found).toEqual(sums.operators.budgets);
  });

  test("who came back, by week", async () => {
    const rows = await answerOf("Learners who come back, by week");
    const { active, returning } = sums.operators;
    const expected = entries(active).map(([week, count]) => ({
      week: new Date(week).toISOString().slice(0, 10),
      active: count,
      returning: returning.get(week) ?? 0,
    }));
    expect(rows).toEqual(expected.toSorted((a, b) => (a.week < b.week ? 1 : -1)));
  });

  test("how many lessons completed modules have", async () => {
    const [row] = await answerOf("Lessons of completed modules");
    expect(row).toMatchObject(sums.operators.completed);
  });

  test("how long it takes to begin a finalised course", async () => {
    const [row] = await answerOf("From finalisation to the first lesson");
    const { hoursToLesson } = sums.operators;
    expect(row).toMatchObject({
      finalized: sums.dialogues.filter(({ finalized }) => finalized !== null).length,
      begun: hoursToLesson.length,
    });
    expect(row?.["median_hours"]).toBeCloseTo(quantileOf(hoursToLesson, 0.5) ?? 0, 2);
  });

  test("that the ledger agrees with all that is stored", async () => {
    expect(await answerOf("Where the ledger and what is stored do not agree")).toEqual([]);
  });

  test("which jobs there were, and that none waits", async () => {
    const rows = await answerOf("Jobs and how long they wait");
    expect(
      new Map(rows.map(({ kind, status, jobs }) => [`${String(kind)} ${String(status)}`, jobs])),
    ).toEqual(sums.operators.jobs);
    expect(rows.map(({ oldest }) => oldest)).toEqual(rows.map(() => null));
  });

  test("nothing that no test has asked", () => {
    expect([...queries.keys()].filter((name) => !asked.has(name))).toEqual([]);
    expect(queries.size).toBeGreaterThanOrEqual(13);
  });
});

describe("a generated year", () => {
  test("has as many users as were asked for, and about as many messages", async () => {
    const [row] = await sql<{ users: number; messages: number }[]>`
      select (select count(*) from users) as users, (select count(*) from chat_messages) as messages`;
    expect(row?.users).toBe(year.users);
    expect(Math.abs((row?.messages ?? 0) / year.messages - 1)).toBeLessThan(0.05);
    expect(row?.messages).toBe(sums.rows.get("chat_messages"));
  });

  test("has the ledger's sums that were counted while it was made", async () => {
    const [row] = await sql`
      select count(*) as calls, sum(requests) as requests, sum(prompt_tokens) as prompt_tokens,
        sum(cached_tokens) as cached_tokens, sum(completion_tokens) as completion_tokens,
        sum(prompt_tokens + completion_tokens) as tokens,
        sum(price_usd * 100000000) as price_units
      from ai_calls`;
    expect(sums.total).toMatchObject({ ...row });
  });

  test("lets users sign in and find their dialogues as they left them", async () => {
    const people = await sql<{ id: string; email: string; is_guest: boolean }[]>`
      select u.id, u.email, u.is_guest from users u
      where exists (select from chat_sessions s where s.user_id = u.id)
      order by u.id limit 12`;
    const [first] = people;
    const signIn = { body: { email: first?.email ?? "", password } };
    const account = await new Client({ target: own.target }).ok("login", signIn);
    expect(account.user.id).toBe(first?.id);
    for (const { id } of people) await comesBack(id);
  });

  test("is the same for the same seed, ids included", () => {
    const lines = (): string[] => {
      const made: string[] = [];
      const store: Store = (table, ...cells) => made.push(`${table} ${JSON.stringify(cells)}`);
      const small = { ...year, users: 6, messages: 300, until: "2026-03-01" };
      expect([...makeYear(small, new Sums(), store)]).toHaveLength(6);
      return made;
    };
    expect(lines()).toEqual(lines());
  });

  test("refuses a database that has users", async () => {
    await expect(generate({ ...year, databaseUrl: own.target.databaseUrl })).rejects.toThrow(
      "has users already",
    );
  });
});

/** Reads a user's tracks, each one's dialogue, and a module that was begun. */
async function comesBack(userId: string): Promise<void> {
  const token = await tokenFor(userId, { target: own.target });
  const client = new Client({ target: own.target, token });
  const tracks = await client.ok("listTracks");
  const stored = await sql<{ id: string; session_id: string; messages: number }[]>`
    select t.id, s.id as session_id, (select count(*) from chat_messages m
      join chats c on c.id = m.chat_id where c.session_id = s.id and c.is_primary) as messages
    from learning_tracks t join chat_sessions s on s.track_id = t.id where t.user_id = ${userId}`;
  expect(tracks.map(({ id }) => id).toSorted()).toEqual(stored.map(({ id }) => id).toSorted());
  for (const { session_id, messages } of stored.slice(0, 3)) {
    const restored = await client.ok("restoreChat", { params: { id: session_id } });
    expect(restored.has_existing_chat).toBe(true);
    expect(restored.message_count).toBe(messages);
  }
  for (const { modules } of tracks.slice(0, 2)) {
    const begun = modules.find(({ status }) => status !== "not_started");
    if (begun === undefined) continue;
    const page = await client.ok("getModule", { params: { id: begun.id } });
    expect(page.lessons.length).toBeGreaterThan(0);
  }
}

describe("to an admin, the API says of the generated year", () => {
  const { from } = rangeOf(year.until);
  const query = {
    scope: "all",
    from: new Date(from).toISOString().slice(0, 10),
    to: year.until,
    time_zone: "UTC",
  } as const;
  let admin: Client;

  beforeAll(async () => {
    const [user] = await sql<{ id: string }[]>`
      update users set role = 'admin' where id = (select id from users where not is_guest order by id limit 1)
      returning id`;
    const token = await tokenFor(user?.id ?? "", { target: own.target });
    admin = new Client({ target: own.target, token });
  });

  test.each(["day", "chat_type", "stage", "model", "operation"] as const)(
    "what was used by %s",
    async (by) => {
      const { rows, total } = await admin.ok("analyticsUsage", { query: { ...query, by } });
      const { price_units, ...counts } = sums.total;
      expect(total).toMatchObject({ ...counts, price_usd: dollars(price_units) });
      const used = rows.filter(({ calls }) => calls > 0);
      expect(new Set(used.map(({ key }) => key))).toEqual(new Set(sums.by[by].keys()));
      for (const { key, label, ...row } of used) {
        const { price_units, ...counts } = sums.by[by].get(key) ?? { price_units: NaN };
        expect({ label, ...row }).toEqual({
          label: null,
          ...counts,
          price_usd: dollars(price_units),
        });
      }
    },
  );

  test("how planning went, and how far tracks came", async () => {
    const { planning, funnel } = sums.toJSON();
    const found = await admin.ok("analyticsPlanning", { query });
    expect(found).toMatchObject({
      dialogues: planning.dialogues,
      finalized: planning.finalized,
      unfinished: planning.unfinished,
      returned: planning.returned,
      returns: planning.returns,
    });
    const { messages_to_finalization: messages, minutes_to_finalization: minutes } = planning;
    expect(found.messages_to_finalization?.p50).toBe(messages.p50);
    expect(found.messages_to_finalization?.p95).toBe(messages.p95);
    expect(found.minutes_to_finalization?.p50).toBeCloseTo(minutes.p50 ?? 0, 2);
    const { steps } = await admin.ok("analyticsFunnel", { query });
    expect(Object.fromEntries(steps.map(({ step, tracks }) => [step, tracks]))).toEqual(funnel);
  });

  test("how long answers took, to two percent", async () => {
    const { rows } = await admin.ok("analyticsResponseTimes", { query });
    expect(rows).toHaveLength(sums.times.size);
    for (const row of rows) {
      const times = sums.times.get(`${row.model} ${row.operation}`);
      expect(row.calls).toBe(times?.answer.length);
      const p95 = quantileOf(times?.firstToken ?? [], 0.95);
      // Both are null, or less than 3 % apart.
      expect(row.first_token_p95_ms === null).toBe(p95 === null);
      expect(Math.abs((row.first_token_p95_ms ?? 1) / (p95 ?? 1) - 1)).toBeLessThan(0.03);
    }
  });
});
