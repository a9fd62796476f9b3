// L14: what an objective is stays that, however its plan is made anew: it is known by its text inside its module, never by
// its place, never by a namesake elsewhere; and no lesson, text, note or talk is lost on the way. Random replans against
// core's own functions; REPLAN_ROUNDS says how many sequences of a hundred steps.
import { strict as assert } from "node:assert";
import { randomUUID } from "node:crypto";
import type { match as Match } from "@ai-learning/core/module/match";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { coreFolders, ownDatabase, type OwnDatabase } from "../support/own-database.ts";
import {
  expectedObjectives,
  expectedOrder,
  objectiveKey,
  type Module,
  type Planned,
  type Snapshot,
} from "./replan-model.ts";
import { replanned, step, type Step } from "./replan-steps.ts";

const rounds = Number(process.env["REPLAN_ROUNDS"] ?? 3);
const steps = 100;
/** A track has at most so many modules in force here: few enough to meet each other often. */
const mostModules = 7;

let database: OwnDatabase;
let match: typeof Match;

beforeAll(async () => {
  database = await ownDatabase(2);
  const { migrate } = await import("@ai-learning/core/adapters/migrate");
  await migrate(coreFolders);
  ({ match } = await import("@ai-learning/core/module/match"));
}, 60_000);
afterAll(() => database.stop());

type Values = Readonly<Record<string, unknown>>;

async function ask(name: string, input: Values): Promise<Values> {
  const [row] = await database.sql<{ result: Values }[]>`
    select ${database.sql(name)}(${database.sql.json(input as never)}) as result`;
  return row?.result ?? {};
}

/** A module in force has the objectives that its plan says: those that it knew, and new ones. */
function compareObjectives(before: Snapshot, after: Snapshot, wanted: Planned): void {
  const expected = expectedObjectives(before, wanted);
  const stored = after.objectives.filter(
    ({ module_id, archived }) => module_id === wanted.id && !archived,
  );
  assert.deepEqual(
    stored.map(({ text }) => text),
    expected.map(({ text }) => text),
  );
  const old = new Set(before.objectives.map(({ id }) => id));
  for (const [at, { id }] of expected.entries()) {
    const given = stored[at]?.id ?? "";
    if (id !== null) assert.equal(given, id, "the same text is the same objective");
    else assert.ok(!old.has(given), "a new text is a new objective");
  }
}

/** A module that is not in the plan is archived, with its objectives as they are. */
function compareLeft(before: Snapshot, after: Snapshot, kept: ReadonlySet<string>): void {
  for (const old of before.modules.filter(({ id }) => !kept.has(id))) {
    const now = after.modules.find(({ id }) => id === old.id);
    assert.ok(now?.archived);
    assert.deepEqual(
      { ...now, archived: true, archived_at: null },
      {
        ...old,
        archived: true,
        archived_at: null,
      },
    );
    const own = (of: Snapshot) => of.objectives.filter(({ module_id }) => module_id === old.id);
    assert.deepEqual(own(after), own(before));
  }
}

class Learner {
  readonly #user = randomUUID();
  readonly #track = randomUUID();
  /** Every objective there ever was, by id: its module and its normalised text. */
  readonly #known = new Map<string, string>();
  #now: Snapshot = { modules: [], objectives: [], learning: {}, newest: 0, base: null };

