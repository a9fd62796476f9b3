// A made-up server for the reducer's tests: turns with their attempts, every frame they cause, and
// the history as it is stored at any moment.
import type { AnswerNotes, HistoryItem } from "@ai-learning/protocol/chat";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import * as fc from "fast-check";
import { notesOf } from "../message.ts";
import { empty, type State } from "../model.ts";
import { reduce } from "../reducer.ts";
import { transcript } from "../select.ts";
import { wants } from "../wants.ts";

export const chatId = "chat";
const sessionId = "key";
/** An answer is stored a microsecond after its question: on a clock of seconds, with it. */
const at = (position: number): string =>
  new Date(Date.UTC(2026, 0, 1, 0, 0, position - ((position + 1) % 2))).toISOString();

const base = { session_id: sessionId, chat_id: chatId };

/** One try: what it wrote, in the pieces it was sent in, and how far it was stored before the end. */
export interface Attempt {
  readonly pieces: readonly string[];
  readonly checkpoint: number;
  /** The learner had the answer written anew, let it go on or edited the question; else a worker took over. */
  readonly asked?: "anew" | "on" | "edited" | undefined;
}

export interface Turn {
  readonly attempts: readonly Attempt[];
  readonly end: "complete" | "stopped" | "failed" | null;
  readonly cut: boolean;
  readonly kind: "text" | "finalization";
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  pieces: fc.array(fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }), { maxLength: 6 }),
  checkpoint: fc.nat(20),
  asked: fc.constantFrom(undefined, undefined, "anew", "on", "on", "edited"),
});

export const turn: fc.Arbitrary<Turn> = fc.record({
  attempts: fc.array(attempt, { minLength: 1, maxLength: 3 }),
  end: fc.constantFrom("complete", "complete", "stopped", "failed"),
  cut: fc.boolean(),
  kind: fc.constantFrom("text", "text", "finalization"),
});

/** The number of a turn's nth try: asking counts one up, and so does the claim that follows. */
const numberOf = (turn: Turn, nth: number): number =>
  nth + turn.attempts.slice(1, nth).filter((one) => one.asked !== undefined).length;

/** How often the question had been edited when the nth try was written. */
const revisionAt = (turn: Turn, nth: number): number =>
  turn.attempts.slice(1, nth).filter((one) => one.asked === "edited").length;

const said = (index: number, revision: number) => ({
  message: `ask ${index}${"!".repeat(revision)}`,
  client_message_id: `c${index}${"!".repeat(revision)}`,
  revision,
});

/** What the nth try goes on from, if anything: the same for every worker that takes it over. */
function continuedAt(turn: Turn, nth: number): { attempt: number; text: string } | null {
  const asked = nth > 1 ? turn.attempts[nth - 1]?.asked : "anew";
  if (asked === undefined) return continuedAt(turn, nth - 1);
  return asked === "on" ? { attempt: numberOf(turn, nth - 1), text: textAt(turn, nth - 1) } : null;
}

/** What the nth try says at its end, with what it goes on from. */
export const textAt = (turn: Turn, nth: number): string =>
  (continuedAt(turn, nth)?.text ?? "") + (turn.attempts[nth - 1]?.pieces.join("") ?? "");

/** How a turn ends: an answer that went on and did not come to its end is cut again. */
const endOfTurn = (turn: Turn): Turn["end"] | "truncated" =>
  turn.end === null || turn.end === "complete" || continuedAt(turn, turn.attempts.length) === null
    ? turn.end
    : "truncated";

/** What is told about a turn's answer beside its text. */
const toldOf = (turn: Turn): AnswerNotes => ({
  ...(endOfTurn(turn) === "failed" && { advice: "check_key", retry_at: at(1) }),
  ...(turn.cut && { left_out: 2 }),
});

const ids = (index: number) => ({
  question: `q${index}`,
  answer: `a${index}`,
  position: index * 2 + 1,
});

const item = (position: number, rest: Partial<HistoryItem>): HistoryItem => ({
  id: "",
  chat_id: chatId,
  sender: "user",
  content: "",
  message_type: "text",
  timestamp: at(position),
  ai_model_used: null,
  tokens_used: 0,
  position,
  status: "complete",
  attempt: 0,
  revision: 0,
  reply_to: null,
  client_message_id: null,
  error_code: null,
  ...rest,
});

/** Both messages of a turn as they are stored while try `upTo` (from 1) is written, or at the end. */
export function stored(index: number, turn: Turn, upTo?: number): HistoryItem[] {
  const { question, answer, position } = ids(index);
  const isEnded = upTo === undefined && turn.end !== null;
  const number = upTo ?? turn.attempts.length;
  const last = turn.attempts[number - 1];
  const text = textAt(turn, number);
  const kept = continuedAt(turn, number)?.text.length ?? 0;
  const end = endOfTurn(turn);
  const answerItem: Partial<HistoryItem> = isEnded
    ? {
        content: text,
        status: end ?? "complete",
        attempt: numberOf(turn, number),
        ai_model_used: "m",
        tokens_used: 7,
        error_code: end === "failed" ? "gave_up" : null,
        ...toldOf(turn),
      }
    : {
        content: text.slice(0, kept + (last?.checkpoint ?? 0)),
        status: number === 0 ? "pending" : "generating",
        attempt: numberOf(turn, number),
        tokens_used: null,
      };
  const { message: content, ...asked } = said(index, revisionAt(turn, number));
  return [
    item(position, {
      id: question,
      content,
      ...asked,
      message_type: turn.kind,
    }),
    item(position + 1, {
      id: answer,
      sender: "ai",
      reply_to: question,
      message_type: turn.kind,
      revision: revisionAt(turn, number),
      ...answerItem,
    }),
  ];
}

