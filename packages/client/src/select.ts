// What a screen reads out of a state.
import { isUnfinished, type Chat, type Message } from "./model.ts";

/** A chat's messages in their order. */
export const transcript = (chat: Chat | undefined): Message[] =>
  Object.values(chat?.messages ?? {}).toSorted((a, b) => a.position - b.position);

/** The chat's answer that is being written, or waits to be. */
export const unfinished = (chat: Chat | undefined): Message | undefined =>
  transcript(chat).find((one) => one.sender === "ai" && isUnfinished(one));

/** The position below which older messages exist; null at the beginning of the chat. */
export function olderThan(chat: Chat | undefined): number | null {
  const lowest = transcript(chat)[0]?.position;
  if (chat === undefined || lowest === undefined) return null;
  return lowest > (chat.first ?? 1) ? lowest : null;
}
