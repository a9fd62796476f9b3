// Databases of the original system, as SEED-CONTRACT has them: tables without defaults and cascades, and a hundred sessions
// with what years leave behind. Deterministic, so that two of them are alike.
import { createHash } from "node:crypto";
import type { Sql } from "postgres";

/** Before `chat_id`, after it, or as the original's own scripts and start leave a database half-way. */
export type OriginalKind = "before" | "after" | "init-sql" | "half-way";

/** The id of a thing by its name. */
export const idOf = (name: string): string => {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The password of every account, and its bcrypt. */
export const originalPassword = "верный пароль 1";
const passwordHash = "$2b$04$abcdefghijklmnopqrstuuAvbdbxOLLHdbgYlnTNJYhSrjiLa.ev6";

const times = "created_at timestamp, updated_at timestamp";
const enums = `
create type userrole as enum ('STUDENT', 'INSTRUCTOR', 'ADMIN');
create type difficultylevel as enum ('BEGINNER', 'INTERMEDIATE', 'ADVANCED');
create type trackstatus as enum ('PLANNING', 'ACTIVE', 'COMPLETED', 'PAUSED');
create type contenttype as enum ('THEORY', 'PRACTICE', 'HOMEWORK', 'QUIZ');`;

const common = `${enums}
create table users (id uuid primary key, email varchar(255) not null unique,
  password_hash varchar(255) not null, first_name varchar(100) not null,
  last_name varchar(100) not null, role userrole, is_active boolean, ${times});
create table ai_configurations (id uuid primary key, user_id uuid not null references users,
  model_name varchar(100), base_url varchar(255), api_key_encrypted text not null,
  max_tokens integer, temperature float, ${times});
create table learning_tracks (id uuid primary key, user_id uuid not null references users,
  title varchar(255) not null, description text, skill_area varchar(100),
  difficulty_level difficultylevel, estimated_duration_hours integer, status trackstatus,
  ai_generated_plan json, user_expectations text, ${times});
create table course_modules (id uuid primary key, track_id uuid not null references learning_tracks,
  module_number integer not null, title varchar(255) not null, description text,
  learning_objectives json, estimated_duration_hours integer, ai_generated_content json,
  status varchar(20), ${times});
create table lessons (id uuid primary key, module_id uuid not null references course_modules,
  lesson_number integer not null, title varchar(255) not null, content_type contenttype,
  content text, ai_generated_notes text, estimated_duration_minutes integer, status varchar(20),
  ${times});
create table homework_assignments (id uuid primary key, lesson_id uuid not null references lessons,
  title varchar(255) not null, description text, instructions text, ai_generated_task json,
  due_date timestamp, max_score integer, status varchar(20), ${times});
create table chat_sessions (id uuid primary key, track_id uuid references learning_tracks,
  user_id uuid not null references users, session_name varchar(255), status varchar(20), ${times});`;

const chats = `create table chats (id uuid primary key, session_id uuid not null
  references chat_sessions, chat_name varchar(255), chat_type varchar(50), status varchar(20),
  ai_context json, ${times});`;
const initSqlChats = `create table chats (id uuid primary key default gen_random_uuid(),
  session_id uuid not null references chat_sessions on delete cascade, chat_name varchar(255),
  chat_type varchar(50) default 'planning', status varchar(20) default 'active', ai_context jsonb,
  created_at timestamp default now(), updated_at timestamp default now());
create index idx_chats_session_id on chats (session_id);`;

const messages = (columns: string): string => `create table chat_messages (id uuid primary key,
  ${columns}, sender_type varchar(10) not null, message_content text not null,
  message_type varchar(20), ai_model_used varchar(100), timestamp timestamp);`;

const schemas: Readonly<Record<OriginalKind, string>> = {
  before: common + messages("session_id uuid not null references chat_sessions"),
  // The newer code made the missing table beside the old messages, and users opened chats in it.
  "half-way": common + chats + messages("session_id uuid not null references chat_sessions"),
  after: common + chats + messages("chat_id uuid not null references chats, tokens_used integer"),
  "init-sql":
    common +
    initSqlChats +
    messages("chat_id uuid not null references chats on delete cascade, tokens_used integer"),
};

type Row = Readonly<Record<string, unknown>>;
type Rows = Readonly<Record<string, readonly Row[]>>;

const start = Date.parse("2025-03-29T20:00:00Z");
/** A naive time with microseconds, so many minutes after the beginning. */
const timeOf = (minutes: number, micros = 0): string =>
  `${new Date(start + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ")}.${String(micros).padStart(6, "0")}`;

const stamps = (minutes: number) => ({
  created_at: timeOf(minutes, 123_456),
  updated_at: timeOf(minutes + 30, 654_321),
});

const range = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Sessions 0 to 59 are their tracks' first, 60 to 89 second ones, 90 to 99 have no track. */
const sessionCount = 100;
const trackCount = 60;
const userCount = 10;
const trackOf = (session: number): number | undefined =>
  session < trackCount ? session : session < 90 ? session - trackCount : undefined;
const userOf = (session: number): number => (trackOf(session) ?? session) % userCount;

/** The address of a user; the first two are one in two cases. */
export const emailOf = (user: number): string =>
  user === 1 ? "Learner0@Example.com" : `learner${user}@example.com`;

function peopleRows(): Rows {
  const users: Row[] = range(userCount, (n) => ({
    id: idOf(`user ${n}`),
    email: emailOf(n),
    password_hash: passwordHash,
    first_name: n % 2 === 0 ? "Анна" : "Пётр",
    last_name: `Ёлкин-${n}`,
    role: n === 3 ? "ADMIN" : "STUDENT",
    is_active: n !== 9,
    ...stamps(n),
  }));
  users.push({
    ...users[2],
    id: idOf("a guest"),
    email: "guest_1234abcd@guest.com",
  });
  const configuration = (name: string, user: string, minutes: number, key: string): Row => ({
    id: idOf(`configuration ${name}`),
    user_id: idOf(user),
    model_name: "gpt-4o-mini",
    base_url: "https://api.openai.com/v1",
    api_key_encrypted: key,
    max_tokens: 0,
    temperature: 0.7,
    ...stamps(minutes),
  });
  const ai_configurations = [
    configuration("first", "user 0", 1, "default"),
    configuration("second", "user 0", 900, "sk-in-clear-of-user-0"),
    configuration("nobody's", "nobody", 1, "sk-in-clear-of-nobody"),
  ];
  return { users, ai_configurations };
}

function courseRows(): Rows {
  const learning_tracks = range(trackCount, (n) => ({
    id: idOf(`track ${n}`),
    user_id: idOf(`user ${n % userCount}`),
    title: `Курс ${n}: гончарное дело`,
    description: n % 3 === 0 ? null : "Описание",
    skill_area: n % 4 === 0 ? null : "глина",
    difficulty_level: ["BEGINNER", "INTERMEDIATE", "ADVANCED"][n % 3],
    estimated_duration_hours: [40, 0, null, 900][n % 4],
    status: ["PLANNING", "ACTIVE", "COMPLETED", "PAUSED"][n % 4],
    ai_generated_plan: n % 5 === 0 ? { overview: "Обзор", modules: [] } : null,
    user_expectations: "Хочу лепить",
    ...stamps(n * 60),
  }));
  const moduleOf = (name: string, track: string, number: number): Row => ({
    id: idOf(`module ${name}`),
    track_id: idOf(track),
    module_number: number,
    title: `Модуль ${number}`,
    description: null,
    learning_objectives: ["Понимать глину", "понимать глину!", "Крутить круг"],
    estimated_duration_hours: number * 2,
    ai_generated_content: { title: "как есть" },
    status: number === 1 ? "completed" : "not_started",
    ...stamps(number),
  });
  // Track 1 has the number 2 twice.
  const course_modules = [
    ...[0, 1, 2].flatMap((track) =>
      range(4, (n) =>
        moduleOf(`${track}.${n}`, `track ${track}`, track === 1 ? Math.min(n + 1, 2) : n + 1),
      ),
    ),
    moduleOf("nobody's", "no track", 1),
  ];
  const lesson = (name: string, module: string): Row => ({
    id: idOf(`lesson ${name}`),
    module_id: idOf(module),
    lesson_number: 1,
    title: "Урок",
    content_type: "THEORY",
    content: "Текст урока",
    ai_generated_notes: null,
    estimated_duration_minutes: 45,
    status: "not_started",
    ...stamps(1),
  });
  const lessons = [
    lesson("1", "module 0.0"),
    lesson("2", "module 0.0"),
    lesson("nobody's", "no module"),
  ];
  const homework = (name: string, of: string): Row => ({
    id: idOf(`homework ${name}`),
    lesson_id: idOf(of),
    title: "Задание",
    description: null,
    instructions: "Слепить чашку",
    ai_generated_task: null,
    due_date: timeOf(9000),
    max_score: 100,
    status: "assigned",
    ...stamps(2),
  });
  return {
    learning_tracks,
    course_modules,
    lessons,
    homework_assignments: [homework("1", "lesson 1"), homework("nobody's", "no lesson")],
  };
}

/** Every seventh session has no message. */
const lengthOf = (session: number): number => (session % 7 === 0 ? 0 : 1 + ((session * 5) % 14));

const long = "Длинный ответ — «глина», 🏺 и\r\n\tтабуляция. ".repeat(600);
const plan = `# Курс: Гончарное дело

## Модуль 1. Глина (4 часа)
- Виды глины
- Подготовка

## Модуль 2. Круг (6 часов)
- Центровка
- Цилиндр`;

function said(session: number, chat: string, index: number): Row {
  const isAi = index % 2 === 0;
  return {
    id: idOf(`message ${chat} ${index}`),
    sender_type: isAi ? "ai" : "user",
    message_content: isAi
      ? index === 0
        ? plan
        : session % 10 === 1
          ? long
          : `Ответ ${index} в ${chat} ✅`
      : `Вопрос ${index}: как центровать?\n\n  с отступом`,
    message_type: index === 0 && session % 2 === 0 ? "welcome" : "text",
    ai_model_used: isAi ? "gpt-4o-mini" : null,
    // Two say something in the same moment.
    timestamp: timeOf(session * 60 + Math.floor(index / 2) + 1, index === 3 ? 1 : 1 + index),
  };
}

function dialogueRows(kind: OriginalKind): Rows {
  const chat_sessions: Row[] = range(sessionCount, (n) => {
    const track = trackOf(n);
    return {
      id: idOf(`session ${n}`),
      track_id: track === undefined ? null : idOf(`track ${track}`),
      user_id: idOf(`user ${userOf(n)}`),
      session_name: `Сессия ${n}`,
      status: n === 5 ? "very busy" : "active",
      ...stamps(n * 60),
    };
  });
  chat_sessions.push(
    { ...chat_sessions[0], id: idOf("session nobody's"), user_id: idOf("nobody") },
    // It is in the name of one user, and on the track of another.
    { ...chat_sessions[0], id: idOf("session astray"), user_id: idOf("user 4") },
  );
  const chat_rows: Row[] = [];
  const chat_messages: Row[] = [];
  const chat = (session: number, name: string, type: string, title: string): void => {
    chat_rows.push({
      id: idOf(`chat ${name}`),
      session_id: idOf(`session ${session}`),
      chat_name: title,
      chat_type: type,
      status: "active",
      ai_context: null,
      ...stamps(session * 60),
    });
  };
  const ofSession = kind === "before" || kind === "half-way";
  for (const session of range(sessionCount, (n) => n)) {
    const name = String(session);
    if (kind === "half-way" && session % 9 === 0) chat(session, name, "planning", "Chat 10:00");
    if (!ofSession && (kind === "after" ? session % 7 !== 0 : lengthOf(session) > 0)) {
      chat(session, name, "planning", kind === "after" ? "Планирование" : "Migrated Chat");
    }
    for (const index of range(lengthOf(session), (n) => n)) {
      const place = ofSession
        ? { session_id: idOf(`session ${session}`) }
        : { chat_id: idOf(`chat ${name}`), tokens_used: index % 2 === 0 ? 100 + index : null };
      chat_messages.push({ ...said(session, name, index), ...place });
    }
    if (kind !== "after" || session % 10 !== 2) continue;
    // A second planning chat, in which was written later, and chats of other kinds.
    chat(session, `${name} later`, "planning", "Chat 11:00");
    chat(session, `${name} study`, "module_learning", "Модуль 1");
    chat(session, `${name} other`, "Small talk", "О погоде");
    chat_messages.push(
      ...range(3, (index) => ({
        ...said(session + 50, `${name} later`, index),
        chat_id: idOf(`chat ${name} later`),
        tokens_used: 7,
      })),
    );
  }
  if (!ofSession) {
    chat(999, "nobody's", "planning", "Ничей");
    chat_messages.push({ ...said(1, "nobody's", 1), chat_id: idOf("chat nobody's") });
  }
  chat_messages.push({
    ...said(1, "lost", 1),
    [ofSession ? "session_id" : "chat_id"]: idOf("nowhere"),
  });
  return { chat_sessions, ...(kind !== "before" && { chats: chat_rows }), chat_messages };
}

/**
 * Makes the original's tables and fills them: 100 sessions and some that have no user or track.
 *   fill: a connection that checks no keys, for rows that belong to nothing.
 */
export async function makeOriginal(sql: Sql, fill: Sql, kind: OriginalKind): Promise<void> {
  await sql.unsafe(schemas[kind]);
  const rows = { ...peopleRows(), ...courseRows(), ...dialogueRows(kind) };
  for (const [table, its] of Object.entries(rows)) {
    await fill.unsafe(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $1::text::json)`,
      [JSON.stringify(its)],
    );
  }
  // What Python's `json` writes, and `jsonb` refuses.
  await fill.unsafe(`update learning_tracks set
    ai_generated_plan = '{"overview": "до\\u0000после \\ud83d", "goals": []}' where id = '${idOf("track 1")}'`);
  await fill.unsafe(
    `update learning_tracks set ai_generated_plan = 'null' where id = '${idOf("track 2")}'`,
  );
}
