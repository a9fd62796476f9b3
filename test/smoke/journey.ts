// The whole way of a guest through a deployment: from a look at its health to modules, and out again.
import type { Track } from "@ai-learning/protocol/track";
import { asStreamed, describeAnswer, follow, type Answer } from "./answer.ts";
import { createApi, type Api } from "./api.ts";
import { openDirect, openSameOrigin } from "./open-socket.ts";
import type { Socket } from "./socket.ts";
import { SmokeError, type Step } from "./step.ts";

export interface Options {
  /** The site, with the API under /api and sockets under /ws. */
  readonly url: string;
  /** The WebSocket API itself, asked by ticket. */
  readonly ws?: string;
}

const minute = 60_000;
const draft = {
  title: "Smoke test: reading CSV files",
  description: "Made by the smoke test, and deleted by it",
  skill_area: "Python",
  difficulty_level: "beginner",
  estimated_duration_hours: 12,
  user_expectations: "Read CSV files and draw charts",
} as const;

/** Says something to the mentor, and names the answer. */
async function ask(socket: Socket, message: string): Promise<string> {
  const client_message_id = crypto.randomUUID();
  socket.send({ type: "text", message, client_message_id });
  const isOurs = (one: { client_message_id: string | null }): boolean =>
    one.client_message_id === client_message_id;
  return (await socket.of("message_accepted", isOurs)).answer_id;
}

/** Follows an answer and stops it at its first delta. */
async function stopped(socket: Socket, id: string): Promise<Answer> {
  return follow(socket, id, (count) => {
    if (count === 1) socket.send({ type: "stop", message_id: id });
  });
}

async function historyMatches(api: Api, track: Track, answers: readonly Answer[]): Promise<number> {
  const { history } = await api.call("getHistory", {
    params: { id: track.chat_id },
    query: { session_id: track.session_id },
  });
  for (const { id, text } of answers) {
    const stored = history.find((message) => message.id === id);
    if (stored === undefined) throw new SmokeError("an answer is missing from the history");
    if (stored.content !== text) {
      throw new SmokeError("what is stored of an answer is not what was read");
    }
  }
  return history.length;
}

/** What the steps of one track share. */
interface Lesson {
  readonly api: Api;
  readonly step: Step;
  readonly track: Track;
  /** A session key of the client's own, bound to the track by its first use. */
  readonly key: string;
}

const headers = { prefer: "respond-async" };

async function restore(socket: Socket, { step, track }: Lesson): Promise<void> {
  await step("restore", async () => {
    socket.send({ type: "restore_chat", track_id: track.id, protocol: 2 });
    const { has_existing_chat: isOld } = await socket.of("chat_restored");
    if (isOld) throw new SmokeError("a new track has a dialogue already");
    return { value: undefined };
  });
}

/** Answers to the wish, to a change, to one that is stopped, and to that one again. */
async function discuss(socket: Socket, { api, step, track, key }: Lesson): Promise<Answer[]> {
  const streamed = async (id: string) => {
    const value = asStreamed(await follow(socket, id));
    return { value, detail: describeAnswer(value) };
  };
  const plan = await step(
    "plan",
    async () => {
      const body = { session_id: key, track_id: track.id, skill_area: draft.skill_area };
      return streamed((await api.call("welcome", { headers, body })).message_id);
    },
    2 * minute,
  );
  const change = await step(
    "change",
    async () => streamed(await ask(socket, "Add a module on testing")),
    2 * minute,
  );
  const first = await step(
    "stop",
    async () => {
      const value = await stopped(socket, await ask(socket, "Make the first module longer"));
      const detail = value.status === "stopped" ? "" : "it was written before the stop arrived";
      return { value, detail };
    },
    2 * minute,
  );
  const again = await step(
    "again",
    async () => {
      socket.send({ type: "regenerate", message_id: first.id, attempt: first.attempt });
      const told = await streamed(first.id);
      if (told.value.attempt > first.attempt) return told;
      throw new SmokeError("the answer was not written anew");
    },
    2 * minute,
  );
  return [plan, change, again];
}

async function makeModules(socket: Socket, { api, step, track, key }: Lesson): Promise<void> {
  await step(
    "modules",
    async () => {
      const body = { session_id: key, track_id: track.id };
      await follow(socket, (await api.call("finalize", { headers, body })).message_id);
      const { modules } = await api.call("getTrack", { params: { id: track.id } });
      if (modules.length === 0) throw new SmokeError("the track has no modules");
      return { value: undefined, detail: `${String(modules.length)} modules` };
    },
    3 * minute,
  );
}

async function connectDirectly(ws: string, { api, step, key }: Lesson): Promise<void> {
  await step("direct socket", async () => {
    const socket = await openDirect(api, ws, key);
    try {
      socket.send({ type: "restore_chat", protocol: 2 });
      const { message_count: count } = await socket.of("chat_restored");
      if (count === 0) throw new SmokeError("the dialogue is not there by the direct socket");
      return { value: undefined, detail: `${String(count)} messages restored` };
    } finally {
      socket.close();
    }
  });
}

async function learn(api: Api, { ws }: Options, step: Step): Promise<void> {
  const track = await step("track", async () => ({
    value: await api.call("createTrack", { body: draft }),
  }));
  const lesson: Lesson = { api, step, track, key: crypto.randomUUID() };
  const socket = await step("socket", async () => ({
    value: await openSameOrigin(api, lesson.key),
  }));
  try {
    await restore(socket, lesson);
    const answers = await discuss(socket, lesson);
    await step("history", async () => {
      const count = await historyMatches(api, track, answers);
      return { value: undefined, detail: `${String(count)} messages` };
    });
    await makeModules(socket, lesson);
  } finally {
    socket.close();
  }
  if (ws !== undefined) await connectDirectly(ws, lesson);
}

/** Rejects with the step that failed. What was made is deleted either way. */
export async function journey(options: Options, step: Step): Promise<void> {
  const api = createApi(options.url);
  await step("health", async () => {
    await api.call("health");
    return { value: undefined };
  });
  await step("ready", async () => {
    const { parts } = await api.call("ready");
    return { value: undefined, detail: Object.keys(parts).join(", ") };
  });
  await step("guest", async () => {
    const { access_token: token } = await api.call("guestLogin");
    api.signIn(token);
    return { value: undefined };
  });
  const leave = (): Promise<unknown> => api.call("deleteMe", { body: {} });
  try {
    await learn(api, options, step);
  } catch (error) {
    await leave().catch(() => undefined);
    throw error;
  }
  await step("goodbye", async () => {
    await leave();
    return { value: undefined, detail: "guest deleted" };
  });
}
