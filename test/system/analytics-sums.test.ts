// Figures against sums made by other means: the ledger's rows are read as they are and summed up here, day by day of a zone,
// with the language's own calendar. Before and after roll-ups, while rows come late, change and go.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type * as Figures from "@ai-learning/core/analytics/analytics.sql";
import type { UsageAnswer, UsageKey, UsageRow, UsageTotals } from "@ai-learning/protocol/analytics";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { coreFolders, ownDatabase, type OwnDatabase } from "../support/own-database.ts";

// Hundreds of answers are compared, also on a machine that is busy with something else.
vi.setConfig({ testTimeout: 300_000 });

let database: OwnDatabase;
let core: typeof Figures;

beforeAll(async () => {
  database = await ownDatabase(4);
  const { migrate } = await import("@ai-learning/core/adapters/migrate");
  await migrate(coreFolders);
  core = await import("@ai-learning/core/analytics/analytics.sql");
}, 60_000);
afterAll(async () => {
  const { close } = await import("@ai-learning/core/adapters/postgres");
  await close();
  await database.stop();
});

interface Call {
  readonly id: string;
  readonly user_id: string | null;
  readonly chat_id: string | null;
  readonly track_id: string | null;
  readonly chat_type: string | null;
  readonly kind: string;
  readonly stage: string;
  readonly model: string;
  readonly own_key: boolean;
  readonly requests: number;
  readonly prompt_tokens: number | null;
  readonly cached_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly token_source: string | null;
  readonly first_token_ms: number | null;
  readonly duration_ms: number | null;
  readonly outcome: string;
  readonly price_usd: string | null;
  readonly opened_at: Date;
}

interface Person {
  readonly id: string;
  readonly tracks: readonly { readonly id: string; readonly chats: readonly string[] }[];
}

