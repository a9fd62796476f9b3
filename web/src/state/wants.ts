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
  let below = 0;
  let before: Message | undefined;
  for (const message of transcript(chat)) {
    const isEdited = message.replyTo === before?.id && message.revision > (before?.revision ?? 0);
    if (before !== undefined && isEdited) {
      // It answers an edition of the question that was never heard of.
      wants.push({ type: "read", chat_id: chat.id, before: before.position + 1, limit: 1 });
    }
    before = message;
    const missing = message.position - below - 1;
    if (below > 0 && missing > 0) {
      const limit = Math.min(missing, mostAtOnce);
      wants.push({ type: "read", chat_id: chat.id, before: message.position, limit });
    }
    below = message.position;
    const isOld = message.position < (chat.restoredFrom ?? 0);
    const mayBeStale = isOld && !message.settled && message.readAt < chat.restores;
    if (message.whole && !mayBeStale) continue;
    if (!isUnfinished(message) || isOld) {
      // Cut, ended without its text, or from before what was restored: the stored one is read.
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
