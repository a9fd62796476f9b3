// Plans that a learner edited, as messages; every statement names the owner.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import { call } from "../adapters/call.ts";
import { newId } from "../id.ts";

export interface NewPlan {
  readonly userId: string;
  readonly chatId: string;
  /** The plan as Markdown. */
  readonly content: string;
  readonly clientMessageId: string;
  /** The plan's own, for a track that has none of its learner's; null: it has none. */
  readonly title: string | null;
  /** It was made from the plan that the chat showed when it was read. */
  readonly isCurrent: boolean;
  /** The chat's newest message when it was read. */
  readonly last: Pick<HistoryItem, "id" | "attempt"> | undefined;
}

/** A plan that is stored, and the session its chat belongs to. */
export interface StoredPlan {
  readonly outcome: "saved" | "known";
  readonly session_id: string;
  readonly message: HistoryItem;
}

export type NotSaved = {
  readonly outcome:
    | "chat_not_found"
    | "message_id_reused"
    | "turn_in_progress"
    | "plan_changed"
    | "chat_changed";
};

/** Adds the plan to its chat, unless another message came since the chat was read. */
export const savePlan = (plan: NewPlan): Promise<StoredPlan | NotSaved> =>
  call("save_plan", {
    user_id: plan.userId,
    chat_id: plan.chatId,
    message_id: newId(),
    content: plan.content,
    client_message_id: plan.clientMessageId,
    title: plan.title,
    is_current: plan.isCurrent,
    last_id: plan.last?.id ?? null,
    last_attempt: plan.last?.attempt ?? null,
  });
