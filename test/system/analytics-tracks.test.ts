// How planning went and how far tracks came, against what their rows say, read and counted here: before and after the sweep
// has stored it, while dialogues go on, and for tracks that go.
import { randomUUID } from "node:crypto";
import type * as Figures from "@ai-learning/core/analytics/analytics.sql";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { coreFolders, ownDatabase, type OwnDatabase } from "../support/own-database.ts";

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

interface Message {
  readonly position: number;
  readonly sender: "user" | "ai";
  readonly type: "welcome" | "text" | "finalization";
  status: string;
  readonly at: number;
}

/** A track as it is made here, beside the database. */
interface Made {
  readonly id: string;
  readonly user: string;
  readonly chat: string;
  readonly session: string;
  messages: Message[];
  modules: string[];
  studied: boolean;
  status: string;
}

const minute = 60_000;
const start = Date.parse("2026-03-28T20:00:00Z");
let users: string[];
let tracks: Made[];

function randomOf(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
const random = randomOf(16);

async function makeTrack(user: string): Promise<Made> {
  const { sql } = database;
  const [id, session, chat] = [randomUUID(), randomUUID(), randomUUID()];
  await sql`insert into learning_tracks (id, user_id, title) values (${id}, ${user}, 'Clay')`;
  await sql`insert into chat_sessions (id, track_id, user_id) values (${session}, ${id}, ${user})`;
  await sql`
    insert into chats (id, session_id, chat_name, is_primary) values (${chat}, ${session}, 'Main', true)`;
  return { id, user, chat, session, messages: [], modules: [], studied: false, status: "planning" };
}

/** The next message of a dialogue; an answer is pending first, and ends. */
async function addMessage(track: Made, given: Omit<Message, "position" | "at">): Promise<void> {
  const last = track.messages.at(-1)?.at ?? start + random(4_000) * minute;
  const message = { ...given, position: track.messages.length + 1, at: last + random(50) * minute };
  const id = randomUUID();
  await database.sql`
    insert into chat_messages (id, chat_id, position, sender_type, message_type, message_content,
      timestamp, status)
    values (${id}, ${track.chat}, ${message.position}, ${message.sender}, ${message.type}, 'Text',
      ${new Date(message.at).toISOString()}, ${message.sender === "ai" ? "pending" : "complete"})`;
  if (message.sender === "ai") {
    await database.sql`update chat_messages set status = ${message.status} where id = ${id}`;
  }
  track.messages.push(message);
}

async function advance(track: Made): Promise<void> {
  const { sql } = database;
  const status = ["complete", "complete", "failed", "stopped"][random(4)] ?? "complete";
  if (track.messages.length === 0) {
    return addMessage(track, { sender: "ai", type: "welcome", status: "complete" });
  }
  switch (random(6)) {
    case 0:
    case 1:
    case 2:
      await addMessage(track, { sender: "user", type: "text", status: "complete" });
      return addMessage(track, { sender: "ai", type: "text", status });
    case 3: {
      await addMessage(track, { sender: "user", type: "finalization", status: "complete" });
      await addMessage(track, { sender: "ai", type: "finalization", status });
      if (status !== "complete" || track.modules.length > 0) return;
      for (const number of [1, 2]) {
        const id = randomUUID();
        track.modules.push("not_started");
        await sql`insert into course_modules (id, track_id, module_number, title)
          values (${id}, ${track.id}, ${number}, 'Module')`;
      }
      return;
    }
    case 4: {
      if (track.modules.length === 0) return;
      if (!track.studied && random(2) === 0) {
        track.studied = true;
        await sql`
          insert into chats (id, session_id, chat_name, chat_type, module_id)
          select ${randomUUID()}, ${track.session}, 'Study', 'module_learning', id
          from course_modules where track_id = ${track.id} and module_number = 1`;
        return;
      }
      const at = random(2);
      track.modules[at] = random(2) === 0 ? "completed" : "in_progress";
      await sql`update course_modules set status = ${track.modules[at]}
        where track_id = ${track.id} and module_number = ${at + 1}`;
      return;
    }
    default:
      if (random(8) > 0) return;
      track.status = "completed";
      await sql`update learning_tracks set status = 'completed' where id = ${track.id}`;
  }
}

const nearestRank = (values: readonly number[], share: number): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1];

const spreadOf = (values: readonly number[]) =>
  values.length === 0
    ? null
    : {
        mean: Math.round((values.reduce((one, two) => one + two) / values.length) * 100) / 100,
        p50: nearestRank(values, 0.5),
        p95: nearestRank(values, 0.95),
      };

/** What is to be said of a track. */
function read(track: Made) {
  const { messages, modules } = track;
  const answered = (isFinal: boolean): Message | undefined =>
    messages.find(
      ({ sender, status, type }) =>
        sender === "ai" && status === "complete" && (type === "finalization") === isFinal,
    );
  const [shown, finalized] = [answered(false), answered(true)];
  const before = messages.filter(
    ({ type, at }) => type !== "finalization" && (!finalized || at < finalized.at),
  );
  return {
    began: messages[0]?.at,
    shown: shown?.at,
    replied: messages.some(
      ({ sender, type, at }) => shown && sender === "user" && type === "text" && at >= shown.at,
    ),
    finalized: finalized?.at,
    opened: track.studied || modules.some((one) => one !== "not_started"),
    completed:
      track.status === "completed" ||
      (modules.length > 0 && modules.every((one) => one === "completed")),
    messages: before.length,
    returns: before.filter(
      ({ sender, at }, n) =>
        n > 0 && sender === "user" && at >= (before[n - 1]?.at ?? 0) + 30 * minute,
    ).length,
  };
}

