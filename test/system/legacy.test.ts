// Databases of the original, of every kind, converted by the command as an operator runs it: every message is there as it
// was, and a second run changes nothing.
import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, makeOriginal, type OriginalKind } from "../support/original.ts";
import {
  digestOf,
  originalServer,
  runConversion,
  type Database,
  type OriginalServer,
} from "../support/original-server.ts";

let server: OriginalServer;
beforeAll(async () => {
  server = await originalServer();
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});

const kinds: readonly OriginalKind[] = ["before", "after", "init-sql", "half-way"];

async function original(kind: OriginalKind, name: string): Promise<Database> {
  const database = await server.make(name);
  await makeOriginal(database.sql, database.fill, kind);
  return database;
}

interface Said {
  readonly id: string;
  readonly text: string;
  readonly at: string;
}

const messagesBefore = ({ sql }: Database): Promise<readonly Said[]> => sql<Said[]>`
  select id, message_content as text, to_char(timestamp, 'YYYY-MM-DD HH24:MI:SS.US') as at
  from chat_messages order by id`;

const messagesAfter = ({ sql }: Database, zone: string): Promise<readonly Said[]> => sql<Said[]>`
  select id, message_content as text,
    to_char(timestamp at time zone ${zone}, 'YYYY-MM-DD HH24:MI:SS.US') as at
  from chat_messages order by id`;

/** Messages that have no place, as they are kept. */
const messagesKept = ({ sql }: Database): Promise<readonly Said[]> => sql<Said[]>`
  select content ->> 'id' as id, content ->> 'message_content' as text,
    to_char((content ->> 'timestamp')::timestamp, 'YYYY-MM-DD HH24:MI:SS.US') as at
  from legacy_rows where source_table = 'chat_messages' and not is_placed order by 1`;

