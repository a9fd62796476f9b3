// Figures through the front door: whose they are, what they say of a dialogue that was held, and as files.
import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repositoryRoot } from "@ai-learning/local/paths";
import type { UsageAnswer, UsageRow } from "@ai-learning/protocol/analytics";
import type { RouteName } from "@ai-learning/protocol/http";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous, guest, newPerson, registered, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, historyOf, newTitle, planned, say } from "../support/learning.ts";
import { shared } from "../support/target.ts";
import { until } from "../support/until.ts";

const run = promisify(execFile);

/** What `npm run make-admin` prints, and how it ends. */
async function makeAdmin(...options: string[]): Promise<{ code: number; said: string }> {
  const script = "packages/local/src/commands/make-admin.ts";
  const place = ["--database", shared().databaseUrl];
  try {
    const { stdout } = await run(process.execPath, [script, ...place, ...options], {
      cwd: repositoryRoot,
    });
    return { code: 0, said: stdout.trim() };
  } catch (thrown) {
    const { code, stderr } = thrown as { code: number; stderr: string };
    return { code, said: stderr.trim() };
  }
}

const names = [
  "analyticsUsage",
  "analyticsUsageCsv",
  "analyticsResponseTimes",
  "analyticsResponseTimesCsv",
  "analyticsPlanning",
  "analyticsPlanningCsv",
  "analyticsFunnel",
  "analyticsFunnelCsv",
] as const satisfies readonly RouteName[];

let learner: Client;
let admin: Client;
/** Of the learner, in order: three answers of two tracks, one of which is finalised. */
let spent: number[];
let trackIds: string[];
const title = `=HYPERLINK("${newTitle()}")`;

beforeAll(async () => {
  [learner, admin] = await Promise.all([registered(), registered()]);
  const first = await planned(learner, { title });
  const second = await planned(learner);
  const answers = [await say(learner, first, "More practice"), await finalize(learner, first)];
  const welcomes = await Promise.all(
    [first, second].map(async (one) => (await historyOf(learner, one))[0]?.tokens_used ?? 0),
  );
  spent = [...welcomes, ...answers.map(({ tokens_used }) => tokens_used ?? 0)];
  trackIds = [first.id, second.id];
  const made = await makeAdmin("--email", admin.user.email);
  assert.equal(made.code, 0, made.said);
});

const sum = (numbers: readonly number[]): number => numbers.reduce((one, two) => one + two, 0);

describe("a learner's own figures", () => {
  test("are the tokens that answers said they took, also once they are rolled up", async () => {
    const first = await learner.ok("analyticsUsage", { query: { by: "operation" } });
    expect(first.total).toMatchObject({ calls: 4, complete: 4, tokens: sum(spent) });
    expect(first.rows.map(({ key, calls }) => [key, calls])).toEqual(
      expect.arrayContaining([
        ["welcome", 2],
        ["text", 1],
        ["finalization", 1],
      ]),
    );
    await until(
      async () => {
        const [row] = await database()<{ left: number }[]>`
          select count(*)::int as left from ai_calls
          where user_id = ${learner.user.id} and not rolled_up`;
        return row?.left === 0;
      },
      { within: 60_000, what: "the sweep's roll-up" },
    );
    expect(await learner.ok("analyticsUsage", { query: { by: "operation" } })).toEqual(first);
  });

  test("come by day of the zone that was asked for, each day of the range", async () => {
    const query = { time_zone: "Pacific/Kiritimati", to: "2026-03-31", from: "2026-03-01" };
    const answer = await learner.ok("analyticsUsage", { query });
    expect(answer).toMatchObject({ ...query, by: "day", scope: "mine", next: null });
    expect(answer.rows.map(({ key }) => key)).toEqual(
      Array.from({ length: 31 }, (_, n) => `2026-03-${String(n + 1).padStart(2, "0")}`),
    );
    await learner.ok("saveCalendar", {
      body: {
        time_zone: "Asia/Kathmandu",
        study_days: [2],
        minutes_per_day: 45,
        study_time: "18:30",
      },
    });
    expect(await learner.ok("analyticsUsage")).toMatchObject({
      time_zone: "Asia/Kathmandu",
      total: { tokens: sum(spent) },
    });
  });

  test("by track have its title, and one's own tracks only", async () => {
    const { rows } = await learner.ok("analyticsUsage", { query: { by: "track" } });
    expect(new Set(rows.map(({ key }) => key))).toEqual(new Set(trackIds));
    expect(rows).toHaveLength(2);
    expect(rows.find(({ key }) => key === trackIds[0])?.label).toBe(title);
    const other = await registered();
    const theirs = await other.ok("analyticsUsage", { query: { by: "track" } });
    expect(theirs.rows).toEqual([]);
    expect(theirs.total.calls).toBe(0);
  });

  test("say how planning went and how far tracks came", async () => {
    const planning = await learner.ok("analyticsPlanning");
    expect(planning).toMatchObject({
      dialogues: 2,
      finalized: 1,
      share_finalized: 0.5,
      unfinished: 1,
      returned: 0,
      returns: 0,
    });
    // The plan, what was said, and what was answered.
    expect(planning.messages_to_finalization).toEqual({ mean: 3, p50: 3, p95: 3 });
    const { steps } = await learner.ok("analyticsFunnel");
    expect(steps.map(({ step, tracks }) => [step, tracks])).toEqual([
      ["plan_shown", 2],
      ["first_reply", 1],
      ["finalized", 1],
      ["first_module_opened", 0],
      ["completed", 0],
    ]);
    expect(steps[1]?.share).toBe(0.5);
  });

  test("have response times by model and operation", async () => {
    const { rows } = await learner.ok("analyticsResponseTimes");
    expect(rows.map(({ operation, calls }) => [operation, calls])).toEqual(
      expect.arrayContaining([
        ["welcome", 2],
        ["text", 1],
      ]),
    );
    for (const row of rows) {
      expect(row.answer_p95_ms).toBeGreaterThanOrEqual(row.first_token_p50_ms ?? 0);
    }
  });
});