const zone = "Europe/Berlin";
const day = (at: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e4) / 1e4;

/** Asks for everybody's and for each user's, and holds the answers against the tracks. */
async function compare(from: string, to: string): Promise<void> {
  const asked = [{ scope: "all" as const, user: users[0] ?? "" }].concat(
    users.map((user) => ({ scope: "mine" as never, user })),
  );
  for (const { scope, user } of asked) {
    const own = tracks.filter((track) => scope === "all" || track.user === user).map(read);
    const isIn = (at: number | undefined): at is number =>
      at !== undefined && day(at) >= from && day(at) <= to;
    const query = { scope, from, to, time_zone: zone };

    const dialogues = own.filter(({ began }) => isIn(began));
    const ended = dialogues.filter(({ finalized }) => finalized !== undefined);
    const minutes = ended.map(({ began = 0, finalized = 0 }) => (finalized - began) / minute);
    expect(await core.planning(user, query)).toEqual({
      outcome: "found",
      ...query,
      dialogues: dialogues.length,
      finalized: ended.length,
      share_finalized: share(ended.length, dialogues.length),
      messages_to_finalization: spreadOf(ended.map(({ messages }) => messages)),
      minutes_to_finalization: spreadOf(minutes),
      unfinished: dialogues.length - ended.length,
      returned: dialogues.filter(({ returns }) => returns > 0).length,
      returns: dialogues.reduce((sum, { returns }) => sum + returns, 0),
    });

    const shown = own.filter((one) => isIn(one.shown));
    const opened = (one: (typeof own)[number]): boolean => one.opened || one.completed;
    const finalized = (one: (typeof own)[number]): boolean =>
      one.finalized !== undefined || opened(one);
    const steps = [
      ["plan_shown", shown.length],
      ["first_reply", shown.filter((one) => one.replied || finalized(one)).length],
      ["finalized", shown.filter(finalized).length],
      ["first_module_opened", shown.filter(opened).length],
      ["completed", shown.filter(({ completed }) => completed).length],
    ] as const;
    expect(await core.funnel(user, query)).toEqual({
      outcome: "found",
      ...query,
      steps: steps.map(([step, count]) => ({
        step,
        tracks: count,
        share: share(count, shown.length),
      })),
    });
  }
}

async function marks(): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from track_marks`;
  return row?.count ?? 0;
}

async function goOn(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    const track = tracks[random(tracks.length)];
    if (track) await advance(track);
  }
}

beforeEach(async () => {
  await database.fill`truncate users, track_marks, track_milestones cascade`;
  users = [randomUUID(), randomUUID()];
  for (const id of users) {
    await database.sql`
      insert into users (id, email, password_hash, first_name, last_name)
      values (${id}, ${`${id}@example.com`}, '!', 'Ann', 'Example')`;
  }
  tracks = [];
  for (let n = 0; n < 8; n++) tracks.push(await makeTrack(users[n % 2] ?? ""));
});

test("planning and funnel equal what the rows say, stored or not, while dialogues go on", async () => {
  const [from, to] = ["2026-03-28", "2026-04-20"];
  await compare(from, to);
  for (let round = 0; round < 4; round++) {
    await goOn(25);
    await compare(from, to);
    await core.refreshMilestones(30);
    await compare(from, to);
    await compare("2026-03-29", "2026-03-30");
  }
  while ((await core.refreshMilestones(1_000)) > 0);
  expect(await marks()).toBe(0);
  await compare(from, to);
});

test("milestones that are stored while dialogues go on miss nothing", async () => {
  const over = new AbortController();
  const refreshing = Promise.all(
    [1, 2].map(async () => {
      while (!over.signal.aborted) await core.refreshMilestones(5);
    }),
  );
  await goOn(80);
  over.abort();
  await refreshing;
  await compare("2026-03-28", "2026-04-20");
  while ((await core.refreshMilestones(1_000)) > 0);
  expect(await marks()).toBe(0);
  await compare("2026-03-28", "2026-04-20");
});

test("a deleted track leaves the funnel, and a guest's come along into the account", async () => {
  const { call } = await import("@ai-learning/core/adapters/call");
  await goOn(60);
  await core.refreshMilestones(1_000);
  const [first] = tracks;
  await call("delete_track", { user_id: first?.user, track_id: first?.id });
  tracks = tracks.slice(1);
  await compare("2026-03-28", "2026-04-20");
  await database.sql`update users set is_guest = true where id = ${users[1] ?? ""}`;
  await call("absorb_guest", { guest_id: users[1], user_id: users[0] });
  const [account = ""] = users;
  tracks = tracks.map((track) => ({ ...track, user: account }));
  users = [account];
  await compare("2026-03-28", "2026-04-20");
  while ((await core.refreshMilestones(1_000)) > 0);
  expect(await marks()).toBe(0);
});
