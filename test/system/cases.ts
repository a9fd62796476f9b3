// One case for every row of the contract: a request that is right, and one that names things by id.
// A new row without a case does not compile, and fails the tests that walk the table.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { RouteName } from "@ai-learning/protocol/http";
import type { Track } from "@ai-learning/protocol/track";
import { guest, newPerson, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import type { AnyRequest } from "../support/http.ts";
import { Jar } from "../support/jar.ts";
import { newTitle, say, track as newTrack, welcome } from "../support/learning.ts";

/** Somebody with a track, its first plan, and something said and answered. */
export interface World {
  readonly owner: Client;
  readonly track: Track;
  /** What can be named by id. */
  readonly ids: Ids;
  /** The owner's cookies, as a browser would have them. */
  readonly jar: Jar;
}

/** Ids to name things by: somebody else's, or nobody's. */
export type Ids = Pick<Track, "id" | "session_id" | "chat_id"> & {
  /** The answer with the first plan. */
  readonly plan_id: string;
  readonly question_id: string;
  readonly answer_id: string;
  readonly job_id: string;
  readonly module_id: string;
  readonly lesson_id: string;
  readonly assignment_id: string;
};

export interface Case {
  readonly request: (world: World) => AnyRequest;
  /** Without a sign-in of the owner's. */
  readonly anonymous?: true;
  /** Its answer, where it is not 200. */
  readonly status?: number;
  /** Whoever calls it is signed out or gone afterwards. */
  readonly ends?: true;
  /** The same request naming other things; each is sent with a stranger's ids and with unknown ones. */
  readonly naming?: (ids: Ids) => readonly AnyRequest[];
  /** The code for text that cannot be stored, where it is not `invalid_request`. */
  readonly unstorable?: Readonly<Record<string, ErrorCode>>;
}

export async function makeWorld(): Promise<World> {
  const jar = new Jar();
  const owner = (await guest({ jar })).with({ jar: null });
  const track = await newTrack(owner);
  const { message_id: plan_id } = await welcome(owner, track);
  const { message_id: answer_id, reply_to } = await say(owner, track, "Why clay?");
  const { id, session_id, chat_id } = track;
  const job_id = await endedJob(owner.user.id, id);
  const taught = await taughtModule(track);
  const said = { plan_id, question_id: reply_to ?? "", answer_id };
  const ids = { id, session_id, chat_id, ...said, job_id, ...taught };
  return { owner, track, ids, jar };
}

/** A job that has made its plan: far quicker than having one made for every world. */
async function endedJob(userId: string, trackId: string): Promise<string> {
  const id = crypto.randomUUID();
  const input = { track_id: trackId, chat_id: null, user_expectations: null };
  const result = { plan: { overview: "Bowls" }, chat_id: null, tokens_used: 0 };
  const sql = database();
  await sql`
    insert into jobs (id, user_id, track_id, kind, natural_key, status, input, result, ended_at)
    values (${id}, ${userId}, ${trackId}, 'generate-plan', ${id}, 'complete', ${sql.json(input)},
      ${sql.json(result)}, now())`;
  return id;
}

/** A module with a lesson that is written, and a task: far quicker than having them made for every world. */
async function taughtModule({ id: track, session_id }: Track) {
  const [module_id, lesson_id, assignment_id, version, chat] = Array.from({ length: 5 }, () =>
    crypto.randomUUID(),
  ) as [string, string, string, string, string];
  await database()`
    with module as (
      insert into course_modules (id, track_id, module_number, title, learning_objectives,
        estimated_duration_hours)
      values (${module_id}, ${track}, 1, 'Clay', '["Kinds of clay"]', 4)
    ), lesson as (
      insert into lessons (id, module_id, lesson_number, title, estimated_duration_minutes, content)
      values (${lesson_id}, ${module_id}, 1, 'Kinds of clay', 30, '# Clay')
    ), version as (
      insert into lesson_versions (id, lesson_id, version, how)
      values (${version}, ${lesson_id}, 1, 'first')
    ), chat as (
      insert into chats (id, session_id, chat_name, chat_type, module_id)
      values (${chat}, ${session_id}, 'Clay', 'module_learning', ${module_id})
    ), text as (
      insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
        status, attempt, lesson_version_id)
      values (${crypto.randomUUID()}, ${chat}, 1, 'ai', '# Clay', 'lesson', 'complete', 1, ${version})
    ), objective as (
      insert into objectives (module_id, position, text) values (${module_id}, 1, 'Kinds of clay')
      returning id
    ), task as (
      insert into homework_assignments (id, module_id, title, instructions)
      values (${assignment_id}, ${module_id}, 'Wedge', 'Wedge it.')
    )
    insert into lesson_objectives (lesson_id, objective_id) select ${lesson_id}, id from objective`;
  await database()`
    update lessons set current_version_id = ${version} where id = ${lesson_id}`;
  return { module_id, lesson_id, assignment_id };
}

const draft = () => ({
  title: newTitle(),
  description: "Bowls",
  skill_area: "Pottery",
  difficulty_level: "beginner",
  estimated_duration_hours: 12,
  user_expectations: "A bowl",
});

/** A plan in place of the first one. */
const editedPlan = (message_id: string) => ({
  plan: {
    title: "Pottery by hand",
    level: "beginner",
    modules: [{ title: "Clay", hours: 4, summary: "About clay", topics: ["Kinds of clay"] }],
    total_hours: 4,
  },
  based_on: { message_id, attempt: 1 },
  client_message_id: crypto.randomUUID(),
});

const byTrack = ({ id }: Ids): AnyRequest[] => [{ params: { id } }];
const byChat = ({ chat_id }: Ids): AnyRequest[] => [{ params: { id: chat_id } }];
const bySession = ({ session_id }: Ids): AnyRequest[] => [{ params: { id: session_id } }];

const byModule = ({ module_id }: Ids): AnyRequest[] => [{ params: { id: module_id } }];
const byOriginal = ({ id, module_id }: Ids) => [{ body: { track_id: id, module_id } }];

/** What the original's module pages send. */
const original = ({ owner, ids }: World) => ({
  track_id: ids.id,
  module_id: ids.module_id,
  session_id: ids.session_id,
  user_id: owner.user.id,
});

export const cases: { readonly [N in RouteName]: Case } = {
  describeService: { request: () => ({}) },
  health: { request: () => ({}) },
  ready: { request: () => ({}) },
  openapi: { request: () => ({}) },
  asyncapi: { request: () => ({}) },
  docs: { request: () => ({}) },

  register: {
    anonymous: true,
    request: () => ({ body: newPerson() }),
  },
  login: {
    anonymous: true,
    request: () => ({ body: { email: "nobody@example.com", password: "wrong" } }),
    status: 401,
    unstorable: { email: "invalid_credentials", password: "invalid_credentials" },
  },
  guestLogin: { anonymous: true, request: () => ({}) },
  refresh: {
    anonymous: true,
    request: ({ jar }) => ({ headers: { cookie: jar.header("/api") } }),
  },
  logout: { anonymous: true, request: () => ({}) },
  logoutEverywhere: { request: () => ({}), ends: true },
  ticket: { request: () => ({}) },
  me: { request: () => ({}) },
  updateMe: {
    request: () => ({ body: { first_name: "Grace", last_name: "Hopper", locale: "en" } }),
    unstorable: { locale: "invalid_choice" },
  },
  deleteMe: { request: () => ({ body: { password: "a guest has none" } }), ends: true },
  changePassword: {
    // A guest has no password that could be right.
    request: () => ({ body: { current_password: "wrong", new_password: "correct horse 2" } }),
    status: 401,
  },
  usage: { request: () => ({}) },
  exportMe: { request: () => ({}) },

  listTracks: { request: () => ({}) },
  createTrack: {
    request: () => ({ body: draft() }),
    unstorable: { difficulty_level: "invalid_choice" },
  },
  getTrack: { request: ({ track }) => ({ params: { id: track.id } }), naming: byTrack },
  updateTrack: {
    request: ({ track }) => ({ params: { id: track.id }, body: { ...draft(), status: "active" } }),
    naming: ({ id }) => [{ params: { id }, body: { title: "Mine now" } }],
    unstorable: { difficulty_level: "invalid_choice", status: "invalid_choice" },
  },
  listRevisions: { request: ({ track }) => ({ params: { id: track.id } }), naming: byTrack },
  undoRevision: {
    request: ({ track }) => ({ params: { id: track.id }, body: { revision: 1 } }),
    naming: ({ id }) => [{ params: { id }, body: { revision: 1 } }],
    status: 409,
  },
  restoreModule: {
    request: ({ track }) => ({ params: { id: track.id, module_id: crypto.randomUUID() } }),
    naming: ({ id }) => [{ params: { id, module_id: crypto.randomUUID() } }],
    status: 404,
  },
  deleteTrack: { request: ({ track }) => ({ params: { id: track.id } }), naming: byTrack },
  trackMarkdown: { request: ({ track }) => ({ params: { id: track.id } }), naming: byTrack },

  calendar: { request: () => ({}) },
  saveCalendar: {
    request: () => ({
      body: {
        time_zone: "Europe/Berlin",
        study_days: [1, 3, 5],
        minutes_per_day: 45,
        study_time: "18:30",
      },
    }),
  },
  downloadCalendar: { request: () => ({}) },
  makeCalendarFeed: { request: () => ({}) },
  revokeCalendarFeed: { request: () => ({}) },
  // An address nobody was given.
  calendarFeed: {
    anonymous: true,
    request: () => ({ params: { token: `${"x".repeat(43)}.ics` } }),
    status: 404,
  },

  today: { request: () => ({}) },
  analyticsUsage: { request: () => ({}) },
  analyticsUsageCsv: { request: () => ({}) },
  analyticsResponseTimes: { request: () => ({}) },
  analyticsResponseTimesCsv: { request: () => ({}) },
  analyticsPlanning: { request: () => ({}) },
  analyticsPlanningCsv: { request: () => ({}) },
  analyticsFunnel: { request: () => ({}) },
  analyticsFunnelCsv: { request: () => ({}) },
  getModule: {
    request: ({ ids }) => ({ params: { id: ids.module_id } }),
    naming: byModule,
  },
  startModule: {
    request: ({ ids }) => ({ params: { id: ids.module_id } }),
    naming: byModule,
  },
  outlineModule: {
    request: ({ ids }) => ({ params: { id: ids.module_id } }),
    naming: byModule,
  },
  changeModule: {
    request: ({ ids }) => ({ params: { id: ids.module_id }, body: { completed: true } }),
    naming: ({ module_id }) => [{ params: { id: module_id }, body: { completed: true } }],
  },
  getLesson: {
    request: ({ ids }) => ({ params: { id: ids.lesson_id } }),
    naming: ({ lesson_id }) => [{ params: { id: lesson_id } }],
  },
  writeLesson: {
    request: ({ ids }) => ({
      params: { id: ids.lesson_id },
      body: { version: 2, how: "simpler" },
    }),
    naming: ({ lesson_id }) => [
      { params: { id: lesson_id }, body: { version: 2, how: "simpler" } },
    ],
  },
  changeLesson: {
    request: ({ ids }) => ({ params: { id: ids.lesson_id }, body: { done: true, version: 1 } }),
    naming: ({ lesson_id }) => [{ params: { id: lesson_id }, body: { done: true } }],
  },
  changeAssignment: {
    request: ({ ids }) => ({
      params: { id: ids.assignment_id },
      body: { notes: "Mine", done: true },
    }),
    naming: ({ assignment_id }) => [{ params: { id: assignment_id }, body: { notes: "Mine now" } }],
  },
  moduleStart: {
    request: (world) => ({ body: original(world) }),
    naming: byOriginal,
    unstorable: { user_id: "user_mismatch" },
  },
  moduleChat: {
    request: (world) => ({
      body: {
        message: "How long does clay dry?",
        ...original(world),
        chat_id: "",
        client_message_id: "study-1",
      },
    }),
    naming: (ids) => byOriginal(ids).map(({ body }) => ({ body: { message: "Hi", ...body } })),
    unstorable: { user_id: "user_mismatch" },
  },
  moduleChatHistory: {
    request: (world) => ({ body: { ...original(world), chat_id: "" } }),
    naming: byOriginal,
    unstorable: { user_id: "user_mismatch" },
  },
  moduleComplete: {
    request: (world) => ({ body: original(world) }),
    naming: byOriginal,
    unstorable: { user_id: "user_mismatch" },
  },
  generateLesson: {
    request: () => ({
      body: { lesson_title: "Clay", module_context: "Pottery", content_type: "theory" },
    }),
  },

  createSession: {
    request: ({ track }) => ({ body: { track_id: track.id, session_name: "Evenings" } }),
    naming: ({ id }) => [{ body: { track_id: id, session_name: "Mine now" } }],
  },
  listSessions: { request: () => ({}) },
  createChat: {
    request: ({ track }) => ({
      body: { session_id: track.session_id, chat_name: "Aside", chat_type: "discussion" },
    }),
    naming: ({ session_id }) => [{ body: { session_id } }],
    unstorable: { chat_type: "invalid_choice" },
  },
  savePlan: {
    request: ({ track, ids }) => ({
      params: { id: track.chat_id },
      body: editedPlan(ids.plan_id),
    }),
    naming: ({ chat_id, plan_id }) => [{ params: { id: chat_id }, body: editedPlan(plan_id) }],
    unstorable: { "plan.level": "invalid_choice" },
  },
  listSessionChats: {
    request: ({ track }) => ({ params: { id: track.session_id } }),
    naming: bySession,
  },
  listMessages: { request: ({ track }) => ({ params: { id: track.chat_id } }), naming: byChat },
  chatMarkdown: {
    request: ({ track }) => ({ params: { id: track.chat_id } }),
    naming: ({ chat_id }) => [{ params: { id: chat_id } }],
  },
  updateChat: {
    request: ({ track }) => ({ params: { id: track.chat_id }, body: { chat_name: "Glazes" } }),
    naming: ({ chat_id }) => [{ params: { id: chat_id }, body: { chat_name: "Mine now" } }],
  },
  setSessionStatus: {
    request: ({ track }) => ({ params: { id: track.session_id }, query: { status: "paused" } }),
    naming: ({ session_id }) => [{ params: { id: session_id }, query: { status: "archived" } }],
  },
  setChatStatus: {
    request: ({ track }) => ({ params: { id: track.chat_id }, query: { status: "paused" } }),
    naming: ({ chat_id }) => [{ params: { id: chat_id }, query: { status: "archived" } }],
  },
  listUserChats: { request: () => ({}) },
  switchChat: {
    request: ({ track }) => ({
      params: { id: track.session_id },
      body: { chat_id: track.chat_id },
    }),
    naming: ({ session_id, chat_id }) => [{ params: { id: session_id }, body: { chat_id } }],
  },
  getHistory: {
    request: ({ track }) => ({
      params: { id: track.chat_id },
      query: { session_id: track.session_id },
    }),
    naming: ({ session_id, chat_id }) => [{ params: { id: chat_id }, query: { session_id } }],
  },
  getActiveChat: {
    request: ({ track }) => ({ params: { id: track.session_id } }),
    naming: bySession,
  },
  restoreChat: {
    request: ({ track }) => ({ params: { id: track.session_id } }),
    naming: bySession,
  },

  welcome: {
    request: ({ owner, track }) => ({
      body: {
        session_id: track.session_id,
        user_id: owner.user.id,
        track_id: track.id,
        skill_area: track.title,
        user_expectations: "A bowl",
        difficulty_level: "beginner",
        duration_hours: 12,
      },
    }),
    naming: ({ id }) => [{ body: { session_id: "my-key", track_id: id, skill_area: "Pottery" } }],
    unstorable: { user_id: "user_mismatch", difficulty_level: "invalid_choice" },
  },
  chatResponse: {
    request: ({ owner, track }) => ({
      body: {
        message: "How long does clay dry?",
        session_id: track.session_id,
        user_id: owner.user.id,
        chat_id: track.chat_id,
        track_id: track.id,
        track_context: { from: "the original" },
        client_message_id: "clay-1",
      },
    }),
    naming: ({ id, chat_id }) => [
      { body: { message: "Hello", session_id: "my-key", chat_id } },
      { body: { message: "Hello", session_id: "my-key", track_id: id } },
    ],
    unstorable: { user_id: "user_mismatch" },
  },
  stop: {
    request: ({ ids }) => ({ body: { message_id: ids.answer_id } }),
    naming: ({ answer_id }) => [{ body: { message_id: answer_id } }],
  },
  regenerate: {
    request: ({ ids }) => ({ body: { message_id: ids.answer_id, attempt: 1 } }),
    naming: ({ answer_id }) => [{ body: { message_id: answer_id, attempt: 1 } }],
  },
  continue: {
    request: ({ ids }) => ({ body: { message_id: ids.answer_id, attempt: 0 } }),
    naming: ({ answer_id }) => [{ body: { message_id: answer_id, attempt: 0 } }],
  },
  edit: {
    request: ({ ids }) => ({
      body: { message_id: ids.question_id, message: "Why glaze?", client_message_id: "edit-1" },
    }),
    naming: ({ question_id }) => [
      { body: { message_id: question_id, message: "Mine now", client_message_id: "edit-1" } },
    ],
  },
  finalize: {
    request: ({ owner, track }) => ({
      body: {
        session_id: track.session_id,
        user_id: owner.user.id,
        skill_area: "Pottery",
        track_id: track.id,
      },
    }),
    naming: ({ id }) => [{ body: { session_id: "my-key", track_id: id } }],
    unstorable: { user_id: "user_mismatch" },
  },
  generatePlan: {
    request: ({ track }) => ({
      body: {
        track_id: track.id,
        user_expectations: "A bowl",
        session_id: track.session_id,
        chat_id: track.chat_id,
      },
    }),
    naming: ({ id }) => [{ body: { track_id: id } }],
  },
  getJob: {
    request: ({ ids }) => ({ params: { id: ids.job_id } }),
    naming: ({ job_id }) => [{ params: { id: job_id } }],
  },
  defaultConfig: { request: () => ({}) },
  userConfig: { request: () => ({}) },
  setUserConfig: {
    request: () => ({
      body: {
        model_name: "own-model",
        base_url: "https://own.example/v1",
        api_key: "sk-own-0123456789",
        temperature: 0.2,
        max_tokens: 1000,
      },
    }),
  },
  deleteUserConfig: { request: () => ({}) },
  chatConfig: { request: ({ track }) => ({ params: { id: track.chat_id } }), naming: byChat },
  setChatConfig: {
    request: ({ track }) => ({
      params: { id: track.chat_id },
      body: { model_name: null, temperature: 0.2, max_tokens: 1000 },
    }),
    naming: ({ chat_id }) => [{ params: { id: chat_id }, body: { temperature: 0.2 } }],
  },
  testConnection: {
    // Signed in, it is in the user's ledger.
    anonymous: true,
    request: () => ({ body: { api_key: "", base_url: "", model_name: "" } }),
  },
};