/** A generator of numbers from 0 to below `n`, the same for the same seed. */
function randomOf(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

async function makePerson(): Promise<Person> {
  const id = randomUUID();
  await database.sql`
    insert into users (id, email, password_hash, first_name, last_name)
    values (${id}, ${`${id}@example.com`}, '!', 'Ann', 'Example')`;
  const tracks = [randomUUID(), randomUUID()].map((track) => ({
    id: track,
    chats: [randomUUID(), randomUUID()],
  }));
  for (const track of tracks) {
    const session = randomUUID();
    await database.sql`
      insert into learning_tracks (id, user_id, title) values (${track.id}, ${id}, ${`Track ${track.id}`})`;
    await database.sql`
      insert into chat_sessions (id, user_id, track_id) values (${session}, ${id}, ${track.id})`;
    for (const [at, chat] of track.chats.entries()) {
      await database.sql`
        insert into chats (id, session_id, chat_name, is_primary)
        values (${chat}, ${session}, ${`Chat ${chat}`}, ${at === 0})`;
    }
  }
  return { id, tracks };
}

const kinds = ["welcome", "text", "finalization", "plan", "outline", "lesson", "connection_test"];
const outcomes = [
  "complete",
  "complete",
  "complete",
  "truncated",
  "stopped",
  "failed",
  "abandoned",
];

/** Ledger rows of a person, opened between two moments. */
async function addCalls(
  person: Person,
  count: number,
  [from, to]: readonly [string, string],
  random: (n: number) => number,
): Promise<void> {
  const start = Date.parse(from);
  const rows = Array.from({ length: count }, () => {
    const track = person.tracks[random(3)];
    const chat = track?.chats[random(3)] ?? null;
    const outcome = outcomes[random(outcomes.length)] ?? "";
    const isCounted = outcome !== "abandoned";
    return {
      id: randomUUID(),
      user_id: person.id,
      chat_id: chat,
      track_id: track?.id ?? null,
      chat_type: chat === null ? null : ["planning", "module_learning"][random(2)],
      kind: kinds[random(kinds.length)] ?? "",
      model: ["large", "small"][random(2)] ?? "",
      own_key: random(4) === 0,
      requests: random(3),
      prompt_tokens: isCounted ? random(5_000) : null,
      cached_tokens: isCounted ? random(400) : null,
      completion_tokens: isCounted ? random(2_000) : null,
      token_source: isCounted ? (["reported", "estimated"][random(2)] ?? null) : null,
      first_token_ms: isCounted && random(5) > 0 ? random(4_000) : null,
      duration_ms: isCounted ? random(60_000) : null,
      outcome,
      price_usd: random(3) === 0 ? null : (random(10_000_000) / 1e8).toFixed(8),
      opened_at: new Date(start + random(Date.parse(to) - start)).toISOString(),
      closed_at: new Date(to).toISOString(),
    };
  });
  await database.sql`
    insert into ai_calls ${database.sql(rows as never)}`;
}

const rawCalls = async (): Promise<Call[]> => [
  ...(await database.sql<Call[]>`select * from ai_calls where outcome is not null`),
];

const sum = (calls: readonly Call[], of: (call: Call) => number): number =>
  calls.reduce((total, call) => total + of(call), 0);
const tokensOf = (call: Call): number => (call.prompt_tokens ?? 0) + (call.completion_tokens ?? 0);
const ended = (calls: readonly Call[], outcome: string): number =>
  calls.filter((call) => call.outcome === outcome).length;

function totalsOf(calls: readonly Call[]): UsageTotals {
  const units = sum(calls, (call) => Math.round(Number(call.price_usd ?? 0) * 1e8));
  return {
    calls: calls.length,
    requests: sum(calls, (call) => call.requests),
    prompt_tokens: sum(calls, (call) => call.prompt_tokens ?? 0),
    cached_tokens: sum(calls, (call) => call.cached_tokens ?? 0),
    completion_tokens: sum(calls, (call) => call.completion_tokens ?? 0),
    tokens: sum(calls, tokensOf),
    estimated_tokens: sum(
      calls.filter((call) => call.token_source === "estimated"),
      tokensOf,
    ),
    price_usd: units / 1e8,
    unpriced_calls: calls.filter((call) => call.price_usd === null).length,
    own_key_tokens: sum(
      calls.filter((call) => call.own_key),
      tokensOf,
    ),
    complete: ended(calls, "complete"),
    truncated: ended(calls, "truncated"),
    stopped: ended(calls, "stopped"),
    failed: ended(calls, "failed"),
    abandoned: ended(calls, "abandoned"),
  };
}

/** The day of a moment in a zone, as the language's own calendar has it. */
const dayOf = (moment: Date, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(moment);

const keyOf: Readonly<Record<UsageKey, (call: Call, zone: string) => string | null>> = {
  day: (call, zone) => dayOf(call.opened_at, zone),
  track: (call) => call.track_id,
  chat: (call) => call.chat_id,
  chat_type: (call) => call.chat_type,
  stage: (call) => call.stage,
  model: (call) => call.model,
  operation: (call) => call.kind,
};

interface Asked {
  readonly scope: "mine" | "all";
  readonly userId: string;
  readonly by: UsageKey;
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  readonly limit?: number;
}

async function ask(asked: Asked, after?: string): Promise<UsageAnswer> {
  const { userId, scope, by, from, to, zone, limit = 1_000 } = asked;
  const answer = await core.usage(userId, {
    scope,
    by,
    from,
    to,
    time_zone: zone,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  if (answer.outcome !== "found") throw new Error(answer.outcome);
  return answer;
}

/** Rows of all parts. */
async function rowsOf(asked: Asked): Promise<UsageRow[]> {
  const rows: UsageRow[] = [];
  let after: string | undefined;
  do {
    const part = await ask(asked, after);
    rows.push(...part.rows);
    after = part.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

/** What the answer should be, from the rows as they are. */
function expected({ scope, userId, by, zone, from, to }: Asked, raw: readonly Call[]) {
  const calls = raw.filter((call) => {
    const day = dayOf(call.opened_at, zone);
    return day >= from && day <= to && (scope === "all" || call.user_id === userId);
  });
  const groups = Map.groupBy(calls, (call) => keyOf[by](call, zone));
  const rows = new Map([...groups].map(([key, group]) => [key, totalsOf(group)]));
  return { total: totalsOf(calls), rows };
}

/** Asks, and returns the answer beside what it should be, where they differ. */
async function wrong(asked: Asked, raw?: readonly Call[]): Promise<object[]> {
  const should = expected(asked, raw ?? (await rawCalls()));
  const answer = await ask(asked);
  const found = answer.rows.filter(({ calls }) => calls > 0);
  const rows = found.map((row) => {
    const { key, label: _, ...counts } = row;
    return [key, counts] as const;
  });
  const said = { total: answer.total, rows: new Map(rows) };
  const isRight = isDeepStrictEqual(said, should) && found.length === should.rows.size;
  return isRight && answer.next === null ? [] : [{ asked, said, should }];
}

const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Asia/Kathmandu"];
const keys = Object.keys(keyOf) as UsageKey[];

/** Wrong answers among all there are, of both scopes. */
async function wrongOnes(userId: string, from: string, to: string): Promise<object[]> {
  const raw = await rawCalls();
  const zoneOf = (at: number): string => zones[at % zones.length] ?? "UTC";
  const answers = await Promise.all(
    (["mine", "all"] as const).flatMap((scope, at) => [
      ...keys.map((by, n) => wrong({ scope, userId, by, zone: zoneOf(n + at), from, to }, raw)),
      ...zones.map((zone) => wrong({ scope, userId, by: "day", zone, from, to }, raw)),
    ]),
  );
  return answers.flat();
}

async function rollUpAll(): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await core.rollUp(40);
    if (count === 0) return total;
    total += count;
  }
}

const spring = ["2026-03-20T00:00:00Z", "2026-04-10T00:00:00Z"] as const;
const autumn = ["2026-10-20T00:00:00Z", "2026-11-10T00:00:00Z"] as const;

let ann: Person;
let bob: Person;
const random = randomOf(15);

beforeEach(async () => {
  await database.fill`truncate ai_calls, usage_sums, usage_speeds, usage_corrections, users,
    track_marks cascade`;
  [ann, bob] = [await makePerson(), await makePerson()];
  for (const person of [ann, bob]) {
    for (const season of [spring, autumn]) await addCalls(person, 120, season, random);
  }
});

describe("usage equals the sums of the ledger's rows", () => {
  test("before a roll-up, in the middle of one, and after it, also with rows that come late", async () => {
    const [from, to] = ["2026-03-27", "2026-11-03"];
    expect(await wrongOnes(ann.id, from, to)).toEqual([]);
    await core.rollUp(100);
    expect(await wrongOnes(ann.id, from, to)).toEqual([]);
    await rollUpAll();
    expect(await wrongOnes(ann.id, from, to)).toEqual([]);
    await addCalls(ann, 50, spring, random);
    expect(await wrongOnes(ann.id, from, to)).toEqual([]);
    expect(await rollUpAll()).toBe(50);
    expect(await wrongOnes(ann.id, from, to)).toEqual([]);
  });

  test("when rolled-up rows change, lose their chat, and go", async () => {
    await rollUpAll();
    const { sql } = database;
    await sql`
      update ai_calls set outcome = 'failed', prompt_tokens = 7, price_usd = 0.1
      where id in (select id from ai_calls order by id limit 30)`;
    await sql`
      update ai_calls set chat_id = null, track_id = null where track_id = ${ann.tracks[0]?.id ?? ""}`;
    await sql`delete from ai_calls where id in (select id from ai_calls order by id desc limit 20)`;
    expect(await wrongOnes(ann.id, "2026-03-27", "2026-11-03")).toEqual([]);
    await core.rollUp(25);
    expect(await wrongOnes(ann.id, "2026-03-27", "2026-11-03")).toEqual([]);
    await rollUpAll();
    expect(await wrongOnes(ann.id, "2026-03-27", "2026-11-03")).toEqual([]);
  });

  test("on days of 23 and 25 hours, and in a range of one day", async () => {
    for (const [day, range] of [
      ["2026-03-29", ["2026-03-28T20:00:00Z", "2026-03-30T02:00:00Z"]],
      ["2026-10-25", ["2026-10-24T20:00:00Z", "2026-10-26T02:00:00Z"]],
    ] as const) {
      await addCalls(ann, 100, range, random);
      for (const roll of [false, true]) {
        if (roll) await rollUpAll();
        const all = { scope: "all", userId: ann.id, by: "model" } as const;
        expect(await wrong({ ...all, zone: "UTC", from: day, to: day })).toEqual([]);
        for (const scope of ["mine", "all"] as const) {
          for (const by of ["day", "chat"] as const) {
            const one = { scope, userId: ann.id, by, zone: "Europe/Berlin" };
            expect(await wrong({ ...one, from: day, to: day })).toEqual([]);
          }
        }
      }
    }
  });

  test("in parts that add up to the whole, each key once", async () => {
    await rollUpAll();
    for (const scope of ["mine", "all"] as const) {
      for (const by of keys) {
        const zone = "America/St_Johns";
        const asked = { scope, userId: ann.id, by, zone, from: "2026-03-01", to: "2026-11-20" };
        const rows = await rowsOf({ ...asked, limit: 2 });
        expect(rows).toEqual((await ask(asked)).rows);
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
        const order = rows.map(({ tokens }) => (by === "day" ? 0 : tokens));
        expect(order).toEqual(order.toSorted((one, other) => other - one));
      }
    }
  });
});

test("every row counts once, whichever of many roll-ups at once takes it, while rows are added", async () => {
  await Promise.all([
    ...Array.from({ length: 4 }, async () => {
      for (let turn = 0; turn < 20; turn++) await core.rollUp(15);
    }),
    (async () => {
      for (let turn = 0; turn < 10; turn++) await addCalls(bob, 10, spring, random);
    })(),
  ]);
  expect(await wrongOnes(ann.id, "2026-03-01", "2026-11-20")).toEqual([]);
  await rollUpAll();
  expect(await wrongOnes(ann.id, "2026-03-01", "2026-11-20")).toEqual([]);
  const [left] = await database.sql<{ left: number }[]>`
    select count(*)::int as left from ai_calls where outcome is not null and not rolled_up`;
  expect(left?.left).toBe(0);
});

test("a deleted track and a deleted user leave their sums and not their ids; a guest's come along into the account", async () => {
  await rollUpAll();
  const { call } = await import("@ai-learning/core/adapters/call");
  await database.sql`update users set is_guest = true where id = ${bob.id}`;
  await call("absorb_guest", { guest_id: bob.id, user_id: ann.id });
  const all = {
    scope: "all",
    userId: ann.id,
    zone: "UTC",
    from: "2026-03-01",
    to: "2026-11-20",
  } as const;
  const mine = await ask({ ...all, scope: "mine", by: "operation" });
  expect(mine.total).toEqual((await ask({ ...all, by: "operation" })).total);
  expect(mine.total.calls).toBe(480);

  await call("delete_track", { user_id: ann.id, track_id: ann.tracks[0]?.id });
  expect(await wrongOnes(ann.id, "2026-03-01", "2026-11-20")).toEqual([]);
  await call("delete_user", { user_id: ann.id });
  await rollUpAll();
  expect(await wrongOnes(ann.id, "2026-03-01", "2026-11-20")).toEqual([]);
  expect((await ask({ ...all, by: "chat" })).rows.map(({ key, calls }) => [key, calls])).toEqual([
    [null, 480],
  ]);
  const [left] = await database.sql<{ ids: number }[]>`
    select count(*)::int as ids from usage_sums where chat_id is not null or track_id is not null`;
  expect(left?.ids).toBe(0);
});

describe("response times", () => {
  const nearestRank = (values: readonly number[], share: number): number | null =>
    values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? null;

  const present = (value: number | null): value is number => value !== null;

  test.each(["mine", "all"] as const)(
    "of %s are nearest ranks, of all to 2 percent",
    async (scope) => {
      const isNear = (found: number | null, exact: number | null): boolean =>
        scope === "mine" || exact === null
          ? found === exact
          : Math.abs((found ?? 0) - exact) <= exact * 0.02 + 1;
      for (const roll of [0, 100, 1_000]) {
        await core.rollUp(Math.max(1, roll));
        const answer = await core.responseTimes(ann.id, {
          scope,
          from: "2026-03-27",
          to: "2026-11-03",
          time_zone: "Asia/Kolkata",
        });
        if (answer.outcome !== "found") throw new Error(answer.outcome);
        const calls = (await rawCalls()).filter((one) => {
          const day = dayOf(one.opened_at, "Asia/Kolkata");
          return (
            day >= "2026-03-27" &&
            day <= "2026-11-03" &&
            /^(complete|truncated)$/.test(one.outcome) &&
            (scope === "all" || one.user_id === ann.id)
          );
        });
        const groups = Map.groupBy(calls, (one) => `${one.model} ${one.kind}`);
        expect(answer.rows.length).toBe(groups.size);
        for (const row of answer.rows) {
          const group = groups.get(`${row.model} ${row.operation}`) ?? [];
          const first = group.map((one) => one.first_token_ms).filter(present);
          const whole = group.map((one) => one.duration_ms).filter(present);
          expect(row.calls).toBe(group.length);
          expect(isNear(row.first_token_p50_ms, nearestRank(first, 0.5))).toBe(true);
          expect(isNear(row.first_token_p95_ms, nearestRank(first, 0.95))).toBe(true);
          expect(isNear(row.answer_p50_ms, nearestRank(whole, 0.5))).toBe(true);
          expect(isNear(row.answer_p95_ms, nearestRank(whole, 0.95))).toBe(true);
        }
      }
    },
  );
});

test("a range that is none is refused, and a zone that nobody knows", async () => {
  const range = { scope: "mine", by: "day", limit: 10 } as const;
  const outcome = async (more: object) => (await core.usage(ann.id, { ...range, ...more })).outcome;
  expect(await outcome({ from: "2026-03-02", to: "2026-03-01" })).toBe("backwards");
  expect(await outcome({ from: "2020-03-02", to: "2026-03-01" })).toBe("too_long");
  expect(await outcome({ time_zone: "Mars/Olympus" })).toBe("unknown_zone");
  const last = await core.usage(ann.id, { ...range, limit: 1_000 });
  expect(last.outcome === "found" && last.rows.length).toBe(30);
});
