// How the text of a lesson stands, for a list and for a page.
import type { MessageStatus } from "@ai-learning/protocol/chat";
import type { LessonBrief } from "@ai-learning/protocol/lesson";

export const isBeingWritten = (status: MessageStatus | null | undefined): boolean =>
  status === "pending" || status === "generating";

export type LessonState = "none" | "writing" | "ready" | "stopped" | "failed" | "done";

/** What a list says of a lesson. */
export function stateOf({ done_at, text_status }: LessonBrief): LessonState {
  if (done_at !== null) return "done";
  if (text_status === null) return "none";
  if (isBeingWritten(text_status)) return "writing";
  if (text_status === "complete") return "ready";
  return text_status === "failed" ? "failed" : "stopped";
}
