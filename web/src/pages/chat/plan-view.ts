// What the plan panel shows of a chat: its plan, what changed since the one before, and what finalising it would do.
import type { Message } from "@ai-learning/client/model";
import { normaliseTitle } from "@ai-learning/protocol/module-title";
import { createTrail, keptPlaces } from "@ai-learning/protocol/plan-follow";
import { readPlan, type Plan, type PlanModule } from "@ai-learning/protocol/plan";
import { newestPlan } from "@ai-learning/protocol/plan-shown";
import { comparePlans, type ModuleChange } from "@ai-learning/protocol/plan-compare";
import type { CourseModule } from "@ai-learning/protocol/track";
import { progressOf, type Outcome, type Outcomes } from "../../components/outcome.ts";

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

const planned = (module: CourseModule): PlanModule => ({
  title: module.title,
  hours: module.estimated_duration_hours,
  summary: module.description,
  topics: module.learning_objectives,
});

/**
 * What becomes of the modules in force when a plan is finalised.
 *
 * @param since the plans since they were made, oldest first; the last is the one
 * @param archived the modules that left the course; one whose title the plan has comes back
 */
export function outcomesOf(
  inForce: readonly CourseModule[],
  since: readonly Plan[],
  archived: readonly CourseModule[] = [],
): Outcomes {
  const modules = since.at(-1)?.modules ?? [];
  const places = keptPlaces(inForce.map(planned), since);
  const away = new Set(archived);
  const returning = (title: string): CourseModule | undefined => {
    const same = normaliseTitle(title);
    const old = [...away].find((one) => normaliseTitle(one.title) === same);
    if (old !== undefined) away.delete(old);
    return old;
  };
  const outcomes = modules.map(({ title }, at): [keyof Outcomes, Outcome] => {
    const old = inForce[places[at] ?? -1];
    if (old !== undefined) {
      const progress = progressOf(old);
      return old.title === title
        ? ["kept", { title, before: null, progress }]
        : ["renamed", { title, before: old.title, progress }];
    }
    const back = returning(title);
    return back === undefined
      ? ["added", { title, before: null, progress: null }]
      : ["restored", { title, before: null, progress: progressOf(back) }];
  });
  const all = (kind: keyof Outcomes): Outcome[] =>
    outcomes.filter(([one]) => one === kind).map(([, outcome]) => outcome);
  const leaving = inForce
    .filter((_, place) => !places.includes(place))
    .map((one): Outcome => ({ title: one.title, before: null, progress: progressOf(one) }));
  return {
    kept: all("kept"),
    renamed: all("renamed"),
    restored: all("restored"),
    added: all("added"),
    archived: leaving,
  };
}

/** The plans since the modules in force were made, oldest first, as far as they are on the page. */
export function plansSince(messages: readonly Message[]): readonly Plan[] {
  const trail = createTrail();
  for (const { kind, sender, status, text } of messages) {
    const isWhole = sender === "user" || status === "complete";
    if (kind === "finalization") {
      if (sender === "ai" && isWhole) trail.finalised();
    } else if (isWhole) trail.add(text);
  }
  return trail.plans();
}