describe("everybody's figures", () => {
  test("are refused to strangers, guests and learners, on every route", async () => {
    const visitor = await guest();
    for (const name of names) {
      await anonymous().refused("not_signed_in", name, { query: { scope: "all" } });
      for (const client of [visitor, learner]) {
        await client.refused("admin_only", name, { query: { scope: "all" } });
      }
    }
  });

  test("are an admin's, without titles and names of anybody", async () => {
    for (const name of names) {
      const answer = await admin.answer(name, { query: { scope: "all" } });
      const text = JSON.stringify(answer.body);
      expect(text).not.toContain(learner.user.email);
      expect(text).not.toContain("HYPERLINK");
    }
    for (const by of ["track", "chat"] as const) {
      const { rows } = await admin.ok("analyticsUsage", { query: { scope: "all", by } });
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ label }) => label))).toEqual(new Set([null]));
    }
    const own = await admin.ok("analyticsUsage");
    expect(own.total.calls).toBe(0);
  });

  test("hold what the learner's do", async () => {
    const rows: UsageRow[] = [];
    let after: string | null = "";
    while (after !== null) {
      const page = after === "" ? {} : { after };
      const query = { scope: "all", by: "track", limit: "1000", ...page };
      const part: UsageAnswer = await admin.ok("analyticsUsage", { query });
      rows.push(...part.rows);
      after = part.next;
    }
    const mine = await learner.ok("analyticsUsage", { query: { by: "track" } });
    for (const { label: _, ...row } of mine.rows) {
      expect(rows).toContainEqual({ ...row, label: null });
    }
  });
});

describe("the role of an admin", () => {
  test("cannot be had by a route", async () => {
    const person = newPerson();
    const { user, access_token } = await learner.ok("register", {
      body: { ...person, role: "admin" } as typeof person,
    });
    const client = learner.with({ token: access_token, user, jar: null });
    await client.send("updateMe", { body: { first_name: "Eve", role: "admin" } });
    const me = await client.ok("me");
    expect(me.role).toBe("student");
    await client.refused("admin_only", "analyticsUsage", { query: { scope: "all" } });
  });

  test("is given and taken back by the command, which says what it did", async () => {
    const client = await registered();
    const { email } = client.user;
    const all = { query: { scope: "all" } } as const;
    expect(await makeAdmin("--email", email.toUpperCase())).toEqual({
      code: 0,
      said: `${email} is an admin now and sees everybody's figures.`,
    });
    await client.ok("analyticsFunnel", all);
    expect((await makeAdmin("--email", email)).said).toBe(`${email} was an admin already.`);
    expect(await makeAdmin("--email", email, "--revoke")).toEqual({
      code: 0,
      said: `${email} is no admin any more.`,
    });
    await client.refused("admin_only", "analyticsFunnel", all);
  });

  test("is for accounts only", async () => {
    const visitor = await guest();
    expect(await makeAdmin("--email", "nobody@example.com")).toEqual({
      code: 1,
      said: "There is no account nobody@example.com: it has to be registered first.",
    });
    expect(await makeAdmin("--email", visitor.user.email)).toEqual({
      code: 1,
      said: `${visitor.user.email} is a guest, who has no account: only accounts can be admins.`,
    });
    expect((await makeAdmin("--mail", "x")).said).toMatch(/Usage: npm run make-admin -- --email/);
  });
});

describe("a range", () => {
  test.each([
    ["from", { from: "2026-03-02", to: "2026-03-01" }],
    ["from", { from: "2020-01-01", to: "2026-03-01" }],
    ["from", { from: "2026-02-30" }],
    ["to", { to: "yesterday" }],
    ["time_zone", { time_zone: "Mars/Olympus" }],
    ["time_zone", { time_zone: "+03:00" }],
    ["after", { after: "nonsense" }],
    ["limit", { limit: "100000" }],
  ])("with a wrong %s is refused with the issue (%j)", async (path, query) => {
    const body = await learner.refused("invalid_request", "analyticsUsage", { query });
    expect(body.issues?.map((issue) => issue.path)).toEqual([path]);
  });
});

describe("a CSV", () => {
  test("has a line of names, a line for each row, and no formula", async () => {
    const answer = await learner.answer("analyticsUsageCsv", { query: { by: "track" } });
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe(
      "attachment; filename=ai-learning.csv; filename*=UTF-8''usage%20by%20track.csv",
    );
    expect(answer.headers.get("link")).toBeNull();
    const [head, ...lines] = answer.body.split("\r\n");
    expect(head).toMatch(/^key,label,calls,requests,prompt_tokens,/);
    expect(lines).toHaveLength(3);
    expect(answer.body).toContain(`,"'${title.replaceAll('"', '""')}",`);
  });

  test("that is long comes in parts, and Link leads to the next", async () => {
    const whole = await learner.answer("analyticsUsageCsv", { query: { by: "operation" } });
    const lines: string[] = [];
    let path: string | undefined = "/api/analytics/usage.csv?by=operation&limit=2";
    while (path !== undefined) {
      const part: { headers: Headers; body: unknown } = await learner.request("GET", path);
      const [head = "", ...rest] = String(part.body).trimEnd().split("\r\n");
      lines.push(...(lines.length === 0 ? [head] : []), ...rest);
      path = /^<([^>]+)>; rel="next"$/.exec(part.headers.get("link") ?? "")?.[1];
    }
    expect(`${lines.join("\r\n")}\r\n`).toBe(whole.body);
  });
});
