// What the plan panel shows of a chat: its plan, what changed since the one before, and what finalising it would do.
import { readPlan, type Plan, type PlanModule } from "@ai-learning/protocol/plan";
import { newestPlan } from "@ai-learning/protocol/plan-shown";
import { comparePlans, type ModuleChange } from "@ai-learning/protocol/plan-compare";
import type { CourseModule } from "@ai-learning/protocol/track";

/** The text of one message that may show a plan. */
export interface Source {
  readonly id: string;
  /** Of the text. */
  readonly attempt: number;
  readonly text: string;
  /** The mentor is writing it. */
  readonly isGrowing: boolean;
}

type Read = (source: Source) => Plan | null;

/** Reads plans and remembers them: a text that has not changed is read once. */
export function createReader(): Read {
  const known = new Map<string, { readonly text: string; readonly plan: Plan | null }>();
  return ({ id, text }) => {
    const last = known.get(id);
    if (last?.text === text) return last.plan;
    const plan = readPlan(text);
    known.set(id, { text, plan });
    return plan;
  };
}

export interface ShownPlan {
  /** The message it stands in, and the attempt that its text is of. */
  readonly id: string;
  readonly attempt: number;
  readonly plan: Plan;
  readonly isGrowing: boolean;
  /** The plan before it in the chat. */
  readonly before: Plan | null;
}

/** The newest plan in the messages, which are given oldest first. */
export function planIn(sources: readonly Source[], read: Read): ShownPlan | null {
  const newest = newestPlan(sources, read);
  if (newest === null) return null;
  const { source, plan, before } = newest;
  return { id: source.id, attempt: source.attempt, plan, isGrowing: source.isGrowing, before };
}

/** Hours of all modules; of modules without hours the stated total counts; `null` where neither is known. */
export function plannedHours({ modules, totalHours }: Plan): number | null {
  const hours = modules.map((one) => one.hours).filter((one) => one !== null);
  if (hours.length < modules.length) return totalHours;
  // Decimal hours add up without the noise of binary fractions.
  return Math.round(hours.reduce((sum, one) => sum + one, 0) * 100) / 100;
}

/** What changed about one module. */
export type Mark =
  | { readonly kind: "added" }
  | { readonly kind: "moved"; readonly from: number }
  | { readonly kind: "renamed"; readonly before: string }
  | { readonly kind: "hours"; readonly before: number | null };

export interface PlanChanges {
  /** Of each module, in the order of the plan. */
  readonly marks: readonly (readonly Mark[])[];
  /** Titles of the modules that are gone. */
  readonly removed: readonly string[];
}

const none: PlanChanges = { marks: [], removed: [] };

/** The changes since the plan before it; none while it is being written, when nearly all would count as removed. */
export function changesOf({ plan, before, isGrowing }: ShownPlan): PlanChanges {
  if (before === null || isGrowing) return none;
  const changes = comparePlans(before, plan);
  const titleOf = (place: number): string => before.modules[place]?.title ?? "";
  const marksOf = (change: ModuleChange): Mark[] => {
    if (change.before === null) return [{ kind: "added" }];
    const marks: Mark[] = [];
    if (change.isRenamed) marks.push({ kind: "renamed", before: titleOf(change.before) });
    if (change.hours !== null) marks.push({ kind: "hours", before: change.hours.before });
    if (change.isMoved) marks.push({ kind: "moved", from: change.before + 1 });
    return marks;
  };
  return {
    marks: changes.filter((one) => one.after !== null).map(marksOf),
    removed: changes.flatMap((one) =>
      one.after === null && one.before !== null ? [titleOf(one.before)] : [],
    ),
  };
}

/** What finalising does to one module. */
export interface Outcome {
  readonly title: string;
  /** Its title until now, where that is another. */
  readonly before: string | null;
  /** The progress that stays with it; `null` for none. */
  readonly progress: Exclude<CourseModule["status"], "not_started"> | null;
}

export interface Outcomes {
  readonly kept: readonly Outcome[];
  readonly renamed: readonly Outcome[];
  readonly added: readonly Outcome[];
  readonly archived: readonly Outcome[];
}

const planned = (module: CourseModule): PlanModule => ({
  title: module.title,
  hours: module.estimated_duration_hours,
  summary: module.description,
  topics: module.learning_objectives,
});

/** What becomes of the modules in force when a plan is finalised. */
export function outcomesOf(inForce: readonly CourseModule[], plan: Plan): Outcomes {
  const kept: Outcome[] = [];
  const renamed: Outcome[] = [];
  const added: Outcome[] = [];
  const archived: Outcome[] = [];
  for (const change of comparePlans({ modules: inForce.map(planned) }, plan)) {
    const old = change.before === null ? undefined : inForce[change.before];
    const title = change.after === null ? old?.title : plan.modules[change.after]?.title;
    const progress = old === undefined || old.status === "not_started" ? null : old.status;
    const outcome = { title: title ?? "", before: null, progress };
    if (old === undefined) added.push(outcome);
    else if (change.after === null) archived.push(outcome);
    else if (change.isRenamed) renamed.push({ ...outcome, before: old.title });
    else kept.push(outcome);
  }
  return { kept, renamed, added, archived };
}
