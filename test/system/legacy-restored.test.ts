// People of the original come back: they sign in with the password they had, and find every dialogue as it was.
import { strict as assert } from "node:assert";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anonymous, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { historyOf, say } from "../support/learning.ts";
import { emailOf, idOf, makeOriginal, originalPassword } from "../support/original.ts";
import { originalServer, runConversion, type OriginalServer } from "../support/original-server.ts";
import { Socket } from "../support/socket.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { shared, targetOf, type Target } from "../support/target.ts";

interface Said {
  readonly id: string;
  readonly content: string;
  readonly timestamp: string;
}

let server: OriginalServer;
let stack: TestStack;
let target: Target;
/** What was said in each chat, in its order, as the original's tables had it. */
let before: ReadonlyMap<string, readonly Said[]>;

beforeAll(async () => {
  server = await originalServer();
  const { sql, fill, url } = server.main;
  await makeOriginal(sql, fill, "after");
  const rows = await sql<(Said & { chat_id: string })[]>`
    select chat_id, id, message_content as content,
      to_char(timestamp, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as timestamp
    from chat_messages order by chat_messages.timestamp, sender_type desc, id`;
  before = Map.groupBy(
    rows.map((row) => ({ ...row })),
    (row) => row.chat_id,
  );
  assert.match((await runConversion(url)).output, /^Converted\./m);
  await server.stop();
  stack = await startTestStack(shared().modelUrl, { dataDir: server.dataDir });
  target = targetOf(stack, shared().modelUrl);
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await server?.remove();
});

async function signIn(email: string): Promise<Client> {
  const client = anonymous({ target });
  const { access_token, user } = await client.ok("login", {
    body: { email, password: originalPassword },
  });
  return client.with({ token: access_token, user });
}

const saidOf = (items: readonly Said[]): Said[] =>
  items.map(({ id, content, timestamp }) => ({ id, content, timestamp }));

/** A time to the microsecond, however many of its zeros are written. */
const sameTimes = (items: readonly Said[]): Said[] =>
  saidOf(items).map((one) => ({ ...one, timestamp: one.timestamp.replace(/\.?0*Z$/, "Z") }));

test("every user sees their tracks, and in them every dialogue word for word", async () => {
  let chatsSeen = 0;
  for (const user of [0, 2, 5]) {
    const client = await signIn(emailOf(user));
    const tracks = await client.ok("listTracks");
    expect(tracks).toHaveLength(6);
    for (const track of tracks) {
      const chats = await client.ok("listSessionChats", { params: { id: track.session_id } });
      expect(chats.length).toBeGreaterThan(0);
      for (const chat of chats) {
        const history = await historyOf(client, {
          chat_id: chat.id,
          session_id: track.session_id,
        });
        expect(sameTimes(history)).toEqual(sameTimes(before.get(chat.id) ?? []));
        chatsSeen += 1;
      }
    }
  }
  expect(chatsSeen).toBeGreaterThan(25);
});

test("a session is restored under the id it had, also one that was merged into another of its track", async () => {
  const client = await signIn(emailOf(2));
  for (const session of ["session 12", "session 72"]) {
    const socket = await Socket.open(client, idOf(session));
    const restored = await socket.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
    expect(restored).toMatchObject({
      has_existing_chat: true,
      chat_id: idOf("chat 72 later"),
      message_count: before.get(idOf("chat 72 later"))?.length,
    });
    expect(sameTimes(restored.history)).toEqual(sameTimes(before.get(idOf("chat 72 later")) ?? []));
  }
});

test("a session without a track is restored under its id", async () => {
  const client = await signIn(emailOf(2));
  const socket = await Socket.open(client, idOf("session 92"));

  const restored = await socket.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");

  expect(sameTimes(restored.history)).toEqual(sameTimes(before.get(restored.chat_id ?? "") ?? []));
  expect(restored.history.length).toBeGreaterThan(0);
});

test("a dialogue of the original goes on, its last answer can be written anew, and its plan becomes modules", async () => {
  const client = await signIn(emailOf(5));
  const track = (await client.ok("listTracks")).find((one) => one.id === idOf("track 25"));
  if (track === undefined) throw new Error("the track is not there");
  const old = await historyOf(client, track);
  await say(client, track, "And the glaze?");

  const history = await historyOf(client, track);
  expect(sameTimes(history.slice(0, old.length))).toEqual(sameTimes(old));
  expect(history.at(-1)).toMatchObject({ sender: "ai", status: "complete" });
  const made = await client.ok("finalize", {
    body: { session_id: track.session_id, track_id: track.id },
  });
  expect(made.modules_count).toBeGreaterThan(0);
});

test("a first sign-in replaces the original's hash, and the second one works with ours", async () => {
  const email = emailOf(8);
  const hashOf = async (): Promise<string> => {
    const [row] = await database(target)`select password_hash from users where email = ${email}`;
    return String(row?.["password_hash"]);
  };
  expect(await hashOf()).toMatch(/^\$2b\$/);
  await signIn(email);
  expect(await hashOf()).toMatch(/^\$argon2id\$/);
  await signIn(email.toUpperCase());
});

test("a closed account stays closed, a wrong password stays wrong, and others' chats stay theirs", async () => {
  const client = anonymous({ target });
  const closed = { email: emailOf(9), password: originalPassword };
  await client.refused("inactive_user", "login", { body: closed });
  const wrong = { email: emailOf(4), password: "a wrong one 1" };
  await client.refused("invalid_credentials", "login", { body: wrong });
  const own = await signIn(emailOf(4));
  await own.refused("chat_not_found", "getHistory", {
    params: { id: idOf("chat 3") },
    query: { session_id: idOf("session 4") },
  });
});

test("an export has what was changed of a user's rows, and nothing of others", async () => {
  const client = await signIn(emailOf(3));
  const { tables } = await client.ok("exportMe");
  const owners = (tables["legacy_rows"] ?? []).map((row) => row["user_id"]);
  expect(owners.length).toBeGreaterThan(0);
  expect(new Set(owners)).toEqual(new Set([client.user.id]));
});
