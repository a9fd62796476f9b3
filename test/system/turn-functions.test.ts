// The turn pipeline's functions asked directly, for what no client can bring about at will.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorlds, prepareWorlds, type World } from "../support/lock-world.ts";
import { coreFolders, ownDatabase, type OwnDatabase } from "../support/own-database.ts";

let database: OwnDatabase;
let worlds = 0;

beforeAll(async () => {
  database = await ownDatabase(4);
  const { migrate } = await import("@ai-learning/core/adapters/migrate");
  await migrate(coreFolders);
  await prepareWorlds(database.fill);
}, 60_000);
afterAll(() => database.stop());

type Result = Readonly<Record<string, unknown>>;

async function ask(name: string, input: Result): Promise<Result> {
  const [row] = await database.sql<{ result: Result }[]>`
    select ${database.sql(name)}(${database.sql.json(input as never)}) as result`;
  return row?.result ?? {};
}

async function newWorld(): Promise<World> {
  const [world] = await makeWorlds(database.fill, ++worlds, 1);
  if (world === undefined) throw new Error("no world was made");
  return world;
}

const opening = (world: World, more: Result = {}): Result => ({
  user_id: world.user,
  key: "first",
  content: "More of it",
  reserve: 10,
  limit: 1_000_000,
  guest_limit: 1_000_000,
  message_id: randomUUID(),
  answer_id: randomUUID(),
  new_session_id: randomUUID(),
  new_chat_id: randomUUID(),
  ...more,
});

const held = (world: World): Result => ({
  chat_id: world.writing.chat,
  message_id: world.writing.answer,
  attempt: 1,
  lease_attempt: 1,
  call_id: world.writing.call,
  lease_seconds: 20,
  text: "Written so far",
});

/** Everything stored for a user, as one text. */
async function stored(world: World): Promise<string> {
  const [row] = await database.sql<{ all: string }[]>`
    select jsonb_agg(content order by section, id)::text as all from export_rows(${world.user})`;
  return row?.all ?? "";
}

const leaseOf = async (chat: string): Promise<unknown> => {
  const [row] = await database.sql`
    select lease_until > clock_timestamp() as live from chats where id = ${chat}`;
  return row?.["live"];
};

test("a checkpoint says which session the chat belongs to now", async () => {
  const world = await newWorld();

  expect(await ask("checkpoint_turn", held(world))).toEqual({
    outcome: "stored",
    session_id: world.session,
    stop_requested: false,
    opened_over: "socket",
  });
});

test.each([
  ["was stopped without a worker", "update chat_messages set status = 'stopped' where id = $1"],
  ["is written by a newer attempt", "update chat_messages set attempt = 2 where id = $1"],
])("a checkpoint of a turn that %s does not renew the chat's lease", async (_, change) => {
  const world = await newWorld();
  await database.sql`update chats set lease_until = null where id = ${world.writing.chat}`;
  await database.sql.unsafe(change, [world.writing.answer]);

  expect(await ask("checkpoint_turn", held(world))).toEqual({ outcome: "lost" });

  expect(await leaseOf(world.writing.chat)).toBeNull();
});

test("a client's message id that equals one of the server's keys does not block finalisation", async () => {
  const world = await newWorld();
  const key = { key: "finished" };
  const taken = { ...key, client_message_id: "finalization:1" };
  expect((await ask("open_turn", opening(world, taken)))["outcome"]).toBe("accepted");

  const finalisation = { ...key, kind: "finalization", content: "Finalise" };
  const opened = await ask("open_turn", opening(world, finalisation));

  expect(opened).toMatchObject({
    outcome: "accepted",
    kind: "finalization",
    client_message_id: null,
  });
  expect(await ask("open_turn", opening(world, finalisation))).toMatchObject({
    outcome: "known",
    answer_id: opened["answer_id"],
  });
  const [question] = await database.sql`
    select server_key, client_message_id from chat_messages where id = ${String(opened["message_id"])}`;
  expect(question).toEqual({ server_key: "finalization:1", client_message_id: null });
});

test.each([
  ["budget_exhausted", { key: "loose", kind: "welcome", hint: "Wood", limit: 150 }],
  ["too_many_turns", { key: "loose", kind: "welcome", hint: "Wood", max_turns: 2 }],
  ["plan_not_found", { key: "unknown", kind: "finalization" }],
  ["track_not_found", { key: "loose", track_id: randomUUID() }],
  ["chat_not_found", { key: "unknown", chat_id: randomUUID() }],
  ["signed_out", { key: "unknown", version: 7 }],
])("a message that is refused with %s stores nothing and binds nothing", async (outcome, what) => {
  const world = await newWorld();
  const before = await stored(world);

  expect(await ask("open_turn", opening(world, what))).toEqual({ outcome });

  expect(await stored(world)).toBe(before);
});

