// Behind the doors: many a query stands behind a check that another has made before. Each asks for the owner all the
// same, so that a door that forgets to check opens on nothing. Here they are asked directly, by a stranger.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { registered } from "../support/client.ts";
import { finalize, newKey, track } from "../support/learning.ts";
import { database } from "../support/database.ts";
import { release } from "../support/model.ts";
import { makeWorld, type World } from "../system/cases.ts";
import { makeStranger, type Stranger } from "./people.ts";
import { digestsOf } from "./rows.ts";

Object.assign(process.env, inject("system").environment);
const Postgres = await import("@ai-learning/core/adapters/postgres");
const Chats = await import("@ai-learning/core/chat/chat.sql");
const Lessons = await import("@ai-learning/core/learning/lesson.sql");
const Jobs = await import("@ai-learning/core/job/job.sql");
const { readContext } = await import("@ai-learning/core/chat/context.sql");
const ModelSettings = await import("@ai-learning/core/user/model-settings.sql");
const Sessions = await import("@ai-learning/core/session/session.sql");
const Tracks = await import("@ai-learning/core/track/track.sql");
const Turns = await import("@ai-learning/core/turn/turn.sql");
const Users = await import("@ai-learning/core/user/user.sql");
const Refresh = await import("@ai-learning/core/auth/refresh.sql");

let world: World;
let stranger: Stranger;

beforeAll(async () => {
  [world, stranger] = await Promise.all([makeWorld(), makeStranger()]);
  await finalize(world.owner, world.track);
}, 60_000);
afterAll(() => Postgres.close());

const page = { before: null, items: 50, bytes: 100_000 };
const nothing = { track: null, modules: [], messages: [], study: null };

type Ask = (user: string, ids: World["ids"]) => Promise<unknown>;

/** What each answers to whoever does not own what is named. */
const queries: readonly (readonly [string, Ask, unknown])[] = [
  [
    "a chat's settings",
    (user, { chat_id }) => ModelSettings.ownAndChat(user, chat_id),
    { own: null, context: null, isChat: false },
  ],
  [
    "changed settings of a chat",
    (user, { chat_id }) => ModelSettings.changeChat(user, chat_id, { max_tokens: 1 }),
    false,
  ],
  [
    "what the mentor reads",
    (user, { id, chat_id }) =>
      readContext(user, { trackId: id, chatId: chat_id, before: null, bytes: 10_000 }),
    nothing,
  ],
  ["an answer", (user, { answer_id }) => Turns.answer(user, answer_id), undefined],
  [
    "an answer that is not waited for",
    (user, { answer_id }) => Turns.defer(user, answer_id),
    false,
  ],
  [
    "a stop",
    (user, { answer_id }) => Turns.stop(user, null, answer_id),
    { outcome: "message_not_found" },
  ],
  ["a session's chats", (user, { session_id }) => Chats.list(user, session_id), []],
  ["a chat's name", (user, { chat_id }) => Chats.rename(user, chat_id, "Mine"), undefined],
  ["a chat's status", (user, { chat_id }) => Chats.setStatus(user, chat_id, "archived"), false],
  ["a history", (user, { chat_id }) => Chats.history(user, chat_id, null, page), undefined],
  ["a message", (user, { answer_id }) => Chats.message(user, answer_id), undefined],
  ["a track's session", (user, { id }) => Sessions.ofTrack(user, id, "Mine"), undefined],
  [
    "a session's status",
    (user, { session_id }) => Sessions.setStatus(user, session_id, "archived"),
    false,
  ],
  ["a session with its chats", (user, { session_id }) => Sessions.withChats(user, session_id), []],
  ["a key's chat", (user, { session_id }) => Sessions.activeChat(user, session_id), null],
  [
    "another chat for a key",
    (user, { session_id, chat_id }) => Sessions.setActiveChat(user, session_id, chat_id),
    undefined,
  ],
  ["a track", (user, { id }) => Tracks.get(user, id), undefined],
  ["a track's title", (user, { id }) => Tracks.update(user, id, { title: "Mine" }), false],
  [
    "a module",
    (user, { module_id }) => Lessons.readModule({ userId: user, version: null }, module_id),
    { outcome: "module_not_found" },
  ],
  [
    "a lesson",
    (user, { lesson_id }) => Lessons.readLesson({ userId: user, version: null }, lesson_id, null),
    { outcome: "lesson_not_found" },
  ],
  [
    "an outline's module",
    (user, { module_id }) => Lessons.readOutlineModule(user, module_id),
    null,
  ],
  [
    "a named module",
    (user, { id, module_id }) => Lessons.nameModule(user, id, module_id),
    { outcome: "track_not_found" },
  ],
  [
    "a study chat",
    (user, { module_id }) => Lessons.openStudyChat(user, module_id),
    { outcome: "module_not_found" },
  ],
  [
    "a changed lesson",
    (user, { lesson_id }) => Lessons.changeLesson(user, lesson_id, { done: true }),
    { outcome: "lesson_not_found" },
  ],
  [
    "a changed module",
    (user, { module_id }) => Lessons.changeModule(user, module_id, false),
    { outcome: "module_not_found" },
  ],
  [
    "a changed task",
    (user, { assignment_id }) => Lessons.changeAssignment(user, assignment_id, { notes: "Mine" }),
    { outcome: "assignment_not_found" },
  ],
  ["a job", (user, { job_id }) => Jobs.read(user, job_id), undefined],
  ["a deleted track", (user, { id }) => Tracks.remove(user, id), false],
];

