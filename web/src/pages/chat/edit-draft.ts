// A plan that is being edited: what can be done to it, what is wrong with it, and the request that saves it. Pure.
import { limits } from "@ai-learning/protocol/limits";
import { isClearTitle } from "@ai-learning/protocol/module-title";
import type { Plan } from "@ai-learning/protocol/plan";
import type { PlanEdit } from "@ai-learning/protocol/plan-edit";

/** A module as its fields have it. */
export interface DraftModule {
  /** Stays with the module while it moves. */
  readonly key: number;
  readonly title: string;
  readonly hours: string;
  readonly summary: string;
  /** One a line. */
  readonly topics: string;
}

export interface PlanDraft {
  readonly title: string;
  readonly level: Plan["level"];
  readonly modules: readonly DraftModule[];
}

/** The message, and its attempt, whose plan is edited. */
export type Base = PlanEdit["based_on"];

type Fields = Omit<DraftModule, "key">;
const noFields: Fields = { title: "", hours: "", summary: "", topics: "" };

const nextKey = ({ modules }: Pick<PlanDraft, "modules">): number =>
  Math.max(-1, ...modules.map((one) => one.key)) + 1;

export const draftOf = ({ title, level, modules }: Plan): PlanDraft => ({
  title: title ?? "",
  level,
  modules: modules.map((one, key) => ({
    key,
    title: one.title,
    hours: one.hours === null ? "" : String(one.hours),
    summary: one.summary ?? "",
    topics: one.topics.join("\n"),
  })),
});

/** An empty module after the others. */
export const withOneMore = (draft: PlanDraft): PlanDraft => ({
  ...draft,
  modules: [...draft.modules, { ...noFields, key: nextKey(draft) }],
});

export const without = (draft: PlanDraft, key: number): PlanDraft => ({
  ...draft,
  modules: draft.modules.filter((one) => one.key !== key),
});

/** A module that was removed, where it was. */
export const withBack = (draft: PlanDraft, module: DraftModule, at: number): PlanDraft => ({
  ...draft,
  modules: draft.modules.toSpliced(at, 0, module),
});

export const changed = (draft: PlanDraft, key: number, fields: Partial<Fields>): PlanDraft => ({
  ...draft,
  modules: draft.modules.map((one) => (one.key === key ? { ...one, ...fields } : one)),
});

/** The module in another place; places beyond the ends are the ends. */
export function moved(draft: PlanDraft, key: number, to: number): PlanDraft {
  const module = draft.modules.find((one) => one.key === key);
  if (module === undefined) return draft;
  const others = draft.modules.filter((one) => one !== module);
  const place = Math.min(Math.max(to, 0), others.length);
  return { ...draft, modules: others.toSpliced(place, 0, module) };
}

/** Whole hours that a module can have; undefined for any other text. */
export function hoursIn(text: string): number | undefined {
  const value = text.trim();
  const hours = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  return hours >= 1 && hours <= limits.maxHours ? hours : undefined;
}

/** Hours of the modules whose hours are right. */
export const sumOf = ({ modules }: PlanDraft): number =>
  modules.reduce((sum, one) => sum + (hoursIn(one.hours) ?? 0), 0);

const topicsIn = (text: string): string[] =>
  text
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** What is wrong with one field. */
export type Fault =
  | { readonly kind: "empty" | "html" | "hours" }
  | { readonly kind: "long" | "topics" | "topic"; readonly max: number };

export interface ModuleFaults {
  readonly title: Fault | undefined;
  readonly hours: Fault | undefined;
  readonly summary: Fault | undefined;
  readonly topics: Fault | undefined;
}

export interface Faults {
  readonly title: Fault | undefined;
  /** Of each module, in their order. */
  readonly modules: readonly ModuleFaults[];
  /** There are too few modules, or too many. */
  readonly count: "none" | "many" | undefined;
}

const long = (max: number): Fault => ({ kind: "long", max });

function titleFault(text: string): Fault | undefined {
  const title = text.trim();
  if (title.length > limits.titleChars) return long(limits.titleChars);
  return title === "" || isClearTitle(title) ? undefined : { kind: "html" };
}

function topicsFault(text: string): Fault | undefined {
  const topics = topicsIn(text);
  if (topics.length > limits.moduleTopics) return { kind: "topics", max: limits.moduleTopics };
  return topics.some((one) => one.length > limits.topicChars)
    ? { kind: "topic", max: limits.topicChars }
    : undefined;
}

const moduleFaults = (one: DraftModule): ModuleFaults => ({
  title: one.title.trim() === "" ? { kind: "empty" } : titleFault(one.title),
  hours: hoursIn(one.hours) === undefined ? { kind: "hours" } : undefined,
  summary: one.summary.length > limits.descriptionChars ? long(limits.descriptionChars) : undefined,
  topics: topicsFault(one.topics),
});

export const faultsOf = ({ title, modules }: PlanDraft): Faults => ({
  title: titleFault(title),
  modules: modules.map(moduleFaults),
  count: modules.length === 0 ? "none" : modules.length > limits.planModules ? "many" : undefined,
});

export const isFaulty = ({ title, modules, count }: Faults): boolean =>
  title !== undefined ||
  count !== undefined ||
  modules.some((one) => Object.values(one).some((fault) => fault !== undefined));

/** What a draft says, whatever its keys are, and blanks at the ends of its fields. */
const saidBy = ({ title, modules }: PlanDraft): string =>
  JSON.stringify([
    title.trim(),
    ...modules.map((one) => [
      one.title.trim(),
      one.hours.trim(),
      one.summary.trim(),
      topicsIn(one.topics),
    ]),
  ]);

/** Whether two drafts would be saved as the same plan. */
export const isSame = (one: PlanDraft, other: PlanDraft): boolean => saidBy(one) === saidBy(other);

/** The request of a draft without faults. */
export const planOf = (draft: PlanDraft): PlanEdit["plan"] => ({
  title: draft.title.trim() || null,
  level: draft.level,
  modules: draft.modules.map((one) => ({
    title: one.title.trim(),
    hours: hoursIn(one.hours) ?? 0,
    summary: one.summary.trim() || null,
    topics: topicsIn(one.topics),
  })),
  total_hours: sumOf(draft),
});
