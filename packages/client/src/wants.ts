// What a state still lacks, as what to ask the server for.
import { isUnfinished, type Chat, type Message, type State } from "./model.ts";
import { transcript } from "./select.ts";
import { known } from "./text.ts";

/** The rest of an answer, over the socket. */
export interface Resume {
  readonly type: "resume";
  readonly message_id: string;
  readonly attempt: number;
  readonly offset: number;
}

/** Stored messages below a position, over HTTP. */
export interface Read {
  readonly type: "read";
  readonly chat_id: string;
  readonly before: number;
  readonly limit: number;
}

export type Want = Resume | Read;

const mostAtOnce = 200;

function ofChat(chat: Chat): Want[] {
  const wants: Want[] = [];
  const messages = transcript(chat);
  const restoredFrom = Math.max(1, chat.restoredFrom ?? 1);
  // From where the chat was restored nothing may be missing; below that is what was paged to.
  let below = Math.min(restoredFrom, messages[0]?.position ?? restoredFrom) - 1;
  let before: Message | undefined;
  for (const message of messages) {
    const isEdited = message.replyTo === before?.id && message.revision > (before?.revision ?? 0);
    if (before !== undefined && isEdited) {
      // It answers an edition of the question that was never heard of.
      wants.push({ type: "read", chat_id: chat.id, before: before.position + 1, limit: 1 });
    }
    before = message;
    const missing = message.position - below - 1;
    if (missing > 0) {
      const limit = Math.min(missing, mostAtOnce);
      wants.push({ type: "read", chat_id: chat.id, before: message.position, limit });
    }
    below = message.position;
    const isOld = message.position < restoredFrom;
    const mayBeStale = isOld && !message.settled && message.readAt < chat.restores;
    // Only its answer's own frames were heard: they do not say what kind it is, nor when it was asked.
    const isIntroduced = message.at !== null;
    if (message.whole && isIntroduced && !mayBeStale) continue;
    if (!isUnfinished(message) || isOld) {
      // Cut, ended without its text, never introduced, or from before what was restored: the stored one is read.
      wants.push({ type: "read", chat_id: chat.id, before: message.position + 1, limit: 1 });
    } else if (message.pieces.length > 0) {
      const offset = known(message).length;
      wants.push({ type: "resume", message_id: message.id, attempt: message.attempt, offset });
    }
  }
  return wants;
}

/** Everything that is missing in chats whose newest part has been read. */
export const wants = (state: State): Want[] =>
  Object.values(state.chats)
    .filter((chat) => chat.restoredFrom !== null)
    .flatMap(ofChat);
