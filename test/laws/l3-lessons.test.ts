// L1 to L5 for lessons: whatever dies while a module's lessons are planned or a lesson is written, it ends once, is paid
// once, and is one text wherever it is read. LESSON_MOMENTS=10 breaks things at so many random moments instead;
// LESSON_SEED repeats a run of them.
import { strict as assert } from "node:assert";
import { randomInt } from "node:crypto";
import { rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Track } from "@ai-learning/protocol/track";
import { expect, onTestFinished, test } from "vitest";
import { randomFrom } from "../chaos/random.ts";
import { guest, type Client } from "../support/client.ts";
import { startCommand } from "../support/command.ts";
import { database } from "../support/database.ts";
import type { ResponseOf } from "../support/http.ts";
import { withModules } from "../support/lessons.ts";
import { modelCalls } from "../support/model.ts";
import { passingStack } from "../support/own-stack.ts";
import { assembled, Socket, type FrameOf } from "../support/socket.ts";
import { makeDataDir, shortTimes, type TestStack } from "../support/stack.ts";
import type { Target } from "../support/target.ts";
import { until } from "../support/until.ts";

const kinds = ["worker", "sockets", "wake-up", "tree"] as const;

/** What breaks, and when. */
interface Moment {
  readonly kind: (typeof kinds)[number];
  readonly during: "outline" | "lesson";
  /** Of three seconds that the work takes, how many milliseconds have passed. */
  readonly atMs: number;
}

const count = Number(process.env["LESSON_MOMENTS"] ?? 0);
const seed = Number(process.env["LESSON_SEED"] ?? randomInt(2 ** 31));

function randomMoments(): Moment[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => ({
    kind: random.one("kind", kinds),
    during: random.one("during", ["outline", "lesson", "lesson"] as const),
    atMs: random.index("at", 2_500),
  }));
}

const moments: readonly Moment[] =
  count > 0
    ? randomMoments()
    : [
        { kind: "worker", during: "lesson", atMs: 1_000 },
        { kind: "wake-up", during: "outline", atMs: 0 },
        { kind: "tree", during: "lesson", atMs: 1_000 },
      ];
if (count > 0) process.stderr.write(`LESSON_SEED=${String(seed)}\n`);

type Opened = ResponseOf<"startModule">;

/** A system with a learner in it, who has a module to begin. */
interface Scene {
  readonly client: Client;
  readonly made: Track;
  /** In every request to the model about the module. */
  readonly mark: string;
  readonly moduleId: string;
}

async function sceneOf(target: Target, { during }: Moment): Promise<Scene> {
  const client = await guest({ target });
  const mark = crypto.randomUUID().slice(0, 8);
  const slow = during === "outline" ? "[outline slow 3]" : "[lesson slow 3]";
  const made = await withModules(client, [
    { title: "Clay", hours: 2, summary: `Wet ${mark} ${slow}.`, topics: ["Kinds of clay"] },
  ]);
  return { client, made, mark, moduleId: made.modules[0]?.id ?? "" };
}

/** Begins the module, as often as it takes. */
const begin = ({ client, moduleId }: Scene): Promise<Opened> =>
  until(
    async () => {
      const request = { params: { id: moduleId } };
      const answer = await client.send("startModule", request).catch(() => undefined);
      return answer?.status === 200 && (answer.body as Opened);
    },
    { within: 60_000, what: "the beginning of the module" },
  );

/** A tab of our own page: others are not told of what was asked for over HTTP. */
async function tab(client: Client, made: Track): Promise<Socket> {
  const socket = await Socket.open(client, made.session_id);
  await socket.ask({ type: "ping", protocol: 2 }, "pong");
  return socket;
}

/** What tabs of the learner were sent. */
class Watcher {
  readonly #deltas: FrameOf<"ai_delta">[] = [];
  #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open({ client, made }: Scene): Promise<Watcher> {
    return new Watcher(await tab(client, made));
  }

  get isOpen(): boolean {
    return this.#socket.isOpen;
  }

  get deltas(): FrameOf<"ai_delta">[] {
    return [...this.#deltas, ...this.#socket.all("ai_delta")];
  }

  text(messageId: string): string {
    return assembled(this.deltas, messageId);
  }

  /** Comes back after its socket was cut, and goes on where it was. */
  async comeBack({ client, made }: Scene, messageId: string | null): Promise<void> {
    this.#deltas.push(...this.#socket.all("ai_delta"));
    const last = this.#deltas.findLast(({ message_id }) => message_id === messageId);
    this.#socket = await tab(client, made);
    if (messageId === null) return;
    const offset = this.text(messageId).length;
    const attempt = last?.attempt ?? 0;
    this.#socket.send({ type: "resume", protocol: 2, message_id: messageId, attempt, offset });
  }

  async end(messageId: string): Promise<FrameOf<"ai_response">> {
    return this.#socket.next("ai_response", ({ message_id }) => message_id === messageId);
  }
}

