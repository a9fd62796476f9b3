// The turn pipeline's statements: thin calls of the SQL functions that hold its rules.
import type { AnswerNotes, MessageStatus } from "@ai-learning/protocol/chat";
import type { Locale } from "@ai-learning/protocol/user";
import * as config from "../config.ts";
import { call } from "../adapters/call.ts";
import { readContext } from "../chat/context.sql.ts";
import { newId } from "../id.ts";
import type { LessonParts } from "../learning/parts.ts";
import type { StoredModel } from "../model/own-model.ts";
import type { Asked } from "../model/usage.ts";
import type { MatchedModule } from "../module/match.ts";
import type { StoredContext } from "../prompts/context.ts";
import { db, retryWhileAway } from "../adapters/postgres.ts";
import type { Ledger } from "../usage/usage.sql.ts";
import { historyBytes } from "./window.ts";

export type TurnKind = "text" | "welcome" | "finalization" | "lesson";
export type OpenedOver = "socket" | "http" | "deferred";
/** How an answer ended; `truncated`: the model's own length limit cut it. */
export type EndStatus = Exclude<MessageStatus, "pending" | "generating">;

const leaseSeconds = (): number => config.turnTiming().leaseMs / 1_000;

export interface Opening {
  readonly userId: string;
  /** Token version the sign-in was made with; null when the caller has checked it already. */
  readonly version: number | null;
  readonly key: string;
  readonly chatId: string | null;
  readonly trackId: string | null;
  readonly hint: string | null;
  readonly kind: TurnKind;
  readonly content: string;
  readonly clientMessageId: string | null;
  readonly openedOver: "socket" | "http";
  readonly context: Readonly<Record<string, unknown>> | null;
  /** In a study chat, what the learner has before them. */
  readonly studied?: Studied;
  /** Of a finalisation, the newest message of a chat that shows a complete plan: its modules need no tokens. */
  readonly planAt?: string;
  /** Tokens beside the prompt, and the same for a turn that makes modules, and for a lesson. */
  readonly reserve: number;
  readonly finalizationReserve: number;
  readonly lessonReserve: number;
  readonly limit: { readonly user: number; readonly guest: number };
  /** Unfinished turns a user may have at once. */
  readonly maxTurns: number;
}

/** The text of a lesson that is open, and of an exercise that is being done, the hints that were looked at. */
export interface Studied {
  readonly lessonVersionId: string | null;
  readonly hintsShown: number | null;
}

/** Where an accepted turn stands. */
export interface Accepted {
  readonly outcome: "accepted" | "known";
  readonly session_id: string;
  readonly moved_from: string | null;
  readonly chat_id: string;
  /** The learner's message; null for a welcome. */
  readonly message_id: string | null;
  readonly answer_id: string;
  readonly client_message_id: string | null;
  readonly content: string | null;
  /** Times the learner's message was edited. */
  readonly revision: number;
  readonly kind: TurnKind;
  readonly position: number;
  readonly answer_position: number;
  readonly answer_status: MessageStatus;
  readonly answer_attempt: number;
  /** What the answer goes on from; null: it is written from its beginning. */
  readonly continues: Continued | null;
  readonly opened_over: OpenedOver;
  /** What its chat is a study chat of; null: it is none. */
  readonly module_id: string | null;
  readonly timestamp: string;
}

/** An earlier attempt of an answer, and what it said. */
export interface Continued {
  readonly attempt: number;
  readonly text: string;
}

export type Refused = {
  readonly outcome:
    | "signed_out"
    | "chat_not_found"
    | "track_not_found"
    | "session_mismatch"
    | "message_id_reused"
    | "budget_exhausted"
    | "too_many_turns"
    | "plan_not_found"
    | "module_archived"
    | "version_not_found";
};

