// The original documentation's SQL, word for word, on our tables. The queries read the whole database,
// which other tests fill meanwhile: they run inside one snapshot beside sums of their own making, and
// before and after on a user's own rows.
import type { Sql } from "postgres";
import { beforeAll, describe, expect, test } from "vitest";
import type { Track } from "@ai-learning/protocol/track";
import { registered, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, historyOf, planned, say } from "../support/learning.ts";

const byChatType = `SELECT 'planning' as chat_type, COUNT(DISTINCT c.id) as chats_count, SUM(cm.tokens_used) as total_tokens, AVG(cm.tokens_used) as avg_tokens, COUNT(cm.id) as total_messages FROM chats c JOIN chat_messages cm ON c.id = cm.chat_id WHERE cm.sender_type = 'ai' AND c.chat_type = 'planning' GROUP BY c.chat_type;`;

const byUser = `SELECT u.email, COUNT(DISTINCT cs.id) as sessions, COUNT(DISTINCT c.id) as planning_chats, SUM(cm.tokens_used) as total_tokens, COUNT(cm.id) as total_messages FROM users u JOIN chat_sessions cs ON u.id = cs.user_id JOIN chats c ON cs.id = c.session_id JOIN chat_messages cm ON c.id = cm.chat_id WHERE c.chat_type = 'planning' GROUP BY u.id, u.email;`;

const byDay = `SELECT DATE(c.created_at) as planning_date, COUNT(DISTINCT c.id) as chats_started, AVG(cm.tokens_used) as avg_tokens_per_message, SUM(cm.tokens_used) as total_tokens_used FROM chats c JOIN chat_messages cm ON c.id = cm.chat_id WHERE c.chat_type = 'planning' AND cm.sender_type = 'ai' GROUP BY DATE(c.created_at) ORDER BY planning_date DESC;`;

interface Message {
  readonly chat_id: string;
  readonly day: string;
  readonly sender_type: string;
  readonly tokens_used: number | null;
}

type Row = Record<string, unknown>;

/** A query and every planning message, as of one moment. */
const atOnce = (query: string): Promise<{ rows: Row[]; messages: Message[] }> =>
  database().begin("isolation level repeatable read", async (sql) => ({
    rows: [...(await sql.unsafe(query))],
    messages: [...(await allMessages(sql as unknown as Sql))],
  }));

/** The facts the sums are made from, read without summing, joining by hand. */
async function allMessages(sql: Sql): Promise<Message[]> {
  const chats = await sql<{ id: string; day: string }[]>`
    select id, date(created_at)::text as day from chats where chat_type = 'planning'`;
  const days = new Map(chats.map(({ id, day }) => [id, day]));
  const messages = await sql<Omit<Message, "day">[]>`
    select chat_id, sender_type, tokens_used from chat_messages`;
  return messages.flatMap((one) => {
    const day = days.get(one.chat_id);
    return day === undefined ? [] : [{ ...one, day }];
  });
}

const sum = (messages: readonly Message[]): number =>
  messages.reduce((total, { tokens_used }) => total + (tokens_used ?? 0), 0);

/** As SQL averages: what is null does not count. */
const average = (messages: readonly Message[]): number =>
  sum(messages) / messages.filter(({ tokens_used }) => tokens_used !== null).length;

const chatsOf = (messages: readonly Message[]): number =>
  new Set(messages.map(({ chat_id }) => chat_id)).size;

const answers = (messages: readonly Message[]): Message[] =>
  messages.filter(({ sender_type }) => sender_type === "ai");

let client: Client;
let tracks: Track[];
/** Tokens the API itself reported for each answer. */
let reported: number[];

beforeAll(async () => {
  client = await registered();
  const first = await planned(client);
  const second = await planned(client);
  tracks = [first, second];
  const said = [
    await say(client, first, "More practice, please"),
    await say(client, second, "Less theory"),
    await finalize(client, first),
  ];
  const welcomes = await Promise.all(
    tracks.map(async (one) => (await historyOf(client, one))[0]?.tokens_used ?? 0),
  );
  reported = [...welcomes, ...said.map(({ tokens_used }) => tokens_used ?? 0)];
});

test("every message of a dialogue has one chat_id, and timestamps give its order", async () => {
  for (const track of tracks) {
    const rows = await database()<{ chat_id: string; message_content: string; tokens: number }[]>`
      select cm.* from chat_messages cm join chats c on c.id = cm.chat_id
      where c.session_id = ${track.session_id} order by cm.timestamp`;
    const history = await historyOf(client, track);
    expect(rows.map(({ message_content }) => message_content)).toEqual(
      history.map(({ content }) => content),
    );
    expect(new Set(rows.map(({ chat_id }) => chat_id))).toEqual(new Set([track.chat_id]));
  }
});

describe("the analytics queries, word for word,", () => {
  test("add up the tokens of all planning chats", async () => {
    const { rows, messages } = await atOnce(byChatType);
    const said = answers(messages);
    expect(rows).toEqual([
      {
        chat_type: "planning",
        chats_count: String(chatsOf(said)),
        total_tokens: String(sum(said)),
        avg_tokens: expect.any(String),
        total_messages: String(said.length),
      },
    ]);
    expect(Number(rows[0]?.["avg_tokens"])).toBeCloseTo(average(said), 6);
  });

  test("count a user's sessions, chats, messages and tokens as the API reported them", async () => {
    const rows = await database().unsafe<Row[]>(byUser);
    expect(rows.filter(({ email }) => email === client.user.email)).toEqual([
      {
        email: client.user.email,
        sessions: "2",
        planning_chats: "2",
        total_tokens: String(reported.reduce((total, tokens) => total + tokens, 0)),
        total_messages: "8",
      },
    ]);
  });

  test("show each day's chats, average and sum, newest first", async () => {
    const { rows, messages } = await atOnce(byDay);
    const days = Map.groupBy(answers(messages), ({ day }) => day);
    const expected = [...days].toSorted(([one], [other]) => (one < other ? 1 : -1));
    expect(rows).toHaveLength(expected.length);
    for (const [at, [day, said]] of expected.entries()) {
      const row = rows[at] ?? {};
      expect((row["planning_date"] as Date).toISOString().slice(0, 10)).toBe(day);
      expect(row).toMatchObject({
        chats_started: String(chatsOf(said)),
        total_tokens_used: String(sum(said)),
      });
      expect(Number(row["avg_tokens_per_message"])).toBeCloseTo(average(said), 6);
    }
  });
});

test("the ledger, the messages and the day's budget agree on what was spent", async () => {
  const [row] = await database()`
    select
      (select sum(prompt_tokens + completion_tokens)::int from ai_calls
        where user_id = ${client.user.id}) as ledger,
      (select spent from usage_days where user_id = ${client.user.id}) as budget`;
  const total = reported.reduce((sumSoFar, tokens) => sumSoFar + tokens, 0);
  expect(row).toEqual({ ledger: total, budget: total });
});
