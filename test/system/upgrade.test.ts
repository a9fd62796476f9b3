// A database that commit 802715a made and filled through its front door, killed while answers were being written. The
// upgrade loses no row, and the platform goes on where it was.
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anonymous, password, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { historyOf, say } from "../support/learning.ts";
import { coreFolders, ownDatabase } from "../support/own-database.ts";
import { makeDataDir, startTestStack, type TestStack } from "../support/stack.ts";
import { shared, targetOf, type Target } from "../support/target.ts";
import { tokenFor } from "../support/token.ts";
import { until } from "../support/until.ts";

type Row = Readonly<Record<string, unknown>>;
type Tables = Readonly<Record<string, readonly Row[]>>;

const tables = [
  "users",
  "refresh_tokens",
  "ai_configurations",
  "learning_tracks",
  "course_modules",
  "chat_sessions",
  "chats",
  "session_keys",
  "chat_messages",
  "message_edits",
  "answer_versions",
  "ai_calls",
  "usage_days",
];

let dataDir: string;
let before: Tables;
let after: Tables;
let applied: readonly string[];
let stack: TestStack;
let target: Target;

beforeAll(async () => {
  dataDir = await makeDataDir();
  const own = await ownDatabase(2, dataDir);
  const { sql } = own;
  const rows = async (): Promise<Tables> => {
    const found: Record<string, readonly Row[]> = {};
    for (const name of tables) {
      const all = await sql<{ row: Row }[]>`
        select to_jsonb(t) as row from ${sql(name)} t order by to_jsonb(t) ->> 'id', to_jsonb(t)::text`;
      found[name] = all.map(({ row }) => row);
    }
    return found;
  };
  await sql.unsafe(
    await readFile(join(import.meta.dirname, "fixtures/database-802715a.sql"), "utf8"),
  );
  // Guests are kept for seven days after their last visit.
  await sql`update users set last_seen_at = now()`;
  before = await rows();
  const { migrate } = await import("@ai-learning/core/adapters/migrate");
  applied = await migrate(coreFolders);
  after = await rows();
  await own.stop();
  stack = await startTestStack(shared().modelUrl, { dataDir, scheduleEveryMs: 3_000 });
  target = targetOf(stack, shared().modelUrl);
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A row as it was, of one that may have new columns. */
const asBefore = (row: Row, old: Row): Row =>
  Object.fromEntries(Object.keys(old).map((name) => [name, row[name]]));

test("every row is still there and equal", () => {
  expect(applied).toContain("functions");
  for (const name of tables.filter((one) => one !== "chat_messages")) {
    const olds = before[name] ?? [];
    expect(olds.length, name).toBeGreaterThan(0);
    expect((after[name] ?? []).map((row, at) => asBefore(row, olds[at] ?? {}))).toEqual(olds);
  }
});

test("messages are equal, but for keys of the server's own, which clients cannot use any more", () => {
  const olds = before["chat_messages"] ?? [];
  const expected = olds.map((row) => {
    const isServers = row["message_type"] === "finalization" && row["sender_type"] === "user";
    return {
      ...row,
      client_message_id: isServers ? null : row["client_message_id"],
      server_key: isServers ? row["client_message_id"] : null,
      is_truncated: false,
      continues: null,
      notes: null,
      lesson_version_id: null,
      hints_shown: null,
      text_attempt: null,
    };
  });
  expect(after["chat_messages"]).toEqual(expected);
  expect(expected.map((row) => row.server_key)).toContain("finalization:1");
  expect(expected.map((row) => row.client_message_id)).toContain("finalization:1");
});

const idOf = (email: RegExp): string => {
  const user = before["users"]?.find((row) => email.test(String(row["email"])));
  return String(user?.["id"]);
};

async function account(): Promise<Client> {
  const email = before["users"]?.find((row) => row["is_guest"] === false)?.["email"];
  const client = anonymous({ target });
  const { access_token, user } = await client.ok("login", {
    body: { email: String(email), password },
  });
  return client.with({ token: access_token, user });
}

async function visitor(): Promise<Client> {
  const id = idOf(/guest\.invalid$/);
  const client = anonymous({ target, token: await tokenFor(id, { target }) });
  return client.with({ user: await client.ok("me") });
}

const trackOf = async (client: Client, title: RegExp) => {
  const found = (await client.ok("listTracks")).find((one) => title.test(one.title));
  if (found === undefined) throw new Error(`no track ${String(title)}`);
  return found;
};

test("answers that were being written are finished after the start, and what they reserved is freed", async () => {
  const people = [
    { client: await account(), title: /^Blacksmithing/, count: 5 },
    { client: await visitor(), title: /^Glass/, count: 3 },
  ];
  for (const { client, title, count } of people) {
    const made = await trackOf(client, title);
    const messages = await until(
      async () => {
        const all = await historyOf(client, made);
        const isOver = all.every((one) => one.status === "complete");
        return all.length === count && isOver ? all : undefined;
      },
      { within: 60_000, what: "the end of the answers" },
    );
    expect(messages.map((one) => one.position)).toEqual(messages.map((_, at) => at + 1));
    expect(messages.at(-1)?.content.length).toBeGreaterThan(0);
    const days = await database(target)`
      select reserved, spent from usage_days where user_id = ${client.user.id}`;
    expect(days.map((day) => day["reserved"])).toEqual(days.map(() => 0));
  }
}, 90_000);

test("a chat with a client message id equal to a server key can be finalised", async () => {
  const client = await account();
  const wood = await trackOf(client, /^Woodwork/);
  const made = await client.ok("finalize", {
    body: { session_id: wood.session_id, track_id: wood.id },
  });
  expect(made.modules_count).toBeGreaterThan(0);
});

test("upgraded data can be used: modules, an edited message, an earlier answer, a new message", async () => {
  const client = await account();
  const clay = await trackOf(client, /^Pottery/);
  const modules = before["course_modules"]?.filter(
    (row) => row["track_id"] === clay.id && row["archived_at"] === null,
  );
  expect(new Set(clay.modules.map((one) => one.id))).toEqual(
    new Set(modules?.map((row) => row["id"])),
  );
  const old = await historyOf(client, clay);
  expect(old.find((one) => one.client_message_id === "two")).toMatchObject({
    content: "Which kiln is best?",
    revision: 1,
  });
  await say(client, clay, "Once more");
  const chats = await client.ok("listSessionChats", { params: { id: clay.session_id } });
  expect(chats.map((one) => one.chat_name)).toContain("Glazes");
});
