// The ledger against what the scripted model says that it served, call by call, for each ending of an answer.
import { strict as assert } from "node:assert";
import type { Track } from "@ai-learning/protocol/track";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { guest, password, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { endOfJob, finalize, planned, say, track } from "../support/learning.ts";
import { begun, withModules } from "../support/lessons.ts";
import { modelCalls } from "../support/model.ts";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import { modelKey, modelName } from "../support/script.ts";
import type { ModelCall } from "../support/scripted-model.ts";
import { Socket } from "../support/socket.ts";
import { shortTimes } from "../support/stack.ts";
import { until } from "../support/until.ts";

interface Row {
  readonly kind: string;
  readonly chat_type: string | null;
  readonly outcome: string | null;
  readonly error_code: string | null;
  readonly requests: number;
  readonly prompt: number;
  readonly completion: number;
  readonly source: string;
  readonly price: number | null;
}

const price = { prompt: 2, completion: 8 };

let own: OwnStack;
const logged: string[] = [];

beforeAll(async () => {
  own = await ownStack({
    env: {
      ...shortTimes,
      MODEL_PRICES: JSON.stringify([
        { model: "scripted*", prompt: 900, completion: 900 },
        { model: modelName, from: "2026-01-01", ...price },
        { model: modelName, from: "2999-01-01", prompt: 900, completion: 900 },
      ]),
    },
    scheduleEveryMs: 3_600_000,
    log: (_, line) => void logged.push(line),
  });
}, 120_000);
afterAll(() => own.stack.stop());

const sql = () => database(own.target);

const rowsOf = (column: "track_id" | "model", value: string) => sql()<Row[]>`
  select kind, chat_type, outcome, error_code, requests, prompt_tokens as prompt,
    completion_tokens as completion, token_source as source, price_usd::float8 as price
  from ai_calls where ${sql()(column)} = ${value} order by opened_at, id`;

const bytes = (text: string): number => Buffer.byteLength(text);
const quarter = (text: string): number => Math.ceil(bytes(text) / 4);

/** What a prompt is estimated at, computed from the request that came. */
const promptOf = ({ body }: ModelCall): number =>
  body.messages.reduce((sum, one) => {
    assert.ok(typeof one.content === "string");
    return sum + quarter(one.content) + 4;
  }, 3);

/** The tokens of a request that was answered, and was not followed to its end: nobody told what it took. */
function checkEstimate(row: Row, request: ModelCall): void {
  assert.equal(row.source, "estimated");
  assert.equal(row.prompt, promptOf(request));
  assert.ok(row.outcome === "abandoned" || row.completion > 0);
  // What was sent may not have come.
  assert.ok(row.completion <= quarter(request.served.text));
  assert.match(row.outcome ?? "", /^(?:stopped|failed|abandoned)$/);
}

/** A row's last request is the one that was answered, if any was; those before it were refused. */
function checkRow(row: Row, requests: readonly ModelCall[]): void {
  const last = requests.at(-1);
  assert.equal(requests.length, row.requests);
  assert.ok(requests.slice(0, -1).every(({ status }) => status !== 200));
  if (last?.status !== 200) {
    assert.deepEqual([row.prompt, row.completion, row.source], [0, 0, "estimated"]);
  } else if (last.served.reported !== null && row.source === "reported") {
    const { prompt, completion } = last.served.reported;
    assert.deepEqual([row.prompt, row.completion], [prompt, completion]);
  } else {
    checkEstimate(row, last);
  }
  const cost = (row.prompt * price.prompt + row.completion * price.completion) / 1e6;
  assert.equal(row.price?.toFixed(8), cost.toFixed(8));
}

/** The ledger of a track, which was compared with all that the model served for it. */
async function ledgerOf(made: Pick<Track, "id" | "title">): Promise<readonly Row[]> {
  const rows = await until(
    async () => {
      const all = await rowsOf("track_id", made.id);
      return all.every(({ outcome }) => outcome !== null) && all;
    },
    { what: "the end of the calls" },
  );
  const calls = await modelCalls(made.title, own.target);
  let at = 0;
  for (const row of rows) checkRow(row, calls.slice(at, (at += row.requests)));
  assert.equal(at, calls.length);
  return rows;
}

const newGuest = (): Promise<Client> => guest({ target: own.target });
const outcomes = (rows: readonly Row[]): (string | null)[] => rows.map(({ outcome }) => outcome);

const differences = () =>
  sql()`select kind, id, user_id, day, ledger, stored from ledger_differences`;
afterEach(async () => {
  assert.deepEqual([...(await differences())], []);
});

/** An answer under way: a tab, and the turn that it accepted. */
async function answering(message: string) {
  const client = await newGuest();
  const made = await track(client);
  const tab = await Socket.open(client, made.session_id);
  tab.send({ type: "text", protocol: 2, message, client_message_id: "first" });
  const accepted = await tab.next("message_accepted");
  await tab.next("ai_delta", (delta) => delta.offset > 0);
  return { client, made, tab, accepted };
}

describe("the ledger equals what the model served, where an answer", () => {
  test("is whole, is cut by the length limit, goes on, or is written anew", async () => {
    const client = await newGuest();
    const made = await planned(client);
    const first = await say(client, made, "[long 90] [parts 40]");
    const body = { message_id: first.message_id, attempt: 1 };
    await client.ok("continue", { body });
    await client.ok("continue", { body: { ...body, attempt: 3 } });
    const whole = await say(client, made, "And now?");
    await client.ok("regenerate", { body: { message_id: whole.message_id, attempt: 1 } });

    const rows = await ledgerOf(made);

    expect(outcomes(rows)).toEqual([
      "complete",
      "truncated",
      "truncated",
      "complete",
      "complete",
      "complete",
    ]);
    expect(rows.map(({ kind, chat_type }) => `${kind} ${chat_type ?? ""}`)).toEqual([
      "welcome planning",
      ...Array.from({ length: 5 }, () => "text planning"),
    ]);
    expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(["reported"]));
  });

  test("fails, is asked for again by the client, or breaks off, and an earlier one comes back", async () => {
    const client = await newGuest();
    const made = await track(client);
    const body = (message: string) => ({ body: { session_id: made.session_id, message } });
    await client.refused("model_unavailable", "chatResponse", body("[error 500] one"));
    await say(client, made, "[error 503 x2] two");
    await client.refused("model_unavailable", "chatResponse", body("[long 4000] [cut] three"));
    const kept = await say(client, made, "[error 500 after 1] four");
    const again = { message_id: kept.message_id, attempt: 1 };
    await client.send("regenerate", { body: again });
    await until(async () => (await rowsOf("track_id", made.id)).length === 5);

    const rows = await ledgerOf(made);

    expect(outcomes(rows)).toEqual(["failed", "complete", "failed", "complete", "failed"]);
    expect(rows[1]?.requests).toBe(3);
    expect(rows[2]?.source).toBe("estimated");
  });

  test("is stopped", async () => {
    const { made, tab, accepted } = await answering("go on [slow 5]");
    tab.send({ type: "stop", protocol: 2, message_id: accepted.answer_id });
    const ended = await tab.next("ai_response");

    const [row, ...rest] = await ledgerOf(made);

    expect(rest).toEqual([]);
    expect(row).toMatchObject({ outcome: "stopped", requests: 1, source: "estimated" });
    expect(row?.completion).toBeGreaterThanOrEqual(quarter(ended.message));
  });

  test("is to a text that was edited meanwhile: the first call is kept, and charged to nobody", async () => {
    const { client, made, accepted } = await answering("go on [slow 5]");
    const answer = await client.ok("edit", {
      body: {
        message_id: accepted.message_id ?? "",
        message: "never mind",
        client_message_id: "edit",
      },
    });
    await until(async () => (await rowsOf("track_id", made.id))[0]?.requests === 1);
    // The first worker prices its call when it finds that its turn is another's, unless the sweep was before it.
    await own.stack.invoke("sweep", {});

    const rows = await ledgerOf(made);

    expect(outcomes(rows)).toEqual(["abandoned", "complete"]);
    const [day] = await sql()`select spent from usage_days where user_id = ${client.user.id}`;
    expect(day?.["spent"]).toBe(answer.tokens_used);
  });

  test(
    "is written by a worker that is killed: what it had noted is kept, priced by the sweep and charged to nobody",
    { timeout: 90_000 },
    async () => {
      const { client, made, tab, accepted } = await answering("go on [slow 3]");
      await until(
        async () => {
          const [row] = await sql()`
            select prompt_tokens from ai_calls where message_id = ${accepted.answer_id}`;
          return row?.["prompt_tokens"];
        },
        { what: "the note of what was asked" },
      );
      own.stack.functions.kill("generate");
      const ended = await until(() => tab.all("ai_response")[0]);
      await own.stack.invoke("sweep", {});

      const rows = await ledgerOf(made);

      expect(outcomes(rows)).toEqual(["abandoned", "complete"]);
      expect(rows[0]?.completion).toBeGreaterThan(0);
      const [day] = await sql()`select spent from usage_days where user_id = ${client.user.id}`;
      expect(day?.["spent"]).toBe(ended.tokens_used);
    },
  );

  test("holds modules or a plan, and had to be repaired", async () => {
    const client = await newGuest();
    const made = await planned(client, { user_expectations: "[badjson]" });
    await say(client, made, "[badjson] Anything but a plan");
    await finalize(client, made);
    const job = await client.send("generatePlan", {
      body: { track_id: made.id, user_expectations: "[badjson]" },
    });
    expect([200, 202]).toContain(job.status);

    const rows = await ledgerOf(made);

    const kinds = rows.map(({ kind, outcome }) => `${kind} ${outcome}`);
    expect(kinds).toEqual([
      "welcome complete",
      "text complete",
      "finalization failed",
      "finalization complete",
      "plan failed",
      "plan complete",
    ]);
    expect(rows.slice(2, 4).map(({ error_code }) => error_code)).toEqual([
      "model_bad_answer",
      null,
    ]);
  });

  test("is an outline and a lesson", async () => {
    const client = await newGuest();
    const made = await withModules(client);
    await begun(client, made.modules[0]?.id ?? "");

    const rows = await ledgerOf(made);

    expect(rows.slice(-2)).toMatchObject([
      { kind: "outline", chat_type: "module_learning", outcome: "complete" },
      { kind: "lesson", chat_type: "module_learning", outcome: "complete" },
    ]);
  });

  test("is a greeting that tests a connection", async () => {
    const client = await newGuest();
    const model_name = `${modelName}-${crypto.randomUUID()}`;
    await client.ok("testConnection", { body: { api_key: modelKey, model_name } });

    const [row, ...rest] = await rowsOf("model", model_name);

    expect(rest).toEqual([]);
    expect(row).toMatchObject({ kind: "connection_test", chat_type: null, outcome: "complete" });
    const [call] = await modelCalls(model_name, own.target);
    expect(row).toMatchObject({
      requests: 1,
      source: "reported",
      prompt: call?.served.reported?.prompt,
      completion: call?.served.reported?.completion,
    });
  });
});

