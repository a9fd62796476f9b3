// Which plan a dialogue shows: the one whose modules are stored as they stand, and what a model's modules must agree with.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import { limits } from "@ai-learning/protocol/limits";
import { isClearTitle } from "@ai-learning/protocol/module-title";
import { examinePlan, type Choice, type Plan } from "@ai-learning/protocol/plan";
import { createTrail } from "@ai-learning/protocol/plan-follow";
import { withoutThoughts } from "../model/thoughts.ts";

/** A message as far as a plan is concerned. */
export type Said = Pick<HistoryItem, "sender" | "content" | "status" | "message_type">;

/** What the modules that a model makes are held to. */
export interface Binding {
  readonly modules: Plan["modules"];
  /** The plan has these modules and no others; else they are some of its modules. */
  readonly isWhole: boolean;
}

export interface ShownPlans {
  /** The plan whose modules can be stored as they stand; null: a model has to be asked. */
  readonly ready: Plan | null;
  /** Null: the dialogue has gone on after the last plan, in words that only a model understands. */
  readonly binding: Binding | null;
  /** The plans since the modules in force were made, oldest first, beginning with the one that they were made of. */
  readonly since: readonly Plan[];
}

const isFinished = ({ sender, status, message_type }: Said): boolean =>
  message_type !== "finalization" && (sender === "user" || status === "complete");

const isFinalised = ({ sender, status, message_type }: Said): boolean =>
  message_type === "finalization" && sender === "ai" && status === "complete";

/** Whether a complete plan's modules fit where modules are stored. */
const isStorable = ({ modules }: Plan): boolean =>
  modules.every(
    ({ title, summary, topics }) =>
      isClearTitle(title) &&
      (summary ?? "").length <= limits.descriptionChars &&
      topics.length <= limits.moduleTopics &&
      topics.every((topic) => topic.length <= limits.topicChars),
  );

const whole = ({ modules }: Plan): Binding => ({ modules, isWhole: true });

/** What an incomplete plan says beyond doubt: nothing where it is one of several, or longer than a course can be. */
const partly = ({ plan, isOnly, isNamed }: Choice): Binding | null =>
  isOnly && isNamed && plan.modules.length <= limits.planModules
    ? { modules: plan.modules, isWhole: false }
    : null;

const textOf = ({ sender, content }: Said): string =>
  sender === "ai" ? withoutThoughts(content) : content;

/** Reads the plans of a dialogue, oldest message first. */
export function shownPlans(messages: readonly Said[]): ShownPlans {
  const trail = createTrail();
  // What the newest whole answer of the mentor shows, and a complete plan that the learner showed after it.
  let shown: Choice | null = null;
  let later: Plan | null = null;
  for (const message of messages) {
    if (isFinalised(message)) trail.finalised();
    if (!isFinished(message)) continue;
    const counts = trail.add(textOf(message));
    if (message.sender === "ai" || message.message_type === "plan") {
      shown = counts;
      later = null;
    } else if (counts?.plan.isComplete) later = counts.plan;
  }
  const since = trail.plans();
  if (later !== null) return { ready: null, binding: whole(later), since };
  if (shown === null) return { ready: null, binding: null, since };
  const { plan } = shown;
  if (!plan.isComplete) return { ready: null, binding: partly(shown), since };
  return { ready: isStorable(plan) ? plan : null, binding: whole(plan), since };
}

/** The name of the complete plan of modules that a text shows, where it reads the same anywhere; else null. */
export function planTitle(text: string): string | null {
  const found = examinePlan(text);
  if (found === null || !found.isOnly || !found.isNamed || !found.plan.isComplete) return null;
  const { title } = found.plan;
  return title !== null && isClearTitle(title) ? title : null;
}
