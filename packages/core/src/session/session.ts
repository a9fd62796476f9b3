// Planning sessions: one per track; devices name it by keys of their own.
import type { Session, SessionChats } from "@ai-learning/protocol/chat";
import { limits } from "@ai-learning/protocol/limits";
import { firstThatFit } from "../chat/fit.ts";
import { problem, PublicError, type SentenceCode } from "../error.ts";
import * as Rows from "./session.sql.ts";

const show = (row: Rows.SessionRow): Session => ({
  id: row.id,
  track_id: row.track_id ?? "",
  session_name: row.session_name,
  status: row.status,
  created_at: row.created_at,
  updated_at: row.updated_at,
});

const refusals = {
  track_not_found: "track_not_found",
  session_mismatch: "session_mismatch",
  chat_not_found: "chat_not_found",
  signed_out: "invalid_token",
} as const satisfies Record<Rows.Refused["outcome"], SentenceCode>;

/** A session key's refusal as a public error. */
export const refusal = ({ outcome }: Rows.Refused): PublicError => problem(refusals[outcome]);

/**
 * The session a key names, binding it to `trackId` when given; its id is null when the key names nothing.
 * @throws PublicError `track_not_found` or `session_mismatch`: then nothing was bound
 */
export async function resolve(
  userId: string,
  key: string,
  trackId: string | null = null,
): Promise<Rows.Resolved> {
  const resolved = await Rows.resolve(userId, key, { trackId, make: false });
  if (resolved.outcome !== "resolved") throw refusal(resolved);
  return resolved;
}

/** The session of a key. Throws `session_not_found`. */
export async function existing(userId: string, key: string): Promise<string> {
  const { session_id } = await resolve(userId, key);
  if (session_id === null) throw problem("session_not_found");
  return session_id;
}

/** Opens a session key for a socket. Throws `invalid_token` when the sign-in is over. */
export async function open(userId: string, version: number, key: string): Promise<string> {
  const opened = await Rows.open(userId, version, key);
  if (opened.outcome !== "resolved") throw refusal(opened);
  if (opened.session_id === null) throw new Error("open_session made no session");
  return opened.session_id;
}

export const list = async (userId: string): Promise<Session[]> =>
  (await Rows.list(userId)).map(show);

/** The planning session of a track under a new name. Throws `track_not_found`. */
export async function ofTrack(userId: string, trackId: string, name: string): Promise<Session> {
  const row = await Rows.ofTrack(userId, trackId, name);
  if (row === undefined) throw problem("track_not_found");
  return show(row);
}

/** Throws `session_not_found`. */
export async function setStatus(userId: string, key: string, status: string): Promise<void> {
  const id = await existing(userId, key);
  if (!(await Rows.setStatus(userId, id, status))) {
    throw new PublicError("session_not_found", "Chat session not found");
  }
}

export const withChats = (
  userId: string,
  sessionId: string | null = null,
): Promise<SessionChats[]> => Rows.withChats(userId, sessionId);

/** As `withChats`, for one frame: of each session the newest chats that fit, and whether some did not. */
export async function withChatsForFrame(
  userId: string,
  sessionId: string,
): Promise<{ sessions: SessionChats[]; hasMore: boolean }> {
  const all = await withChats(userId, sessionId);
  const sessions = all.map((one) => ({
    ...one,
    chats: firstThatFit(one.chats, limits.answerFrameBytes / all.length),
  }));
  return {
    sessions,
    hasMore: sessions.some((one, at) => one.chats.length < (all[at]?.chats.length ?? 0)),
  };
}

export { activeChat, setActiveChat } from "./session.sql.ts";
