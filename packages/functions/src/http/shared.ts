// What the routes of the mentor share: who is meant, who waits, what a turn answers.
import { problem } from "@ai-learning/core/error";
import type { SignIn } from "@ai-learning/core/auth/sign-in";
import type * as Turns from "@ai-learning/core/turn/turn";
import * as Users from "@ai-learning/core/user/user";
import { isSameUser } from "@ai-learning/protocol/id";

export type Headers = Readonly<Record<string, string>>;

/** A `user_id` in a body is only ever compared with the token's user; without one it says nothing. */
export function checkUser(
  claimed: string | null | undefined,
  userId: string,
  fresh: SignIn | null = null,
): void {
  const isNew = fresh?.user.is_guest ?? false;
  if (claimed && !isNew && !isSameUser(claimed, userId)) throw problem("user_mismatch");
}

/** A guest made by this very request is given its token. */
const guestToken = (fresh: SignIn | null) =>
  fresh?.user.is_guest
    ? {
        access_token: fresh.accessToken,
        token_type: "bearer" as const,
        user: Users.show(fresh.user),
      }
    : {};

/** What answers of turns have in common. */
export const turnAnswer = (
  turn: Turns.Accepted,
  answer: Turns.WrittenAnswer,
  fresh: SignIn | null,
) => ({
  success: true as const,
  error: null,
  chat_id: turn.chat_id,
  message_id: turn.answer_id,
  tokens_used: answer.tokens,
  model_used: answer.model,
  status: answer.status,
  ...(answer.notes?.left_out !== undefined && { left_out: answer.notes.left_out }),
  ...guestToken(fresh),
});

export const isPatient = (headers: Headers): boolean =>
  !/\brespond-async\b/i.test(headers["prefer"] ?? "");

/** 202: the turn goes on. */
export const accepted = (turn: Turns.Accepted, key: string, fresh: SignIn | null = null) => ({
  accepted: {
    success: true as const,
    status: "accepted" as const,
    session_id: key,
    chat_id: turn.chat_id,
    message_id: turn.answer_id,
    reply_to: turn.message_id,
    ...guestToken(fresh),
  },
});

/** 202: the job goes on. */
export const acceptedJob = (jobId: string) => ({
  accepted: { success: true as const, status: "accepted" as const, job_id: jobId },
});
