// The whole way of a guest through a deployment: from a look at its health to modules, and out again.
import type { Track } from "@ai-learning/protocol/track";
import { asStreamed, describeAnswer, follow, type Answer } from "./answer.ts";
import { Api, complaint } from "./api.ts";
import { openDirect, openSameOrigin } from "./doors.ts";
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
};

/** Sends a frame that opens a turn, and names the turn's answer. */
async function open(socket: Socket, frame: Readonly<Record<string, unknown>>): Promise<string> {
  const client_message_id = crypto.randomUUID();
  socket.send({ ...frame, client_message_id });
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
  const { history } = await api.ok("getHistory", {
    path: { id: track.chat_id },
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

async function learn(api: Api, { url, ws }: Options, step: Step): Promise<void> {
  const track = await step("track", async () => ({
    value: await api.ok("createTrack", { body: draft }),
  }));
  const key = crypto.randomUUID();
  const place = { session_id: key, track_id: track.id };
  const socket = await step("socket", async () => ({
    value: await openSameOrigin(api, url, key),
  }));
  try {
    await step("restore", async () => {
      socket.send({ type: "restore_chat", track_id: track.id, protocol: 2 });
      const { has_existing_chat: isOld } = await socket.of("chat_restored");
      if (isOld) throw new SmokeError("a new track has a dialogue already");
      return { value: undefined };
    });
    const plan = await step(
      "plan",
      async () => {
        const body = { ...place, skill_area: draft.skill_area };
        const { message_id: id } = await api.accepted("welcome", body);
        const value = asStreamed(await follow(socket, id));
        return { value, detail: describeAnswer(value) };
      },
      2 * minute,
    );
    const change = await step(
      "change",
      async () => {
        const id = await open(socket, { type: "text", message: "Add a module on testing" });
        const value = asStreamed(await follow(socket, id));
        return { value, detail: describeAnswer(value) };
      },
      2 * minute,
    );
    const first = await step(
      "stop",
      async () => {
        const id = await open(socket, { type: "text", message: "Make the first module longer" });
        const value = await stopped(socket, id);
        const detail = value.status === "stopped" ? "" : "it was written before the stop arrived";
        return { value, detail };
      },
      2 * minute,
    );
    const again = await step(
      "again",
      async () => {
        socket.send({ type: "regenerate", message_id: first.id, attempt: first.attempt });
        const value = asStreamed(await follow(socket, first.id));
        if (value.attempt > first.attempt) return { value, detail: describeAnswer(value) };
        throw new SmokeError("the answer was not written anew");
      },
      2 * minute,
    );
    await step("history", async () => {
      const count = await historyMatches(api, track, [plan, change, again]);
      return { value: undefined, detail: `${String(count)} messages` };
    });
    await step(
      "modules",
      async () => {
        const { message_id: id } = await api.accepted("finalize", place);
        await follow(socket, id);
        const { modules } = await api.ok("getTrack", { path: { id: track.id } });
        if (modules.length === 0) throw new SmokeError("the track has no modules");
        return { value: undefined, detail: `${String(modules.length)} modules` };
      },
      3 * minute,
    );
  } finally {
    socket.close();
  }
  if (ws === undefined) return;
  await step("direct socket", async () => {
    const other = await openDirect(api, ws, key);
    try {
      other.send({ type: "restore_chat", protocol: 2 });
      const { message_count: count } = await other.of("chat_restored");
      if (count === 0) throw new SmokeError("the dialogue is not there by the direct socket");
      return { value: undefined, detail: `${String(count)} messages restored` };
    } finally {
      other.close();
    }
  });
}

/** Rejects with the step that failed. What was made is deleted either way. */
export async function journey(options: Options, step: Step): Promise<void> {
  const api = new Api(options.url);
  await step("health", async () => {
    const reply = await api.send("GET", "/api/health");
    const { database, model } = (reply.body ?? {}) as { database?: unknown; model?: unknown };
    if (reply.status === 200 && database === "reachable") {
      return { value: undefined, detail: String(model) };
    }
    throw new SmokeError(`GET /api/health answered ${complaint(reply)}`);
  });
  await step("guest", async () => {
    const { access_token: token } = await api.ok("guestLogin");
    api.token = token;
    return { value: undefined };
  });
  try {
    await learn(api, options, step);
  } catch (error) {
    await api.send("DELETE", "/api/auth/me", { body: {} }).catch(() => undefined);
    throw error;
  }
  await step("goodbye", async () => {
    const { status } = await api.send("DELETE", "/api/auth/me", { body: {} });
    if (status === 200) return { value: undefined, detail: "guest deleted" };
    throw new SmokeError(
      `the guest was not deleted: DELETE /api/auth/me answered ${String(status)}`,
    );
  });
}