test("a refused restore of a chat binds nothing", async () => {
  const world = await newWorld();
  const before = await stored(world);
  const input = { user_id: world.user, key: "unknown", make: true, items: 10, bytes: 10_000 };
  const ids = { new_session_id: randomUUID(), new_chat_id: randomUUID() };

  for (const chat_id of [randomUUID(), world.looseChat]) {
    expect(await ask("restore_chat", { ...input, ...ids, chat_id })).toEqual({
      outcome: "chat_not_found",
    });
  }
  const mismatch = { ...input, ...ids, key: "first", track_id: world.finished.track };
  expect(await ask("restore_chat", mismatch)).toEqual({ outcome: "session_mismatch" });
  expect(await stored(world)).toBe(before);
});

test("fields that a function does not know are ignored, and those left out have defaults", async () => {
  const world = await newWorld();
  const { chat_id: _, ...input } = { ...opening(world), chat_id: null };

  expect(await ask("open_turn", { ...input, invented: { by: "a newer release" } })).toMatchObject({
    outcome: "accepted",
    kind: "text",
    opened_over: "socket",
  });
});

test("a turn reserves for its prompt and its answer at once, and an edit of one that waits only what it adds", async () => {
  const world = await newWorld();
  const reservedBy = async (): Promise<unknown[]> => {
    const rows = await database.sql`
      select d.reserved - 450 as day, m.reserved_tokens as turn from usage_days d, chat_messages m
      where d.user_id = ${world.user} and m.chat_id = ${world.finished.chat} and m.position = 4`;
    return rows.map((row) => [row["day"], row["turn"]]);
  };
  const opened = await ask(
    "open_turn",
    opening(world, { key: "finished", client_message_id: "1" }),
  );
  const [[day, turn] = []] = (await reservedBy()) as number[][];
  expect(day).toBe(turn);
  expect(turn).toBeGreaterThan(10);

  const longer = "A much longer question. ".repeat(10);
  const edit = { message_id: opened["message_id"], content: longer, client_message_id: "2" };
  const edited = await ask("repeat_turn", { ...opening(world), ...edit });

  expect(edited).toMatchObject({ outcome: "accepted", revision: 1, content: longer });
  const [[dayThen, turnThen] = []] = (await reservedBy()) as number[][];
  expect(dayThen).toBe(turnThen);
  const added = (longer.length - "More of it".length) / 3;
  expect(Math.abs((turnThen ?? 0) - (turn ?? 0) - added)).toBeLessThan(1);
});

test("an answer cut off by the model's limit is kept as truncated, and its modules are not stored", async () => {
  const world = await newWorld();
  const modules = [{ id: randomUUID(), title: "Half", learning_objectives: [] }];
  const end = {
    status: "truncated",
    tokens: 5,
    model: "m",
    ledger: { outcome: "truncated" },
    modules,
  };

  const settled = await ask("settle_turn", { ...held(world), ...end });

  expect(settled).toMatchObject({ outcome: "settled", modules: null, kept: null });
  const [answer] = await database.sql`
    select status, is_truncated, message_content from chat_messages where id = ${world.writing.answer}`;
  expect(answer).toEqual({
    status: "truncated",
    is_truncated: true,
    message_content: "Written so far",
  });
  const again = { chat_id: world.writing.chat, kind: "finalization", content: "Finalise" };
  expect(await ask("open_turn", opening(world, again))).toMatchObject({ outcome: "accepted" });
});

test("deleting a track frees what its unfinished turns reserved, and books what was written", async () => {
  const world = await newWorld();
  await ask("checkpoint_turn", held(world));

  expect(await ask("delete_track", { user_id: world.user, track_id: world.track })).toEqual({
    outcome: "deleted",
  });

  const [day] = await database.sql`
    select reserved, spent from usage_days where user_id = ${world.user}`;
  // What is left is reserved by a job of another track.
  expect(day).toEqual({ reserved: 50, spent: Math.ceil("Written so far".length / 4) });
  const [call] = await database.sql`
    select outcome, closed_at is not null as closed from ai_calls where id = ${world.writing.call}`;
  expect(call).toEqual({ outcome: "stopped", closed: true });
  expect(await ask("settle_turn", { ...held(world), status: "complete" })).toEqual({
    outcome: "lost",
  });
});