test.each(kinds)(
  "of a database '%s' every message is kept with its id, text and time, and a second run changes nothing",
  async (kind) => {
    const zone = kind === "after" ? "Europe/Moscow" : "UTC";
    const database = await original(kind, `kept_${kind.replace("-", "_")}`);
    const before = await messagesBefore(database);

    const first = await runConversion(database.url, ["--zone", zone]);
    expect(first).toMatchObject({ code: 0 });
    const digest = await digestOf(database);
    const second = await runConversion(database.url, ["--zone", zone]);

    const kept = await messagesKept(database);
    expect(kept.length).toBe(kind === "before" || kind === "half-way" ? 1 : 2);
    const after = [...(await messagesAfter(database, zone)), ...kept];
    expect(after.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual([...before]);
    expect(second).toMatchObject({ code: 0, output: expect.stringContaining("already converted") });
    expect(await digestOf(database)).toBe(digest);
  },
);

test("a dry run says what a run would do, and changes nothing", async () => {
  const database = await original("after", "dry");
  const before = await digestOf(database);

  const { code, output } = await runConversion(database.url, ["--dry-run"]);

  expect(code).toBe(0);
  expect(output).toMatch(/chat_messages +708 of 708 rows/);
  expect(output).toMatch(/chat_messages +710 +0 +708 +0 +2\n/);
  expect(output).toContain("nothing is changed");
  expect(await digestOf(database)).toBe(before);
});

test.each(kinds)(
  "in a database '%s' each session has a planning chat, and each track one session with one primary chat",
  async (kind) => {
    const database = await original(kind, `chats_${kind.replace("-", "_")}`);
    await runConversion(database.url);
    const { sql } = database;

    const [main] = await sql`
      select count(*)::int as main from chats where chat_name = 'Main Chat' and chat_type = 'planning'`;
    expect(main).toEqual({
      main: { before: 101, "half-way": 89, after: 15, "init-sql": 101 }[kind],
    });
    const wrong = await sql`
      select s.id from chat_sessions s
      where 1 <> (select count(*) from chats c where c.session_id = s.id and c.is_primary)`;
    expect([...wrong]).toEqual([]);
    const keys = await sql`select count(*)::int as keys from session_keys`;
    expect([...keys]).toEqual([{ keys: 101 }]);
    const tracks =
      await sql`select count(*)::int as sessions from chat_sessions where track_id is not null`;
    expect([...tracks]).toEqual([{ sessions: 60 }]);
  },
);

test("of several planning chats the one that was written in last is primary, and the others stand beside it", async () => {
  const database = await original("after", "several");
  await runConversion(database.url);

  // Session 12 has two; session 72 is on the same track, and one of its two was written in last of all.
  const chats = await database.sql`
    select id, chat_name, is_primary, chat_type from chats
    where session_id = (select id from chat_sessions where track_id = ${idOf("track 12")})`;

  expect(chats).toHaveLength(8);
  expect(chats.filter((chat) => chat["is_primary"]).map((chat) => chat["id"])).toEqual([
    idOf("chat 72 later"),
  ]);
  const other = chats.find((chat) => chat["id"] === idOf("chat 12 other"));
  expect(other).toMatchObject({ chat_type: "discussion" });
});

test("messages are in their order, an answer names its question, and what was spent is in the ledger", async () => {
  const database = await original("after", "ordered");
  await runConversion(database.url);
  const { sql } = database;

  const messages = await sql`
    select position, sender_type, message_type, reply_to, id, timestamp from chat_messages
    where chat_id = ${idOf("chat 3")} order by position`;
  expect(messages.map((one) => one["position"])).toEqual(messages.map((_, at) => at + 1));
  expect(messages[0]).toMatchObject({ message_type: "welcome", reply_to: null });
  for (const [at, message] of messages.entries()) {
    if (at === 0) continue;
    const isAi = message["sender_type"] === "ai";
    expect(message["reply_to"]).toBe(isAi ? messages[at - 1]?.["id"] : null);
    expect(message["timestamp"] >= messages[at - 1]?.["timestamp"]).toBe(true);
  }
  const [sums] = await sql`
    select (select sum(tokens_used)::int from chat_messages where sender_type = 'ai') as messages,
      (select sum(completion_tokens)::int from ai_calls) as calls,
      (select sum(spent)::int from usage_days) as days`;
  expect(sums?.["messages"]).toBeGreaterThan(10_000);
  expect(sums).toMatchObject({ calls: sums?.["messages"], days: sums?.["messages"] });
});

test("what had to be changed is written down with what it was, and no key is kept", async () => {
  const database = await original("before", "changed");
  const { output } = await runConversion(database.url);
  const { sql } = database;

  const users = await sql`select id, email, role, is_guest, is_active from users`;
  const byId = new Map(users.map((user) => [user["id"], user]));
  expect(byId.get(idOf("user 0"))).toMatchObject({ email: "learner0@example.com" });
  expect(byId.get(idOf("user 1"))?.["email"]).toMatch(
    /^learner0\+original-[0-9a-f]{12}@example\.com$/,
  );
  expect(byId.get(idOf("user 3"))).toMatchObject({ role: "admin" });
  expect(byId.get(idOf("user 9"))).toMatchObject({ is_active: false });
  expect(byId.get(idOf("a guest"))).toMatchObject({ is_guest: true });
  const noted = await sql`
    select source_table, source_id, is_placed, content from legacy_rows where source_id in
      (${idOf("user 1")}, ${idOf("track 1")}, ${idOf("module nobody's")}, ${idOf("track 3")})
    order by source_table, is_placed, content::text`;
  expect(noted.map((row) => [row["source_table"], row["is_placed"], row["content"]])).toEqual([
    ["course_modules", false, expect.objectContaining({ title: "Модуль 1" })],
    [
      "learning_tracks",
      true,
      { ai_generated_plan: '{"overview": "до\\u0000после \\ud83d", "goals": []}' },
    ],
    ["learning_tracks", true, { estimated_duration_hours: 900 }],
    ["users", true, { email: "Learner0@Example.com" }],
  ]);
  const [track] =
    await sql`select ai_generated_plan from learning_tracks where id = ${idOf("track 1")}`;
  expect(track?.["ai_generated_plan"]).toEqual({ overview: "до�после �", goals: [] });
  const objectives = await sql`
    select text from objectives where module_id = ${idOf("module 0.0")} order by position`;
  expect(objectives.map((one) => one["text"])).toEqual(["Понимать глину", "Крутить круг"]);
  const numbers = await sql`
    select module_number from course_modules where track_id = ${idOf("track 1")} order by 1`;
  expect(numbers.map((one) => one["module_number"])).toEqual([1, 2, 3, 4]);
  expect(output).toContain("keys not taken over");
  const everything = await sql`
    select (select string_agg(a::text, '') from ai_configurations a) ||
      (select string_agg(r::text, '') from legacy_rows r) as it`;
  expect(everything[0]?.["it"]).not.toContain("sk-in-clear");
});