/** Everything after the fact: one text, one end, one bill. */
async function checkEnd(scene: Scene, watcher: Watcher, opened: Opened): Promise<void> {
  const { client, made, moduleId } = scene;
  const { lesson_id: id, message_id, chat_id } = opened;
  const page = await until(
    async () => {
      const now = await client.ok("getLesson", { params: { id } });
      const { status } = now.message ?? { status: "pending" };
      return status !== "pending" && status !== "generating" && now;
    },
    { within: 60_000, what: "the end of the lesson" },
  );
  expect(page.message).toMatchObject({ id: message_id, status: "complete" });
  const text = page.message?.content;
  expect(text).toContain("### Hint 3");
  const end = await watcher.end(message_id);
  expect(end).toMatchObject({ status: "complete", message: text });
  expect(watcher.text(message_id)).toBe(text);
  const late = await Socket.open(client, made.session_id);
  const frame = { type: "resume", protocol: 2, message_id, attempt: 0, offset: 0 };
  expect(await late.ask(frame, "ai_response")).toMatchObject({ message: text });
  expect(assembled(late.all("ai_delta"), message_id)).toBe(text);
  const query = { session_id: made.session_id };
  const { history } = await client.ok("getHistory", { params: { id: chat_id }, query });
  expect(history).toMatchObject([{ id: message_id, message_type: "lesson", content: text }]);

  const sql = database(client.target);
  const lessons = await sql`
    select l.content, (select count(*)::integer from lesson_versions v where v.lesson_id = l.id)
      as versions from lessons l where l.module_id = ${moduleId}`;
  expect(lessons).toEqual([{ content: text, versions: 1 }]);
  const jobs = await sql`select status from jobs where track_id = ${made.id}`;
  expect(jobs).toEqual([{ status: "complete" }]);
  await checkBill(scene);
}

/** Outline and lesson were each paid once; what was begun and lost costs nothing, and nothing is held back. */
async function checkBill({ client, made }: Scene): Promise<void> {
  const sql = database(client.target);
  const calls = await sql<{ kind: string; outcome: string | null }[]>`
    select kind, outcome from ai_calls
    where track_id = ${made.id} and kind in ('outline', 'lesson') order by kind, opened_at`;
  assert.ok(calls.every(({ outcome }) => outcome === "complete" || outcome === "abandoned"));
  const whole = calls.filter(({ outcome }) => outcome === "complete");
  expect(whole.map(({ kind }) => kind)).toEqual(["lesson", "outline"]);
  const days = await sql`
    select sum(d.spent)::integer as spent, sum(d.reserved)::integer as reserved,
      (select sum(coalesce(prompt_tokens, 0) + coalesce(completion_tokens, 0))::integer
        from ai_calls c where c.user_id = ${client.user.id} and outcome = 'complete') as paid
    from usage_days d where d.user_id = ${client.user.id}`;
  expect(days).toEqual([{ spent: days[0]?.["paid"], paid: days[0]?.["paid"], reserved: 0 }]);
}

/** Until the work has gone on for so long; the lesson's message, where that is what is worked on. */
async function reach(scene: Scene, watcher: Watcher, moment: Moment): Promise<Opened | null> {
  if (moment.during === "outline") {
    void begin(scene).catch(() => undefined);
    const isAsked = async (): Promise<boolean> =>
      (await modelCalls(scene.mark, scene.client.target)).some(({ body }) =>
        JSON.stringify(body).includes("module_data"),
      );
    await until(isAsked, { what: "the model to be asked for an outline" });
    // Not to wait for anything: this is the moment.
    await pause(moment.atMs);
    return null;
  }
  const opened = await begin(scene);
  // The model writes some 400 characters a second.
  await until(() => watcher.text(opened.message_id).length > 0.4 * moment.atMs, {
    what: "so much of the lesson",
  });
  return opened;
}

/** Loses the wake-ups of the job or of the turn that is opened now. */
async function loseWakeUps(
  stack: TestStack,
  scene: Scene,
  { during }: Moment,
): Promise<Opened | null> {
  const { client, moduleId } = scene;
  const params = { id: moduleId };
  if (during === "lesson") await client.ok("outlineModule", { params });
  stack.faults["queue.lose"] = 1;
  try {
    if (during === "lesson") return await begin(scene);
    await client.accepted("startModule", { params });
    return null;
  } finally {
    stack.faults["queue.lose"] = 0;
  }
}

async function onOneStack(moment: Moment): Promise<void> {
  const { stack, target } = await passingStack({ env: shortTimes, scheduleEveryMs: 2_000 });
  const scene = await sceneOf(target, moment);
  const watcher = await Watcher.open(scene);
  let opened: Opened | null;
  if (moment.kind === "wake-up") opened = await loseWakeUps(stack, scene, moment);
  else {
    opened = await reach(scene, watcher, moment);
    if (moment.kind === "worker") stack.functions.kill("generate", "busy");
    else {
      stack.faults["sockets.close"] = 1;
      await until(() => !watcher.isOpen, { what: "the cut" });
      stack.faults["sockets.close"] = 0;
      await watcher.comeBack(scene, opened?.message_id ?? null);
    }
  }
  await checkEnd(scene, watcher, opened ?? (await begin(scene)));
}

async function onTwoStacks(moment: Moment): Promise<void> {
  const dataDir = await makeDataDir();
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const command = await startCommand({ dataDir, env: shortTimes });
  onTestFinished(() => command.killTree());
  const scene = await sceneOf(command.target, moment);
  const watcher = await Watcher.open(scene);
  const opened = await reach(scene, watcher, moment);
  await command.killTree();
  const { target } = await passingStack({ dataDir, env: shortTimes, scheduleEveryMs: 2_000 });
  const back = { ...scene, client: scene.client.with({ target }) };
  await watcher.comeBack(back, opened?.message_id ?? null);
  await checkEnd(back, watcher, opened ?? (await begin(back)));
}

test.each(moments)(
  "$kind lost during the $during, at $atMs ms: one text, one end, one bill",
  { timeout: 240_000 },
  async (moment) => {
    const began = Date.now();
    const whole = moment.kind === "tree" ? onTwoStacks(moment) : onOneStack(moment);
    await expect(whole).resolves.toBeUndefined();
    if (count > 0) process.stderr.write(`whole after ${String(Date.now() - began)} ms\n`);
  },
);
