// Cutting a history to what fits one frame, newest first.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import { limits } from "@ai-learning/protocol/limits";

/** Cuts a string without splitting a surrogate pair. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** Bytes of a value as JSON in UTF-8. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The longest beginning of a text whose JSON is at most so many bytes. */
export function cutToBytes(text: string, bytes: number): string {
  if (jsonBytes(text) <= bytes) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (jsonBytes(text.slice(0, middle)) <= bytes) low = middle;
    else high = middle - 1;
  }
  return cut(text, low);
}

/** The first items of a list whose JSON is together at most `bytes`. */
export function firstThatFit<T>(items: readonly T[], bytes: number): T[] {
  let left = bytes;
  const over = items.findIndex((item) => (left -= jsonBytes(item) + 1) < 0);
  return items.slice(0, over < 0 ? items.length : over);
}

/**
 * The newest messages (given oldest first) whose JSON is together at most `bytes`. One message
 * that is larger than that alone is kept with its text cut and marked `truncated`.
 */
export function newestThatFit(
  items: readonly HistoryItem[],
  bytes: number,
): { kept: HistoryItem[]; dropped: boolean } {
  let left = bytes;
  let from = items.length;
  while (from > 0) {
    const size = jsonBytes(items[from - 1]) + 1;
    if (size > left) break;
    left -= size;
    from -= 1;
  }
  const newest = items.at(-1);
  if (from === items.length && newest !== undefined) {
    const room = bytes - jsonBytes({ ...newest, content: "", truncated: true }) - 1;
    return {
      kept: [{ ...newest, content: cutToBytes(newest.content, room), truncated: true }],
      dropped: items.length > 1,
    };
  }
  return { kept: items.slice(from), dropped: from > 0 };
}

/** Bytes of a frame's type, session key, chat id, time and punctuation. */
const envelopeBytes = 1_000;

/** The newest part of a history (given oldest first) that fits one frame beside what else the frame says. */
export const historyThatFits = (items: readonly HistoryItem[], beside: object): HistoryItem[] =>
  newestThatFit(items, limits.frameOutBytes - envelopeBytes - jsonBytes(beside)).kept;