/** One round trip: owner, budget, message, pending answer. */
export function accept(opening: Opening): Promise<Accepted | Refused> {
  return call("open_turn", {
    user_id: opening.userId,
    version: opening.version,
    key: opening.key,
    chat_id: opening.chatId,
    track_id: opening.trackId,
    hint: opening.hint,
    kind: opening.kind,
    content: opening.content,
    client_message_id: opening.clientMessageId,
    opened_over: opening.openedOver,
    context: opening.context,
    lesson_version_id: opening.studied?.lessonVersionId ?? null,
    hints_shown: opening.studied?.hintsShown ?? null,
    plan_at: opening.planAt ?? null,
    message_id: newId(),
    answer_id: newId(),
    new_session_id: newId(),
    new_chat_id: newId(),
    ...limitsOf(opening),
  });
}

/** What a turn may cost, as `open_turn` and `repeat_turn` take it. */
const limitsOf = (of: Opening | Repetition): object => ({
  reserve: of.reserve,
  finalization_reserve: of.finalizationReserve,
  lesson_reserve: of.lessonReserve,
  limit: of.limit.user,
  guest_limit: of.limit.guest,
  prompt_bytes: historyBytes,
  max_turns: of.maxTurns,
});

export interface Repetition {
  readonly userId: string;
  readonly version: number | null;
  /** The answer to write anew, or with `edit` the learner's message to replace. */
  readonly messageId: string;
  /** The attempt that was on screen; null for an edit. */
  readonly attempt: number | null;
  /** The answer keeps what it says, and goes on from there. */
  readonly goesOn?: boolean;
  readonly edit: { readonly content: string; readonly clientMessageId: string } | null;
  readonly openedOver: "socket" | "http";
  /** Tokens beside the prompt, and the same for a turn that makes modules, and for a lesson. */
  readonly reserve: number;
  readonly finalizationReserve: number;
  readonly lessonReserve: number;
  readonly limit: { readonly user: number; readonly guest: number };
  readonly maxTurns: number;
}

export type NotRepeated = {
  readonly outcome:
    | "signed_out"
    | "message_not_found"
    | "turn_not_repeatable"
    | "message_id_reused"
    | "budget_exhausted"
    | "too_many_turns";
};

/** Opens a turn again in its own place. One round trip. */
export function repeat(again: Repetition): Promise<Accepted | NotRepeated> {
  return call("repeat_turn", {
    user_id: again.userId,
    version: again.version,
    message_id: again.messageId,
    attempt: again.attempt,
    goes_on: again.goesOn ?? false,
    content: again.edit?.content,
    client_message_id: again.edit?.clientMessageId,
    opened_over: again.openedOver,
    ...limitsOf(again),
  });
}

/** What became of a request to stop: the worker will read it, nobody was writing, or it was over. */
export type Stopped =
  | { readonly outcome: "requested" | "over" | "signed_out" | "message_not_found" }
  | { readonly outcome: "ended"; readonly turn: Ended };

export const stop = (userId: string, version: number | null, messageId: string): Promise<Stopped> =>
  call("stop_turn", { user_id: userId, version, message_id: messageId });

/** A turn a worker holds. */
export interface Claim {
  /** Set when it is not to be written any more, and nobody holds it. */
  readonly over: "gave_up" | "stopped" | null;
  readonly chat_id: string;
  readonly session_id: string;
  readonly track_id: string | null;
  readonly user_id: string;
  readonly locale: Locale;
  readonly message_id: string;
  readonly reply_to: string | null;
  readonly position: number;
  readonly attempt: number;
  /** Edition of the learner's message that is answered. */
  readonly revision: number;
  /** What the answer goes on from; null: it is written from its beginning. */
  readonly continues: Continued | null;
  readonly lease_attempt: number;
  readonly kind: TurnKind;
  readonly opened_over: OpenedOver;
  readonly call_id: string;
  readonly context: Readonly<Record<string, unknown>> | null;
  /** The owner's own model, its key sealed; null: the server's answers. */
  readonly own_model: StoredModel | null;
  /** Tokens held back for it; 0: the owner's own model was to write it. */
  readonly held: number;
  /** What its chat is a study chat of; null: it is none. */
  readonly module_id: string | null;
  readonly timestamp: string;
}