describe("the totals agree with the ledger", () => {
  test("after a guest with a dialogue of no track has become an account, and a track was deleted", async () => {
    const client = await newGuest();
    const key = crypto.randomUUID().replaceAll("-", "").slice(0, 22);
    const made = await track(client);
    await client.ok("chatResponse", { body: { session_id: key, message: "before the track" } });
    await client.ok("welcome", {
      body: { session_id: key, track_id: made.id, skill_area: made.title },
    });
    const gone = await planned(client);
    const { job_id } = await client.accepted("generatePlan", {
      body: { track_id: gone.id, user_expectations: "[slow 1]" },
    });
    await endOfJob(client, job_id);
    await client.ok("deleteTrack", { params: { id: gone.id } });
    const email = `${crypto.randomUUID()}@example.com`;
    await client.ok("register", {
      body: { email, password, first_name: "A", last_name: "B" },
    });

    const rows = await rowsOf("track_id", made.id);

    expect(rows.map(({ kind }) => kind)).toEqual(["text", "welcome"]);
    const [sums] = await sql()`
      select sum(spent)::integer as spent, (select sum(prompt_tokens + completion_tokens)::integer
        from ai_calls where user_id = d.user_id) as served
      from usage_days d where user_id = ${client.user.id} group by user_id`;
    expect(sums?.["spent"]).toBe(sums?.["served"]);
  });

  test("after an account was deleted: its calls stay, booked on days that are nobody's any more", async () => {
    const client = await newGuest();
    const made = await track(client);
    const answer = await say(client, made, "Hello");
    const [call] = await sql()`select id from ai_calls where message_id = ${answer.message_id}`;

    await client.ok("deleteMe");

    const [left] = await sql()`
      select user_id, spent_day is not null as booked from ai_calls where id = ${call?.["id"]}`;
    expect(left).toEqual({ user_id: null, booked: true });
    expect([...(await differences())]).toEqual([]);
  });

  test("or the sweep's log names the rows that do not, once they are there, and none before", async () => {
    const client = await newGuest();
    const made = await track(client);
    const answer = await say(client, made, "Hello");
    await own.stack.invoke("sweep", {});
    expect(logged.filter((line) => line.includes('"ledger_differs"'))).toEqual([]);

    await sql()`update chat_messages set tokens_used = tokens_used + 1 where id = ${answer.message_id}`;
    await own.stack.invoke("sweep", {});

    const line = await until(() => logged.find((one) => one.includes('"ledger_differs"')));
    expect(JSON.parse(line)).toMatchObject({
      level: "warn",
      kind: "message",
      count: 1,
      ids: answer.message_id,
    });
    await sql()`update chat_messages set tokens_used = tokens_used - 1 where id = ${answer.message_id}`;
  });

  test("also where nobody closed a row: the sweep does when no function can be at it any more", async () => {
    const id = crypto.randomUUID();
    await sql()`
      insert into ai_calls (id, kind, model, opened_at)
      values (${id}, 'connection_test', 'killed', now() - interval '31 minutes')`;

    await own.stack.invoke("sweep", {});

    const [row] = await sql()`select outcome from ai_calls where id = ${id}`;
    expect(row?.["outcome"]).toBe("abandoned");
  });
});
