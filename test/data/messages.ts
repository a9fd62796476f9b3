// Rows of generated messages: what is asked, what is answered, and earlier texts of an answer.
import type { Learner } from "./learner.ts";
import { iso } from "./tables.ts";

/** A turn to be had. */
export interface Turn {
  readonly kind: "welcome" | "text" | "finalization" | "lesson";
  /** Null: a welcome or a lesson, which nobody asks for in words. */
  readonly ask: string | null;
  readonly answer: string;
  /** Tokens of the answer, a median; what it reads grows with the chat. */
  readonly tokens: number;
  /** It comes out whole, whatever happens on the way. */
  readonly isWhole: boolean;
  /** Its modules are taken from the plan: no model is asked. */
  readonly isFromPlan?: boolean;
  /** Of a lesson the version whose text it is, of a question the one that is open. */
  readonly versionId?: string | null;
}

export type Status = "complete" | "truncated" | "stopped" | "failed";

/** An answer while it is written: tried, given up, asked for again. */
export interface Writing {
  readonly id: string;
  attempt: number;
  openedAttempt: number;
  status: Status;
  text: string;
  tokens: number;
  model: string;
  errorCode: string | null;
  /** The attempt whose text it goes on from; null: it begins anew. */
  continues: number | null;
  /** UTC day on which it was asked for last. */
  reservedDay: string;
  readonly versions: (readonly [
    attempt: number,
    status: Status,
    text: string,
    model: string,
    tokens: number,
    at: number,
  ])[];
}

/** The chat that a message is in, and its place there. */
interface Place {
  readonly id: string;
  readonly position: number;
  readonly learner: Learner;
}

/** A learner's message. finalizations: how often the chat was asked for its modules, this time included. */
export function storeQuestion(
  chat: Place,
  { kind, ask, versionId = null }: Turn,
  { id, at, finalizations }: { id: string; at: number; finalizations: number },
): void {
  const serverKey = kind === "finalization" ? `finalization:${String(finalizations)}` : null;
  const clientId = kind === "text" ? `generated-${id}` : null;
  chat.learner.store(
    "chat_messages",
    id,
    chat.id,
    chat.position,
    "user",
    ask,
    kind,
    null,
    0,
    iso(at),
    clientId,
    serverKey,
    null,
    "complete",
    0,
    0,
    null,
    null,
    versionId,
    null,
    null,
  );
}

/** An answer as it stayed, with the texts that it replaced. questionId: null where nobody asked in words. */
export function storeAnswer(
  chat: Place,
  turn: Turn,
  answer: Writing,
  { questionId, at }: { questionId: string | null; at: number },
): void {
  const { learner } = chat;
  learner.store(
    "chat_messages",
    answer.id,
    chat.id,
    chat.position,
    "ai",
    answer.text,
    turn.kind,
    answer.model,
    answer.tokens,
    iso(at, 1),
    null,
    null,
    questionId,
    answer.status,
    answer.attempt,
    answer.openedAttempt,
    answer.errorCode,
    turn.isFromPlan === true ? { from_plan: true } : null,
    turn.kind === "lesson" ? (turn.versionId ?? null) : null,
    answer.reservedDay,
    answer.attempt,
  );
  for (const [attempt, status, text, model, tokens, replacedAt] of answer.versions) {
    learner.store(
      "answer_versions",
      answer.id,
      attempt,
      status,
      text,
      model,
      tokens,
      iso(replacedAt),
      attempt,
    );
  }
}