  static async begin(): Promise<Learner> {
    const learner = new Learner();
    await database.sql`
      insert into users (id, email, password_hash, first_name, last_name)
      values (${learner.#user}, ${`${learner.#user}@replan.test`}, '!', 'A', 'B')`;
    await database.sql`
      insert into learning_tracks (id, user_id, title) values (${learner.#track}, ${learner.#user}, 'Knots')`;
    await learner.#store([
      { id: randomUUID(), title: "Ropes", hours: 2, objectives: ["Kinds of rope", "Care"] },
      { id: randomUUID(), title: "Bends", hours: 3, objectives: ["Care", "Sheet bend"] },
    ]);
    learner.#now = await learner.#snapshot();
    learner.#check(learner.#now);
    return learner;
  }

  /** Takes one step, and compares everything stored with what there should be. */
  async do(one: Step): Promise<void> {
    const before = this.#now;
    const touched = await this.#act(one);
    const after = await this.#snapshot();
    this.#now = after;
    this.#check(after);
    if (touched.part === "learning") {
      assert.deepEqual(after.modules, before.modules);
      assert.deepEqual(after.objectives, before.objectives);
      return;
    }
    assert.deepEqual(after.learning, before.learning, "what was learnt is as it was");
    const inForce = after.modules.filter((module) => !module.archived);
    assert.equal(inForce.length, touched.expected.length);
    for (const [at, wanted] of touched.expected.entries()) {
      this.#compare(wanted, inForce[at], at);
      compareObjectives(before, after, wanted);
    }
    compareLeft(before, after, new Set(touched.expected.map(({ id }) => id)));
  }

  #compare(wanted: Planned, stored: Module | undefined, at: number): void {
    assert.deepEqual(
      { ...stored, archived_at: null },
      {
        id: wanted.id,
        number: at + 1,
        title: wanted.title,
        hours: wanted.hours,
        texts: wanted.objectives,
        archived: false,
        archived_at: null,
      },
    );
  }

  /** What is true at any time. */
  #check(now: Snapshot): void {
    const keys = new Set<string>();
    for (const { id, module_id, text } of now.objectives) {
      const key = `${module_id} ${objectiveKey(text)}`;
      assert.equal(this.#known.get(id) ?? key, key, "an objective keeps its module and its text");
      assert.ok(!keys.has(key), "a text is one objective of its module");
      keys.add(key);
      this.#known.set(id, key);
    }
    const ids = new Set(now.objectives.map(({ id }) => id));
    for (const id of this.#known.keys()) assert.ok(ids.has(id), "no objective is deleted");
    for (const module of now.modules) {
      const inForce = now.objectives.filter(
        ({ module_id, archived }) => module_id === module.id && !archived,
      );
      assert.deepEqual(
        inForce.map(({ position }) => position),
        inForce.map((_, at) => at + 1),
        "places are 1 to n",
      );
      const mirrored = new Set(module.texts.filter((text) => text.trim()).map(objectiveKey));
      assert.deepEqual(
        inForce.map(({ text }) => objectiveKey(text)),
        [...mirrored],
        "the list of the module says the same",
      );
    }
    const numbers = now.modules.filter(({ archived }) => !archived).map(({ number }) => number);
    assert.deepEqual(
      numbers,
      numbers.map((_, at) => at + 1),
    );
  }

  async #act(
    one: Step,
  ): Promise<
    { readonly part: "plan"; readonly expected: readonly Planned[] } | { readonly part: "learning" }
  > {
    if (one.kind === "undo") return { part: "plan", expected: await this.#undo() };
    if (one.kind === "restore") return { part: "plan", expected: await this.#restore(one.at) };
    if (one.kind === "replan") return { part: "plan", expected: await this.#replan(one) };
    await this.#learn(one);
    return { part: "learning" };
  }

  #inForce(): Module[] {
    return this.#now.modules.filter(({ archived }) => !archived);
  }

  #store(modules: readonly Planned[]): Promise<unknown> {
    const list = modules.map(({ id, title, hours, objectives }) => ({
      id,
      title,
      description: "",
      learning_objectives: objectives,
      estimated_duration_hours: hours,
      source: null,
    }));
    return database.sql`
      select store_modules(${this.#track}, ${database.sql.json(list)}, 'plan', null)`;
  }

  /** As a finalisation does it: the modules as its prompt has them, matched with the plan, stored. */
  async #replan(one: Step): Promise<Planned[]> {
    const plan = replanned(this.#now, one, mostModules);
    const context = await ask("read_context", { user_id: this.#user, track_id: this.#track });
    const matched = match(
      context["modules"] as Parameters<typeof Match>[0],
      plan.map(({ title, hours, objectives, previous }, at) => ({
        module_number: at + 1,
        title,
        description: "",
        estimated_duration_hours: hours,
        learning_objectives: [...objectives],
        previous_number: previous,
      })),
    );
    const order = expectedOrder(this.#now.modules, plan);
    const old = new Set(this.#now.modules.map(({ id }) => id));
    for (const [at, id] of order.entries()) {
      const given = matched[at]?.id ?? "";
      if (id !== null) assert.equal(given, id, "a module goes on as itself");
      else assert.ok(!old.has(given), "a module that continues none is new");
    }
    const wanted = plan.map(({ title, hours, objectives }, at) => ({
      id: matched[at]?.id ?? "",
      title,
      hours,
      objectives,
    }));
    await this.#store(wanted);
    return wanted;
  }

  async #undo(): Promise<Planned[]> {
    const { newest, base } = this.#now;
    const rows = await database.sql<
      { id: string; title: string; hours: number; texts: string[] }[]
    >`
      select e ->> 'id' as id, e ->> 'title' as title, e -> 'learning_objectives' as texts,
        (e ->> 'estimated_duration_hours')::integer as hours
      from plan_revisions r, jsonb_array_elements(r.modules) with ordinality as x (e, o)
      where r.track_id = ${this.#track} and r.number = ${base ?? newest} order by o`;
    const undone = await ask("undo_revision", {
      user_id: this.#user,
      track_id: this.#track,
      revision: newest,
    });
    assert.equal(undone["outcome"], base === null ? "nothing_to_undo" : "undone");
    return rows.map(({ texts, ...row }) => ({ ...row, objectives: texts }));
  }

  async #restore(at: number): Promise<Planned[]> {
    const asPlanned = ({ id, title, hours, texts }: Module): Planned => {
      return { id, title, hours, objectives: texts };
    };
    const now = this.#inForce();
    const archived = this.#now.modules.filter((module) => module.archived);
    const module = archived[at % Math.max(1, archived.length)];
    if (module === undefined) return now.map(asPlanned);
    const { outcome } = await ask("restore_module", {
      user_id: this.#user,
      track_id: this.#track,
      module_id: module.id,
      max_modules: mostModules,
    });
    const isFull = now.length >= mostModules;
    assert.equal(outcome, isFull ? "too_many_modules" : "restored");
    return (isFull ? now : [...now, module]).map(asPlanned);
  }

  async #learn({ kind, at, to }: Step): Promise<void> {
    const modules = this.#inForce();
    const module = modules[at % modules.length];
    if (module === undefined) return;
    const { learning } = this.#now;
    if (kind === "outline") await this.#outline(module, to);
    else if (kind === "talk") await this.#talk(module);
    else {
      const rows = learning[kind === "note" ? "assignments" : "lessons"] ?? [];
      const own = rows.filter((row) => row["module_id"] === module.id && !row["archived_at"]);
      const id = own[to % Math.max(1, own.length)]?.["id"];
      if (typeof id !== "string") await this.#outline(module, to);
      else if (kind === "write") await this.#write(id);
      else if (kind === "note") await this.#change("change_assignment", "assignment_id", id, to);
      else await this.#change("change_lesson", "lesson_id", id, to);
    }
    await this.#nothingLost(learning);
  }

  /** Whatever there was is there, in the module where it was. */
  async #nothingLost(before: Snapshot["learning"]): Promise<void> {
    const { learning } = await this.#snapshot();
    for (const [table, rows] of Object.entries(before)) {
      if (table === "lesson_objectives") continue;
      const now = new Map(learning[table]?.map((row) => [row["id"], row]));
      for (const row of rows) {
        const kept = now.get(row["id"]);
        assert.ok(kept, `${table}: ${String(row["id"])} is there`);
        for (const field of ["module_id", "lesson_id", "chat_id", "message_content"]) {
          assert.equal(kept[field], row[field], `${table}: ${field}`);
        }
      }
    }
    for (const lesson of learning["lessons"] ?? []) {
      const old = before["lessons"]?.find(({ id }) => id === lesson["id"]);
      if (old?.["content"]) assert.notEqual(lesson["content"], null);
    }
  }

  async #outline(module: Module, to: number): Promise<void> {
    const own = (this.#now.learning["lessons"] ?? []).filter(
      (row) => row["module_id"] === module.id && !row["archived_at"],
    );
    // Some of the lessons go on, under other numbers; some are new.
    const kept = own.filter((_, place) => (to >> place) % 2 === 0).toReversed();
    const titles = [...kept.map((row) => String(row["id"])), randomUUID()];
    const ids = this.#now.objectives
      .filter(({ module_id, archived }) => module_id === module.id && !archived)
      .map(({ id }) => id);
    const outline = {
      lessons: titles.map((id, place) => ({
        id,
        title: `Lesson ${String(to)}.${String(place)}`,
        minutes: 30,
        objective_ids: ids.filter((_, number) => number % titles.length === place),
      })),
      practice: { id: randomUUID(), title: "Practise", instructions: "Do", minutes: 60 },
      project: null,
    };
    await database.sql`select store_outline(${module.id}, ${database.sql.json(outline)})`;
    const stored = await database.sql<{ id: string; lesson_number: number }[]>`
      select id, lesson_number from lessons
      where module_id = ${module.id} and archived_at is null order by lesson_number`;
    assert.deepEqual(
      [...stored],
      titles.map((id, place) => ({ id, lesson_number: place + 1 })),
    );
  }

  #places(): Values {
    return {
      user_id: this.#user,
      new_session_id: randomUUID(),
      new_primary_id: randomUUID(),
      new_chat_id: randomUUID(),
    };
  }

  async #talk(module: Module): Promise<void> {
    const opened = await ask("open_study_chat", { ...this.#places(), module_id: module.id });
    assert.equal(opened["outcome"], "found");
    const chat = String(opened["chat_id"]);
    await database.sql`
      insert into chat_messages (id, chat_id, position, sender_type, message_content)
      select gen_random_uuid(), ${chat}, coalesce(max(position), 0) + 1, 'user', 'Why?'
      from chat_messages where chat_id = ${chat}`;
  }

  /** Has the next text of a lesson asked for, and written at once. */
  async #write(lesson: string): Promise<void> {
    const texts = (this.#now.learning["lesson_versions"] ?? []).filter(
      (row) => row["lesson_id"] === lesson,
    ).length;
    const opened = await ask("open_lesson", {
      ...this.#places(),
      lesson_id: lesson,
      version: texts + 1,
      how: texts === 0 ? "first" : "simpler",
      opened_over: "http",
      reserve: 1,
      lesson_reserve: 1,
      limit: 1_000_000_000,
      guest_limit: 1_000_000_000,
      max_turns: 1_000,
      version_id: randomUUID(),
      answer_id: randomUUID(),
    });
    assert.equal(opened["outcome"], "accepted");
    const answer = String(opened["answer_id"]);
    await database.sql`
      with ended as (
        update chat_messages set status = 'complete', message_content = ${`Text ${answer}`}
        where id = ${answer} returning *)
      select keep_lesson_text(m) from (select (ended.*)::chat_messages as m from ended) x`;
  }

  async #change(name: string, field: string, id: string, to: number): Promise<void> {
    const changed = await ask(name, {
      user_id: this.#user,
      [field]: id,
      done: to % 3 !== 0,
      ...(name === "change_assignment" && { notes: `Note ${String(to)}` }),
    });
    assert.equal(changed["outcome"], "changed");
  }

  async #snapshot(): Promise<Snapshot> {
    const [row] = await database.sql<{ snapshot: Snapshot }[]>`
      with m as (select * from course_modules where track_id = ${this.#track}),
      l as (select * from lessons where module_id in (select id from m)),
      c as (select id, module_id, chat_name, status from chats where module_id in (select id from m)),
      rows (name, id, value) as (
        select 'lessons', id, to_jsonb(l) from l
        union all select 'lesson_versions', id, to_jsonb(v) from lesson_versions v
          where lesson_id in (select id from l)
        union all select 'lesson_objectives', lesson_id, to_jsonb(o) from lesson_objectives o
          where lesson_id in (select id from l)
        union all select 'assignments', id, to_jsonb(h) from homework_assignments h
          where module_id in (select id from m)
        union all select 'chats', id, to_jsonb(c) from c
        union all select 'messages', id, to_jsonb(x) from chat_messages x
          where chat_id in (select id from c))
      select jsonb_build_object(
        'modules', (select jsonb_agg(jsonb_build_object('id', id, 'number', module_number,
            'title', title, 'hours', estimated_duration_hours, 'texts', learning_objectives,
            'archived', archived_at is not null, 'archived_at', archived_at)
          order by archived_at desc nulls first, module_number) from m),
        'objectives', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id,
            'module_id', b.module_id, 'text', b.text, 'position', b.position,
            'archived', b.archived_at is not null) order by b.position, b.id), '[]')
          from objectives b where b.module_id in (select id from m)),
        'learning', (select coalesce(jsonb_object_agg(name, list), '{}') from (
          select name, jsonb_agg(value order by id, value) as list from rows group by name) t),
        'newest', (newest_revision(${this.#track})).number,
        'base', (newest_revision(${this.#track})).base) as snapshot`;
    if (row === undefined) throw new Error("There is no track");
    return row.snapshot;
  }
}