/** How a worker claims, beside the chat. */
const claimOptions = (model: string): object => ({
  call_id: newId(),
  model,
  lease_seconds: leaseSeconds(),
  max_tries: config.turnTiming().maxTries,
});

/** The chat's oldest unfinished turn; null when there is none or somebody holds the chat's lease. */
export async function claim(chatId: string, model: string): Promise<Claim | null> {
  const input = { chat_id: chatId, ...claimOptions(model) };
  const { claim } = await retryWhileAway(config.turnTiming().databaseMs, () =>
    call<{ claim?: Claim }>("claim_turn", input),
  );
  return claim ?? null;
}

export interface Checkpoint {
  readonly stop_requested: boolean;
  readonly opened_over: OpenedOver;
  /** The session that the chat belongs to now. */
  readonly session_id: string;
}

/** Stores the text so far, and what a model was asked; undefined when the turn is not ours any more. */
export async function checkpoint(
  claim: Claim,
  text: string,
  asked: Asked | null = null,
): Promise<Checkpoint | undefined> {
  const stored = await call<{ outcome: "lost" } | ({ outcome: "stored" } & Checkpoint)>(
    "checkpoint_turn",
    {
      chat_id: claim.chat_id,
      message_id: claim.message_id,
      attempt: claim.attempt,
      lease_attempt: claim.lease_attempt,
      text,
      lease_seconds: leaseSeconds(),
      ...(asked !== null && { call_id: asked.callId, prompt_tokens: asked.promptTokens }),
    },
  );
  return stored.outcome === "stored" ? stored : undefined;
}

export interface Ending {
  readonly status: EndStatus;
  readonly text: string;
  readonly error: string | null;
  readonly tokens: number;
  /** The model that answered, as the learner knows it. */
  readonly model: string;
  readonly ledger: Ledger;
  readonly modules: readonly MatchedModule[] | null;
  /** The name of the complete plan that the answer shows; null: there is none. */
  readonly title: string | null;
  /** What was read in the text of a lesson; null: it is none. */
  readonly lesson: LessonParts | null;
  /** What the learner is told about it beside its text. */
  readonly notes: AnswerNotes | null;
}

export interface Settled {
  /** The session that the chat belongs to now. */
  readonly session_id: string;
  readonly opened_over: OpenedOver;
  /** As they are stored: those of the text that is kept, and why there is no newer one. */
  readonly notes: AnswerNotes | null;
  /** What is stored where that is not our ending: an earlier answer that was brought back, or one that went on. */
  readonly kept: {
    readonly status: EndStatus;
    readonly text: string;
    readonly model: string | null;
    readonly tokens: number | null;
  } | null;
  /** More turns of the chat wait. */
  readonly more: boolean;
  /** The chat's next turn, claimed in the same transaction. */
  readonly next: Claim | null;
}

/** Ends a turn and claims the next, for `model` as `claim` does; null when a newer attempt took over. */
export async function settle(
  claim: Claim,
  ending: Ending,
  model: string,
  goOn: boolean,
): Promise<Settled | null> {
  const input = {
    chat_id: claim.chat_id,
    message_id: claim.message_id,
    attempt: claim.attempt,
    lease_attempt: claim.lease_attempt,
    status: ending.status,
    text: ending.text,
    model: ending.model,
    error: ending.error,
    tokens: ending.tokens,
    call_id: claim.call_id,
    ledger: ending.ledger,
    modules: ending.modules,
    title: ending.title,
    lesson: ending.lesson,
    notes: ending.notes,
    next: goOn ? claimOptions(model) : null,
  };
  const settled = await retryWhileAway(config.turnTiming().databaseMs, () =>
    call<{ outcome: "lost" } | ({ outcome: "settled" } & Settled)>("settle_turn", input),
  );
  return settled.outcome === "settled" ? settled : null;
}

/** Opens another ledger row for a turn that calls the model once more. */
export async function openCall(claim: Claim, model: string): Promise<string> {
  const id = newId();
  await call("open_call", {
    call_id: id,
    chat_id: claim.chat_id,
    message_id: claim.message_id,
    attempt: claim.attempt,
    kind: claim.kind,
    model,
    own_key: claim.own_model !== null,
  });
  return id;
}

