// L9 and L14: whatever is done to a plan, and in whatever order, no module's progress is lost, and what is in force is what
// was shown or brought back. Random sequences through the front door; PLAN_SEQUENCES and PLAN_STEPS say how many, how long.
import { strict as assert } from "node:assert";
import type { Track } from "@ai-learning/protocol/track";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  anonymous,
  guest,
  newPerson,
  password,
  registered,
  type Client,
} from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, historyOf, newTitle, say, track } from "../support/learning.ts";

const sequences = Number(process.env["PLAN_SEQUENCES"] ?? 2);
const steps = Number(process.env["PLAN_STEPS"] ?? 40);

/** One step; the numbers choose a module, a place, a title, hours. */
const step = fc.record({
  kind: fc.constantFrom(
    "mentor",
    "hand",
    "hand",
    "stale",
    "finalise",
    "finalise",
    "undo",
    "restore",
    "progress",
    "progress",
    "account",
  ),
  change: fc.constantFrom("add", "rename", "remove", "move", "hours"),
  at: fc.nat(1_000),
  to: fc.nat(1_000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Module {
  readonly title: string;
  readonly hours: number;
}
/** The message a plan stands in. */
interface Place {
  readonly message_id: string;
  readonly attempt: number;
}
type Status = Track["modules"][number]["status"];

/** A plan after one change. Titles are never used twice, so that a module is known by its own. */
function changed(plan: readonly Module[], { change, at, to }: Step, name: string): Module[] {
  const place = at % plan.length;
  const next = [...plan];
  const module = plan[place] ?? { title: name, hours: 1 };
  if (change === "add" || (change === "remove" && plan.length === 1)) {
    if (plan.length < 20) next.splice(to % (plan.length + 1), 0, { title: name, hours: 2 });
  } else if (change === "rename") next[place] = { ...module, title: name };
  else if (change === "hours") next[place] = { ...module, hours: 1 + (to % 9) };
  else {
    next.splice(place, 1);
    if (change === "move") next.splice(to % plan.length, 0, module);
  }
  return next;
}

const asMarkdown = (plan: readonly Module[]): string => {
  const total = plan.reduce((sum, one) => sum + one.hours, 0);
  return [
    `## Course plan: Pottery\n**Total: ${total} h**`,
    ...plan.map(
      ({ title, hours }, at) => `### Module ${at + 1}. ${title} — ${hours} h\n- About ${title}`,
    ),
    `**Total: ${total} h**`,
  ].join("\n\n");
};

/** A learner at work, and what they expect to find. */
class Learner {
  #client: Client;
  readonly #track: Track;
  #isGuest = true;
  #names = 0;
  /** Where the plan on screen stands. */
  #shown: Place | null = null;
  #plan: readonly Module[] = [];
  /** Ids of the modules in force, revision by revision, and which one each was made over. */
  readonly #log: { readonly ids: readonly string[]; readonly base: number | null }[] = [];
  /** Progress by module. */
  readonly #progress = new Map<string, Status>();

  private constructor(client: Client, made: Track) {
    this.#client = client;
    this.#track = made;
  }

  static async begin(): Promise<Learner> {
    const client = await guest();
    const learner = new Learner(client, await track(client, { title: newTitle() }));
    await learner.#mentor([
      { title: learner.#name(), hours: 2 },
      { title: learner.#name(), hours: 3 },
    ]);
    return learner;
  }

  async do(one: Step): Promise<void> {
    if (one.kind === "mentor") await this.#mentor(changed(this.#plan, one, this.#name()));
    else if (one.kind === "hand") await this.#edit(changed(this.#plan, one, this.#name()));
    else if (one.kind === "stale") await this.#stale();
    else if (one.kind === "finalise") await this.#finalise();
    else if (one.kind === "undo") await this.#undo();
    else if (one.kind === "restore") await this.#restore(one.at);
    else if (one.kind === "progress") await this.#advance(one);
    else await this.#becomeAccount(one.at % 2 === 0);
  }

  /** Compares everything that is stored with what there should be. */
  async check(): Promise<void> {
    const rows = await database()<{ id: string; status: Status; archived: boolean }[]>`
      select id, status, archived_at is not null as archived from course_modules
      where track_id = ${this.#track.id} order by module_number`;
    const stored = new Map(rows.map((row) => [row.id, row.status]));
    assert.deepEqual(stored, this.#progress);
    const inForce = rows.filter((row) => !row.archived).map((row) => row.id);
    assert.deepEqual(inForce, this.#log.at(-1)?.ids ?? []);
    const log = await database()<{ base: number | null; modules: { id: string }[] }[]>`
      select base, modules from plan_revisions where track_id = ${this.#track.id} order by number`;
    assert.deepEqual(
      log.map(({ base, modules }) => ({ base, ids: modules.map((one) => one.id) })),
      this.#log,
    );
  }

  #name(): string {
    this.#names += 1;
    return `Part ${this.#names} of ${this.#track.title}`;
  }

  async #mentor(plan: readonly Module[]): Promise<void> {
    const { message_id } = await say(this.#client, this.#track, `[say]\n${asMarkdown(plan)}`);
    this.#shown = { message_id, attempt: 1 };
    this.#plan = plan;
  }

  #request(plan: readonly Module[], basedOn: Place | null) {
    const modules = plan.map((one) => ({ ...one, topics: [`About ${one.title}`] }));
    return {
      params: { id: this.#track.chat_id },
      body: { plan: { modules }, based_on: basedOn, client_message_id: crypto.randomUUID() },
    };
  }

  async #edit(plan: readonly Module[]): Promise<void> {
    const { message } = await this.#client.ok("savePlan", this.#request(plan, this.#shown));
    this.#shown = { message_id: message.id, attempt: message.attempt };
    this.#plan = plan;
  }

  async #stale(): Promise<void> {
    const before = await historyOf(this.#client, this.#track);
    const other = { message_id: crypto.randomUUID(), attempt: 1 };
    await this.#client.refused("plan_changed", "savePlan", this.#request(this.#plan, other));
    assert.deepEqual(await historyOf(this.#client, this.#track), before);
  }

  #note(modules: Track["modules"]): void {
    const ids = modules.map((one) => one.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) if (!this.#progress.has(id)) this.#progress.set(id, "not_started");
    this.#log.push({ ids, base: this.#log.length || null });
    assert.deepEqual(
      modules.map((one) => one.status),
      ids.map((id) => this.#progress.get(id)),
    );
  }

  async #finalise(): Promise<void> {
    const [last] = (await historyOf(this.#client, this.#track)).slice(-1);
    const done = await finalize(this.#client, this.#track);
    // Asked for again with nothing said since, it is the same finalisation.
    if (last?.message_type === "finalization") return;
    assert.equal(done.from_plan, true);
    assert.deepEqual(
      done.modules.map(({ title, estimated_duration_hours: hours }) => ({ title, hours })),
      this.#plan,
    );
    this.#note(done.modules);
  }

  async #undo(): Promise<void> {
    const request = { params: { id: this.#track.id }, body: { revision: this.#log.length || 1 } };
    const base = this.#log.at(-1)?.base ?? null;
    if (base === null) {
      await this.#client.refused("nothing_to_undo", "undoRevision", request);
      return;
    }
    const { modules } = await this.#client.ok("undoRevision", request);
    assert.deepEqual(
      modules.map((one) => one.id),
      this.#log[base - 1]?.ids,
    );
    this.#note(modules);
  }

  async #restore(at: number): Promise<void> {
    const { archived } = await this.#client.ok("listRevisions", { params: { id: this.#track.id } });
    const module = archived[at % Math.max(1, archived.length)];
    if (module === undefined) return;
    const request = { params: { id: this.#track.id, module_id: module.id } };
    const now = this.#log.at(-1)?.ids ?? [];
    if (now.length === 20) {
      await this.#client.refused("too_many_modules", "restoreModule", request);
      return;
    }
    const { modules } = await this.#client.ok("restoreModule", request);
    assert.deepEqual(
      modules.map((one) => one.id),
      [...now, module.id],
    );
    this.#note(modules);
  }

  async #advance({ at, to }: Step): Promise<void> {
    const ids = [...this.#progress.keys()];
    const id = ids[at % Math.max(1, ids.length)];
    if (id === undefined) return;
    const status = (["in_progress", "completed", "paused"] as const)[to % 3] ?? "completed";
    await database()`update course_modules set status = ${status} where id = ${id}`;
    this.#progress.set(id, status);
  }

  async #becomeAccount(isNew: boolean): Promise<void> {
    if (!this.#isGuest) return;
    this.#isGuest = false;
    if (isNew) {
      const { access_token, user } = await this.#client.ok("register", { body: newPerson() });
      this.#client = this.#client.with({ token: access_token, user });
      return;
    }
    const account = await registered();
    const { access_token, user } = await this.#client.ok("login", {
      body: { email: account.user.email, password },
    });
    this.#client = anonymous().with({ token: access_token, user });
  }
}

test(
  `no progress is lost in ${String(sequences)} sequences of ${String(steps)} steps`,
  async () => {
    const sequence = fc.array(step, { minLength: steps, maxLength: steps });
    await expect(
      fc.assert(
        fc.asyncProperty(sequence, async (all) => {
          const learner = await Learner.begin();
          for (const one of all) {
            await learner.do(one);
            await learner.check();
          }
        }),
        // A shorter sequence would take as long again to find.
        { numRuns: sequences, endOnFailure: true },
      ),
    ).resolves.toBeUndefined();
  },
  sequences * steps * 2_000,
);
