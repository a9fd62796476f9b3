// Rows of a generated course: the plan as it was agreed on, its modules, and what is practised in them.
import type { Learner } from "./learner.ts";
import { iso } from "./tables.ts";
import { answer, taskTitle, type PlannedModule } from "./texts.ts";
import type { Track } from "./track.ts";

/** A module in force. */
export interface Module {
  readonly id: string;
  readonly number: number;
  readonly planned: PlannedModule;
  readonly objectiveIds: readonly string[];
  readonly isLast: boolean;
  status: "not_started" | "in_progress" | "completed";
  updatedAt: number;
}

const asFinalised = ({ title, hours, summary, topics }: PlannedModule, number: number) => ({
  title,
  description: summary,
  module_number: number,
  previous_number: null,
  learning_objectives: topics,
  estimated_duration_hours: hours,
});

/** The first revision of a plan: its modules as they were agreed on. */
export function noteRevision(
  learner: Learner,
  { id, finalized }: Track,
  modules: readonly Module[],
): void {
  const drafts = modules.map(({ id, number, planned }) => {
    const { module_number: _, previous_number: __, ...draft } = asFinalised(planned, number);
    return { ...draft, id, source: asFinalised(planned, number) };
  });
  learner.store(
    "plan_revisions",
    learner.id(),
    id,
    1,
    finalized?.isFromPlan === true ? "plan" : "model",
    drafts,
    finalized?.answerId ?? null,
    iso(learner.now),
  );
}

/** A module as it stands at the end, with its objectives. */
export function storeModule(
  learner: Learner,
  track: Track,
  module: Module,
  createdAt: number,
): void {
  const { id, number, planned, objectiveIds, status, updatedAt } = module;
  const made = asFinalised(planned, number);
  learner.store(
    "course_modules",
    id,
    track.id,
    number,
    planned.title,
    planned.summary,
    planned.topics,
    planned.hours,
    made,
    status,
    iso(createdAt),
    iso(updatedAt),
  );
  for (const [at, topic] of planned.topics.entries()) {
    learner.store("objectives", objectiveIds[at] ?? "", id, at + 1, topic, iso(createdAt));
  }
}

/** What is practised in a module, and in the last one its project. */
export function storeTasks(learner: Learner, module: Module, at: number, isThrough: boolean): void {
  const { random, person } = learner;
  for (const kind of module.isLast ? (["practice", "project"] as const) : (["practice"] as const)) {
    const title = taskTitle(kind, person.locale);
    const doneAt = isThrough && random.is(0.6) ? iso(learner.now) : null;
    const notes = doneAt === null ? "" : answer(random, person.locale);
    learner.store(
      "homework_assignments",
      learner.id(),
      module.id,
      kind,
      `${title}: ${module.planned.title}`,
      `1. ${module.planned.title}`,
      kind === "project" ? 180 : 60,
      notes,
      doneAt,
      doneAt === null ? "assigned" : "submitted",
      iso(at),
      doneAt ?? iso(at),
    );
  }
}
