// Figures of a generated year by the front door: every route, one's own and everybody's, a month and the year, as JSON and
// as CSV; the original's three queries; and whether the figures are what the year adds up to.
import { isDeepStrictEqual } from "node:util";
import { usageKeys } from "@ai-learning/protocol/analytics";
import postgres, { type Sql } from "postgres";
import { forever, generate, yesterday } from "../../data/generate.ts";
import { originals, readQueries } from "../../data/queries.ts";
import { Sums } from "../../data/sums.ts";
import { makeYear, rangeOf } from "../../data/year.ts";
import { tokenFor } from "../../support/token.ts";
import type { Bench, RunningStack } from "../bench.ts";
import { atMost, within, type Findings } from "../row.ts";
import { median, quantile } from "../stats.ts";

type Row = Findings["rows"][number];

/** Rows that a roll-up or a refresh takes at once. */
const part = 20_000;

export async function measureAnalytics(bench: Bench): Promise<Findings> {
  const { users, messages, database } = bench.year;
  const size =
    bench.quick && database === null ? { users: 20, messages: 1_000 } : { users, messages };
  const year = { ...size, seed: 1, until: yesterday() };
  const stack = await bench.start("as-is", database === null ? {} : { DATABASE_URL: database });
  const sql = postgres(stack.databaseUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { statement_timeout: forever },
  });
  try {
    const startedAt = performance.now();
    const sums =
      database === null
        ? await generate({ ...year, databaseUrl: stack.databaseUrl, say: bench.say })
        : sumsOf(bench, year);
    const seconds = (performance.now() - startedAt) / 1_000;
    const rolled = await rollUp(bench, sql);
    const reader = await adminOf(sql, stack);
    const count = (table: string): number => sums.rows.get(table) ?? 0;
    return {
      rows: [
        { name: "Messages in the database", value: count("chat_messages"), unit: "" },
        { name: "Rows of the ledger", value: count("ai_calls"), unit: "" },
        {
          name: "Generated and written in",
          value: database === null ? seconds : null,
          unit: "s",
          ...(database !== null && { note: "it was there" }),
        },
        {
          name: "Added to the sums in",
          value: rolled,
          unit: "s",
          note: "the sweep does, bit by bit",
        },
        ...(await measureRoutes(bench, reader, year.until)),
        ...(await measureQueries(bench, sql)),
        await compare(reader, year.until, sums),
      ],
    };
  } finally {
    await sql.end({ timeout: 5 });
    await stack.stop();
  }
}

/** What a year adds up to that is in a database already. */
function sumsOf(bench: Bench, year: Parameters<typeof makeYear>[0]): Sums {
  bench.say("the year's sums");
  const sums = new Sums();
  for (const _ of makeYear(year, sums, () => undefined));
  return sums;
}

interface Done {
  readonly outcome: string;
  readonly count: number;
}

/** Does at once what the sweep does in a year. Seconds. */
async function rollUp(bench: Bench, sql: Sql): Promise<number> {
  bench.say("sums of the ledger");
  const startedAt = performance.now();
  for (const name of ["roll_up_calls", "refresh_milestones"]) {
    for (let isDone = false; !isDone;) {
      const [row] = await sql<{ done: Done }[]>`
        select ${sql(name)}(jsonb_build_object('limit', ${part}::integer)) as done`;
      // Busy: the sweep of the stack is at it.
      isDone = row?.done.count === 0 && row.done.outcome !== "busy";
    }
  }
  await sql`analyze`;
  return (performance.now() - startedAt) / 1_000;
}

/** Asks a route; the answer's text. */
type Reader = (path: string) => Promise<string>;