test.each(queries)("%s of another user is not found", async (_, ask, expected) => {
  const ids = [world.owner.user.id, stranger.client.user.id];
  const before = await digestsOf(ids);

  const answer = await ask(stranger.client.user.id, world.ids);

  expect(answer === undefined ? undefined : JSON.parse(JSON.stringify(answer))).toEqual(expected);
  expect(await digestsOf(ids)).toEqual(before);
});

test.each(queries.filter(([name]) => !/stop|waited|deleted|another/.test(name)))(
  "%s is found for its own user",
  async (_, ask, expected) => {
    const answer = await ask(world.owner.user.id, world.ids);

    expect(answer === undefined ? undefined : JSON.parse(JSON.stringify(answer))).not.toEqual(
      expected,
    );
  },
);

test("only its owner can make a session for a track that has none", async () => {
  const { client, ids } = await makeStranger();
  await database()`delete from chat_sessions where track_id = ${ids.id}`;
  const of = async (user: string): Promise<unknown> =>
    (await Sessions.ofTrack(user, ids.id, "Clay"))?.id;
  expect(await of(world.owner.user.id)).toBeUndefined();
  expect([...(await database()`select id from chat_sessions where track_id = ${ids.id}`)]).toEqual(
    [],
  );
  expect(await of(client.user.id)).toEqual(expect.any(String));
});

test("only its owner can stop waiting for a turn", async () => {
  const key = crypto.randomUUID();
  const { owner, ids } = world;
  const { message_id } = await owner.accepted("chatResponse", {
    body: { session_id: ids.session_id, chat_id: ids.chat_id, message: `[hold ${key}]` },
  });
  const put = async (user: string): Promise<readonly unknown[]> => {
    await database()`update chat_messages set opened_over = 'http' where id = ${message_id}`;
    const isPut = await Turns.defer(user, message_id);
    const [row] = await database()`select opened_over from chat_messages where id = ${message_id}`;
    return [isPut, row?.["opened_over"]];
  };
  const open = async (user: string): Promise<unknown> => {
    const [row] = await database()`select turns_open(${user}) as count`;
    return row?.["count"];
  };
  try {
    expect([await open(stranger.client.user.id), await open(owner.user.id)]).toEqual([0, 1]);
    expect(await put(stranger.client.user.id)).toEqual([false, "http"]);
    expect(await put(owner.user.id)).toEqual([true, "deferred"]);
  } finally {
    await release(key);
  }
});

test("ending a device's sign-in affects only its user", async () => {
  const owner = world.owner.user.id;
  const open = async (): Promise<unknown[]> => [
    ...(await database()`
      select family from refresh_tokens where user_id = ${owner} and revoked_at is null`),
  ];
  const before = await open();
  expect(before).toHaveLength(1);
  const { family } = before[0] as { family: string };
  await Refresh.revokeFamily(stranger.client.user.id, family);
  expect(await open()).toEqual(before);
  await Refresh.revokeFamily(owner, family);
  expect(await open()).toEqual([]);
});

test("a guest's keys keep their names in the account when other users have the same keys", async () => {
  const [guest, neighbour] = [(await makeStranger()).client, (await makeStranger()).client];
  const account = await registered();
  const [key, name] = [newKey(), crypto.randomUUID()];
  for (const one of [guest, neighbour]) {
    const { id } = await track(one);
    await one.ok("welcome", { body: { session_id: key, track_id: id, skill_area: "Clay" } });
    await one.ok("generatePlan", { body: { track_id: id }, headers: { "idempotency-key": name } });
  }
  const keys = async (user: string): Promise<readonly unknown[]> => {
    const [row] = await database()`
      select (select count(*)::int from session_keys where user_id = ${user} and key = ${key}) as keys,
        (select count(*)::int from jobs where user_id = ${user} and idempotency_key = ${name}) as jobs`;
    return [row?.["keys"], row?.["jobs"]];
  };
  expect(await Users.absorb(guest.user.id, account.user.id)).toBe(true);
  expect(await keys(account.user.id)).toEqual([1, 1]);
  expect(await keys(neighbour.user.id)).toEqual([1, 1]);
});
