// What a model is told about: a track and a dialogue of the user.
import { call } from "../adapters/call.ts";
import type { StoredContext } from "../prompts/context.ts";

/** The track, its modules and the dialogue before a position, newest that fit. One round trip. */
export const readContext = (
  userId: string,
  of: {
    readonly trackId: string | null;
    readonly chatId: string | null;
    readonly before: number | null;
    readonly bytes: number;
    /** The answer that is to be written. */
    readonly messageId?: string;
  },
): Promise<StoredContext> =>
  call("read_context", {
    user_id: userId,
    track_id: of.trackId,
    chat_id: of.chatId,
    before: of.before,
    bytes: of.bytes,
    message_id: of.messageId ?? null,
  });
