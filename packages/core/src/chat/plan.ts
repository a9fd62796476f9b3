// A plan that the learner edited by hand: written down in the chat as a message of theirs, without a model.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import { limits } from "@ai-learning/protocol/limits";
import { isClearTitle } from "@ai-learning/protocol/module-title";
import { readPlan, type Plan } from "@ai-learning/protocol/plan";
import type { EditedPlan, PlanEdit, PlanSaved } from "@ai-learning/protocol/plan-edit";
import { renderPlan } from "@ai-learning/protocol/plan-render";
import { newestPlan } from "@ai-learning/protocol/plan-shown";
import { problem, PublicError } from "../error.ts";
import { detectLocale, type Locale } from "../prompts/locale.ts";
import { announceAdded } from "../turn/announce.ts";
import type { UserRow } from "../user/user.ts";
import { readContext } from "./context.sql.ts";
import * as Rows from "./plan.sql.ts";

/** Bytes of the newest part of a chat that is looked through for its plan. */
const windowBytes = 2_000_000;
/** A chat that changes between each reading and its saving that often is one in which somebody else writes. */
const maxReadings = 5;

const refusals = {
  chat_not_found: "chat_not_found",
  message_id_reused: "message_id_reused",
  turn_in_progress: "turn_in_progress",
  plan_changed: "plan_changed",
  chat_changed: "plan_changed",
} as const;

const wrong = (sentence: string): PublicError =>
  new PublicError("invalid_request", `plan ${sentence}`, {
    issues: [{ path: "plan", message: sentence }],
  });

const sameModules = (one: Plan, other: Plan): boolean =>
  one.modules.length === other.modules.length &&
  one.modules.every((module, at) => {
    const { title, hours, topics } = other.modules[at] ?? {};
    return (
      module.title === title && module.hours === hours && module.topics.length === topics?.length
    );
  });

/** An edited plan in the shape of plans, white space folded. */
function planOf({ title, level, modules }: EditedPlan): Plan {
  const folded = (text: string): string => text.replace(/\s+/gu, " ").trim();
  return {
    title: title === null || title === undefined ? null : folded(title),
    totalHours: modules.reduce((sum, one) => sum + one.hours, 0),
    level: level ?? null,
    modules: modules.map((one) => ({
      title: folded(one.title),
      hours: one.hours,
      summary: folded(one.summary ?? "") || null,
      topics: one.topics.map(folded),
    })),
    isComplete: true,
  };
}

/** The plan as it is stored. Throws `invalid_request` for one that could not be read back as it was given. */
function markdownOf(plan: Plan, locale: Locale): string {
  const markdown = renderPlan(plan, locale);
  if (markdown.length > limits.planChars) {
    throw wrong(
      `must be at most ${limits.planChars} characters as Markdown, not ${markdown.length}`,
    );
  }
  const back = readPlan(markdown);
  if (back === null || !back.isComplete || !sameModules(plan, back)) {
    throw wrong("must have titles and topics that can be written as one line of Markdown");
  }
  return markdown;
}

const mayShowPlan = ({ sender, message_type }: HistoryItem): boolean =>
  sender === "ai" ? message_type !== "finalization" : message_type === "plan";

/** Whether an edit was made from the plan that the chat shows. */
function isCurrent(messages: readonly HistoryItem[], from: PlanEdit["based_on"]): boolean {
  const sources = messages
    .filter((one) => mayShowPlan(one) && one.content !== "")
    .map((one) => ({ id: one.id, text: one.content, attempt: one.attempt }));
  const source = newestPlan(sources, ({ text }) => readPlan(text))?.source;
  return source?.id === from?.message_id && source?.attempt === from?.attempt;
}

/**
 * Stores an edited plan as the newest message of its chat, and tells every tab. The same `client_message_id` again is the
 * same message.
 *
 * Throws `invalid_request`, `chat_not_found`, `message_id_reused`, `turn_in_progress` while the mentor is answering, and
 * `plan_changed` when the chat shows another plan than the one that was edited.
 */
export async function savePlan(
  { id: userId, locale }: Pick<UserRow, "id" | "locale">,
  chatId: string,
  edit: PlanEdit,
): Promise<PlanSaved> {
  const plan = planOf(edit.plan);
  const content = markdownOf(
    plan,
    detectLocale(
      plan.modules.map((one) => one.title),
      locale,
    ),
  );
  for (let reading = 1; ; reading += 1) {
    const { messages } = await readContext(userId, {
      trackId: null,
      chatId,
      before: null,
      bytes: windowBytes,
    });
    const stored = await Rows.savePlan({
      userId,
      chatId,
      content,
      clientMessageId: edit.client_message_id,
      title: plan.title !== null && isClearTitle(plan.title) ? plan.title : null,
      isCurrent: isCurrent(messages, edit.based_on),
      last: messages.at(-1),
    });
    if (stored.outcome === "chat_changed" && reading < maxReadings) continue;
    if (stored.outcome !== "saved" && stored.outcome !== "known") {
      throw problem(refusals[stored.outcome]);
    }
    await announceAdded(stored);
    return { success: true, message: stored.message };
  }
}