/** Every frame a turn causes, in the order of sending. */
export function frames(index: number, turn: Turn): ServerFrame[] {
  const { question, answer, position } = ids(index);
  const accepted = (revision: number, attempt: number, continues = {}): ServerFrame => ({
    type: "message_accepted",
    ...base,
    message_id: question,
    ...said(index, revision),
    message_type: turn.kind,
    position,
    answer_id: answer,
    answer_position: position + 1,
    answer_status: "pending",
    answer_attempt: attempt,
    timestamp: at(position),
    ...continues,
  });
  const list: ServerFrame[] = [accepted(0, 0)];
  const place = { ...base, message_id: answer, reply_to: question, position: position + 1 };
  const endOf = (nth: number) => ({
    ...place,
    attempt: numberOf(turn, nth),
    timestamp: at(999),
    tokens_used: 7,
    model_used: "m",
  });
  for (const [before, { pieces, asked }] of turn.attempts.entries()) {
    const attempt = numberOf(turn, before + 1);
    const from = continuedAt(turn, before + 1);
    const continues =
      from === null ? undefined : { attempt: from.attempt, length: from.text.length };
    if (before > 0 && asked !== undefined) {
      const message = textAt(turn, before);
      const status = asked === "on" ? "truncated" : "complete";
      list.push({ type: "ai_response", ...endOf(before), status, message });
      const more = continues === undefined ? {} : { answer_continues: continues };
      list.push(accepted(revisionAt(turn, before + 1), attempt - 1, more));
    }
    let offset = from?.text.length ?? 0;
    for (const text of pieces) {
      const more = continues === undefined ? {} : { continues };
      list.push({ type: "ai_delta", ...place, attempt, offset, text, ...more });
      offset += text.length;
    }
  }
  const text = textAt(turn, turn.attempts.length);
  const end = endOfTurn(turn);
  const ending = { ...endOf(turn.attempts.length), ...toldOf(turn) };
  if (end === "failed") {
    const { tokens_used: _, model_used: __, ...rest } = ending;
    list.push({ type: "error", ...rest, code: "gave_up", message: "", status: "failed" });
  } else if (turn.kind === "finalization" && end === "complete") {
    list.push({
      type: "finalization_complete",
      ...ending,
      message: text,
      status: "complete",
      modules_created: 1,
      track_id: "t",
    });
  } else if (end !== null) {
    const cut = turn.cut && text.length > 1;
    list.push({
      type: "ai_response",
      ...ending,
      status: end,
      message: cut ? text.slice(0, 1) : text,
      ...(cut ? { truncated: true } : {}),
    });
  }
  return list;
}

export const restored = (items: HistoryItem[], hasMore = false): ServerFrame => ({
  type: "chat_restored",
  session_id: sessionId,
  success: true,
  has_existing_chat: items.length > 0,
  chat_id: chatId,
  chat_info: null,
  history: items,
  message_count: items.length,
  has_more: hasMore,
  timestamp: at(0),
});

export const page = (items: HistoryItem[], hasMore = false): ServerFrame => ({
  type: "history_page",
  ...base,
  history: items,
  has_more: hasMore,
});

export const play = (list: readonly ServerFrame[], from: State = empty): State =>
  list.reduce(reduce, from);

/** Answers everything a state still asks for from what is stored, until it asks no more. */
export function heal(state: State, items: readonly HistoryItem[]): State {
  let next = state;
  for (let round = 0; round < 50; round += 1) {
    const asked = wants(next);
    if (asked.length === 0) return next;
    for (const want of asked) {
      if (want.type === "read") {
        const found = items.filter((one) => one.position < want.before).slice(-want.limit);
        next = reduce(next, page(found, (found[0]?.position ?? 1) > 1));
      } else {
        const found = items.find((one) => one.id === want.message_id);
        if (found === undefined) throw new Error("unknown message");
        const offset = want.attempt === found.attempt ? want.offset : 0;
        const text = found.content.slice(offset);
        const place = {
          ...base,
          message_id: found.id,
          reply_to: found.reply_to,
          position: found.position,
          attempt: found.attempt,
        };
        next = reduce(next, { type: "ai_delta", ...place, offset, text });
      }
    }
  }
  throw new Error("the state never stops asking");
}

/** What a person sees. */
export const screen = (state: State) =>
  transcript(state.chats[chatId]).map(
    ({
      id,
      sender,
      position,
      kind,
      status,
      attempt,
      text,
      at,
      model,
      tokens,
      errorCode,
      notes,
      clientId,
    }) => ({
      id,
      sender,
      position,
      kind,
      status,
      attempt,
      text,
      at,
      model,
      tokens,
      errorCode,
      notes,
      clientId,
    }),
  );

/** The same, of stored messages. */
export const shown = (items: readonly HistoryItem[]): ReturnType<typeof screen> =>
  items.map((one) => ({
    id: one.id,
    sender: one.sender,
    position: one.position,
    kind: one.message_type,
    status: one.status,
    attempt: one.attempt,
    text: one.content,
    at: one.timestamp,
    model: one.ai_model_used,
    tokens: one.tokens_used,
    errorCode: one.error_code,
    notes: notesOf(one),
    clientId: one.client_message_id,
  }));