/** A turn that was ended without a worker, as it is stored now. */
export interface Ended {
  readonly chat_id: string;
  readonly session_id: string;
  readonly message_id: string;
  readonly reply_to: string | null;
  readonly position: number;
  readonly attempt: number;
  readonly revision: number;
  readonly opened_over: OpenedOver;
  readonly kind: TurnKind;
  readonly status: EndStatus;
  readonly text: string;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly error: string | null;
  readonly notes: AnswerNotes | null;
  readonly module_id: string | null;
  readonly more: boolean;
}

/** Ends a turn nobody writes as failed, or as stopped if that was asked; null when it cannot. */
export async function giveUp(messageId: string, error: string): Promise<Ended | null> {
  const { turn } = await call<{ turn?: Ended }>("give_up_turn", { message_id: messageId, error });
  return turn ?? null;
}

/** What a worker reads for the turn it holds. A guest's chat may have become an account's since the claim. */
export async function contextOf(claim: Claim, bytes: number): Promise<StoredContext> {
  const of = {
    trackId: claim.track_id,
    chatId: claim.chat_id,
    before: claim.position,
    bytes,
    messageId: claim.message_id,
  };
  const found = await readContext(claim.user_id, of);
  const whole =
    (claim.track_id === null || found.track !== null) &&
    (claim.reply_to === null || found.messages.length > 0);
  if (whole) return found;
  const [owner] = await db()<{ user_id: string }[]>`
    select s.user_id from chats c join chat_sessions s on s.id = c.session_id
    where c.id = ${claim.chat_id}`;
  return owner === undefined ? found : readContext(owner.user_id, of);
}

export interface AnswerRow {
  readonly status: MessageStatus;
  readonly content: string;
  readonly message_type: TurnKind;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly error_code: string | null;
  readonly notes: AnswerNotes | null;
  readonly track_id: string | null;
}

/** How an answer of the user stands. */
export async function answer(userId: string, messageId: string): Promise<AnswerRow | undefined> {
  const [row] = await db()<AnswerRow[]>`
    select m.status, m.message_content as content, m.message_type, m.ai_model_used as model,
      m.tokens_used as tokens, m.error_code, m.notes, s.track_id
    from chat_messages m join chats c on c.id = m.chat_id
    join chat_sessions s on s.id = c.session_id
    where m.id = ${messageId} and s.user_id = ${userId}`;
  return row;
}

/** Notes that the client that opened the turn was told "accepted"; false when it has ended meanwhile. */
export async function defer(userId: string, messageId: string): Promise<boolean> {
  const rows = await db()`
    update chat_messages m set opened_over = 'deferred'
    from chats c join chat_sessions s on s.id = c.session_id
    where m.id = ${messageId} and c.id = m.chat_id and s.user_id = ${userId}
      and m.status in ('pending', 'generating')`;
  return rows.count > 0;
}

export interface Unfinished {
  readonly chat_id: string;
  readonly message_id: string;
}

/** The oldest unfinished turn of each chat that nobody holds and that has waited for a while; and how many there are in all. */
export async function unfinished(
  afterMs: number,
  max: number,
): Promise<{ readonly lost: readonly Unfinished[]; readonly open: number }> {
  const [row] = await db()<{ lost: Unfinished[]; open: number }[]>`
    select (select count(*)::integer from chat_messages
        where status in ('pending', 'generating')) as open,
      (select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
        select distinct on (m.chat_id) m.chat_id, m.id as message_id
        from chat_messages m join chats c on c.id = m.chat_id
        where m.status in ('pending', 'generating')
          and (c.lease_until is null or c.lease_until < clock_timestamp())
          and m.timestamp < clock_timestamp() - make_interval(secs => ${afterMs / 1_000})
        order by m.chat_id, m.position limit ${max}) one) as lost`;
  if (row === undefined) throw new Error("a count is always there");
  return row;
}