/** The user with the most calls, made an admin: their own figures are the slowest, and they see everybody's. */
async function adminOf(sql: Sql, stack: RunningStack): Promise<Reader> {
  const [user] = await sql<{ id: string }[]>`
    update users set role = 'admin' where id = (
      select user_id from ai_calls where user_id is not null
      group by user_id order by count(*) desc, user_id limit 1)
    returning id`;
  const token = await tokenFor(user?.id ?? "", { seconds: 3 * 3600, target: stack });
  return async (path) => {
    const answer = await fetch(`${stack.siteUrl}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    if (answer.status !== 200)
      throw new Error(`${path} answered ${String(answer.status)}: ${text}`);
    return text;
  };
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Whole ranges that end with the last day, in a zone whose days are not UTC's. */
function rangesOf(until: string) {
  const month = dayOf(Date.parse(until) - 29 * 86_400_000);
  const year = dayOf(rangeOf(until).from);
  return [
    ["month", `from=${month}&to=${until}`],
    ["year", `from=${year}&to=${until}`],
  ] as const;
}

const routes = [
  ...usageKeys.map((by) => [`usage by ${by}`, "usage", `&by=${by}`] as const),
  ["response times", "response-times", ""],
  ["planning", "planning", ""],
  ["funnel", "funnel", ""],
] as const;

/** One row for a route and a scope: the slowest of its ranges and forms. */
async function measureRoutes(bench: Bench, reader: Reader, until: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, path, query] of routes) {
    for (const scope of ["mine", "all"] as const) {
      bench.say(`${name}, ${scope}`);
      const found: { form: string; p50: number; p95: number }[] = [];
      for (const [range, days] of rangesOf(until)) {
        for (const form of ["", ".csv"]) {
          const url = `/api/analytics/${path}${form}?scope=${scope}&time_zone=Europe/Berlin&${days}${query}`;
          const samples = await timesOf(bench.size(40, 3), () => reader(url));
          const of = { p50: median(samples), p95: quantile(samples, 0.95) };
          found.push({ form: `${range}${form === "" ? "" : " as CSV"}`, ...of });
        }
      }
      const [slowest] = found.toSorted((a, b) => b.p95 - a.p95);
      rows.push({
        name: `p95 of ${name}, ${scope === "mine" ? "one's own" : "everybody's"}`,
        value: slowest?.p95 ?? null,
        unit: "ms",
        budget: within(100),
        note: `${slowest?.form ?? ""}; median ${(slowest?.p50 ?? 0).toFixed(0)}`,
      });
    }
  }
  return rows;
}

/** Times of a call, without the first ones. Milliseconds. */
async function timesOf(count: number, call: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let time = -2; time < count; time += 1) {
    const startedAt = performance.now();
    await call();
    if (time >= 0) samples.push(performance.now() - startedAt);
  }
  return samples;
}

async function measureQueries(bench: Bench, sql: Sql): Promise<Row[]> {
  const queries = await readQueries();
  const rows: Row[] = [];
  for (const name of originals) {
    bench.say(name);
    const samples = await timesOf(bench.size(5, 1), () => sql.unsafe(queries.get(name) ?? ""));
    const times = { value: median(samples), p95: quantile(samples, 0.95) };
    rows.push({ name: `The original's query: ${name}`, unit: "ms", ...times });
  }
  return rows;
}

/** How many figures of the API are not what the year adds up to. */
async function compare(reader: Reader, until: string, sums: Sums): Promise<Row> {
  const from = dayOf(rangeOf(until).from);
  const range = `scope=all&time_zone=UTC&from=${from}&to=${until}`;
  const wrong: string[] = [];
  const check = (name: string, found: unknown, expected: unknown): void => {
    if (!isDeepStrictEqual(found, expected)) wrong.push(name);
  };
  for (const by of ["day", "chat_type", "stage", "model", "operation"] as const) {
    const text = await reader(`/api/analytics/usage?by=${by}&${range}`);
    const { rows } = JSON.parse(text) as {
      rows: { key: string | null; label: null; price_usd: number; calls: number }[];
    };
    const used = rows.filter(({ calls }) => calls > 0);
    check(`${by}: keys`, used.length, sums.by[by].size);
    for (const { key, label: _, price_usd, ...counts } of used) {
      const found = { ...counts, price_units: Math.round(price_usd * 1e8) };
      check(`${by}: ${key ?? "none"}`, found, sums.by[by].get(key));
    }
  }
  const { planning, funnel } = sums.toJSON();
  const told = JSON.parse(await reader(`/api/analytics/planning?${range}`)) as typeof planning;
  for (const name of ["dialogues", "finalized", "unfinished", "returned", "returns"] as const) {
    check(name, told[name], planning[name]);
  }
  const { steps } = JSON.parse(await reader(`/api/analytics/funnel?${range}`)) as {
    steps: { step: string; tracks: number }[];
  };
  check("funnel", Object.fromEntries(steps.map((one) => [one.step, one.tracks])), funnel);
  return {
    name: "Figures that are not the year's sums",
    value: wrong.length,
    unit: "",
    budget: atMost(0),
    ...(wrong.length > 0 && { note: wrong.slice(0, 3).join(", ") }),
  };
}