test(
  `objectives stay themselves in ${String(rounds)} sequences of ${String(steps)} steps`,
  async () => {
    await expect(
      fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: steps, maxLength: steps }), async (all) => {
          const learner = await Learner.begin();
          for (const one of all) await learner.do(one);
        }),
        // A shorter sequence would take as long again to find.
        { numRuns: rounds, endOnFailure: true },
      ),
    ).resolves.toBeUndefined();
  },
  30_000 + rounds * steps * 500,
);

test.each([
  ["Kinds of rope", "  KINDS, of rope!  "],
  ["Всё об узлах", "все об узлах."],
  ["Ⅳ ｒｏｐｅｓ", "iv ropes"],
  ["***", " *** "],
  ["Cut ✂️ it", "cut\u{200b} it"],
])("%s is the same objective as %s", async (one, other) => {
  const [row] = await database.sql`
    select objective_key(${one}) = objective_key(${other}) as same, objective_key(${one}) as key`;
  expect(row).toEqual({ same: true, key: objectiveKey(one) });
  expect(objectiveKey(other)).toBe(objectiveKey(one));
});

test.each([
  ["C", "C++"],
  ["Part 1", "Part 2"],
  ["अध्याय १", "अध्याय २"],
  ["कि", "का"],
  ["الفصل ١", "الفصل ٢"],
  ["?", "!"],
])("%s is another objective than %s", async (one, other) => {
  const [row] = await database.sql`
    select objective_key(${one}) = objective_key(${other}) as same`;
  expect(row).toEqual({ same: false });
});
