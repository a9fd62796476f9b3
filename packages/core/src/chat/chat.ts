// Chats: one primary planning chat per session, more beside it; their messages and histories.
import type { Chat, History, HistoryItem, Message, Restored } from "@ai-learning/protocol/chat";
import { limits } from "@ai-learning/protocol/limits";
import { problem } from "../error.ts";
import * as Session from "../session/session.ts";
import * as Rows from "./chat.sql.ts";
import { historyThatFits } from "./fit.ts";

const show = (row: Rows.ChatRow): Chat => ({
  id: row.id,
  session_id: row.session_id,
  chat_name: row.chat_name,
  chat_type: row.chat_type,
  status: row.status,
  is_primary: row.is_primary,
  created_at: row.created_at,
  updated_at: row.updated_at,
});

/** A history item in the table's own names. */
const asMessage = ({ sender, content, ...rest }: HistoryItem): Message => ({
  ...rest,
  sender_type: sender,
  message_content: content,
});

/** Chats of a session, newest first. */
export const list = async (userId: string, sessionId: string): Promise<Chat[]> =>
  (await Rows.list(userId, sessionId)).map(show);

/** Opens another chat beside the primary one. Throws `session_not_found`. */
export async function create(
  userId: string,
  key: string,
  chat: { name: string | null; type: Chat["chat_type"] },
): Promise<Chat> {
  const row = await Rows.insert(userId, key, chat);
  if (row === undefined) throw problem("session_not_found");
  return show(row);
}

/** Gives a chat another name. Throws `chat_not_found`. */
export async function rename(userId: string, id: string, name: string): Promise<Chat> {
  const row = await Rows.rename(userId, id, name);
  if (row === undefined) throw problem("chat_not_found");
  return show(row);
}

/** Throws `chat_not_found`. */
export async function setStatus(userId: string, id: string, status: string): Promise<void> {
  if (!(await Rows.setStatus(userId, id, status))) throw problem("chat_not_found");
}

/** Bytes of an HTTP answer's history: far under Lambda's 6 MB. */
const httpBytes = 4_000_000;
/** Messages read for one frame: more never fit. */
const frameItems = 400;

const httpPage = (before: number | null, limit: number | null): Rows.Page => ({
  before,
  items: limit ?? limits.historyItems,
  bytes: httpBytes,
});
const framePage = (before: number | null): Rows.Page => ({
  before,
  items: frameItems,
  bytes: limits.frameOutBytes,
});

const hasOlder = (items: readonly HistoryItem[]): boolean => (items[0]?.position ?? 1) > 1;

/** A page of messages, oldest first, and whether older ones exist. Throws `chat_not_found`. */
export async function messages(
  userId: string,
  id: string,
  page: { before: number | null; limit: number | null },
): Promise<{ messages: Message[]; hasMore: boolean }> {
  const row = await Rows.history(userId, id, null, httpPage(page.before, page.limit));
  if (row === undefined) throw problem("chat_not_found");
  return { messages: row.messages.map(asMessage), hasMore: hasOlder(row.messages) };
}

/**
 * A page of a chat's history. With `sessionId` the chat must belong to that session; with
 * `frame` it fits one frame. Throws `chat_not_found`.
 */
export async function history(
  userId: string,
  id: string,
  options: {
    sessionId?: string | null;
    before?: number | null;
    limit?: number | null;
    frame?: boolean;
  } = {},
): Promise<History & { session_id: string }> {
  const before = options.before ?? null;
  const page = options.frame ? framePage(before) : httpPage(before, options.limit ?? null);
  const row = await Rows.history(userId, id, options.sessionId ?? null, page);
  if (row === undefined) throw problem("chat_not_found");
  const beside = {
    session_id: row.session_id,
    success: true,
    chat_info: row.info,
    message_count: row.message_count,
  } as const;
  const items = options.frame ? historyThatFits(row.messages, beside) : row.messages;
  return { ...beside, history: items, has_more: hasOlder(items) };
}

/**
 * The dialogue a key names, if anything was said in it. `unfinished: false` leaves out answers
 * that are still being written, for clients that could not follow them.
 * Throws `track_not_found`, `session_mismatch`, `chat_not_found`, `invalid_token`.
 */
export async function restore(
  userId: string,
  key: string,
  options: {
    trackId?: string | null;
    chatId?: string | null;
    frame: boolean;
    unfinished: boolean;
    make: boolean;
    /** The sign-in's token version; the same statement checks it. */
    version?: number;
  },
): Promise<{ restored: Restored; sessionId: string | null; movedFrom: string | null }> {
  const by = {
    trackId: options.trackId ?? null,
    chatId: options.chatId ?? null,
    make: options.make,
    version: options.version ?? null,
  };
  const page = options.frame ? framePage(null) : httpPage(null, null);
  const row = await Rows.restore(userId, key, by, page);
  if (row.outcome !== "restored") throw Session.refusal(row);
  const { session_id: sessionId, moved_from: movedFrom = null } = row;
  if (row.info === undefined) return { sessionId, movedFrom, restored: nothing };
  const readable = row.messages.filter(
    (one) => options.unfinished || (one.status !== "pending" && one.status !== "generating"),
  );
  const beside = {
    success: true,
    has_existing_chat: readable.length > 0,
    chat_id: row.info.chat_id,
    chat_info: row.info,
    message_count: row.message_count - (row.messages.length - readable.length),
  } as const;
  const items = options.frame ? historyThatFits(readable, beside) : readable;
  return {
    sessionId,
    movedFrom,
    restored: { ...beside, history: items, has_more: hasOlder(items) },
  };
}

/** What is restored where there is no chat yet. */
const nothing: Restored = {
  success: true,
  has_existing_chat: false,
  chat_id: null,
  chat_info: null,
  history: [],
  message_count: 0,
  has_more: false,
};

/** One message of the user with where it stands. Throws `message_not_found`. */
export async function message(userId: string, id: string): Promise<Rows.MessageTextRow> {
  const row = await Rows.message(userId, id);
  if (row === undefined) throw problem("message_not_found");
  return row;
}
