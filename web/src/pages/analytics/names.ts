// What rows of figures are called. All of it is reactive to the language.
import type { UsageKey, UsageRow } from "@ai-learning/protocol/analytics";
import { figureWords } from "./words.ts";

const named = (names: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(names, key) ? (names[key] ?? key) : key;

const stageName = (key: string): string => named(figureWords().stages, key);
export const operationName = (key: string): string => named(figureWords().operations, key);

/** The name of a row of usage by anything but days. */
export function rowName(by: UsageKey, { key, label }: UsageRow): string {
  const words = figureWords();
  if (key === null) {
    if (by === "track") return words.noTrack;
    return by === "chat_type" || by === "chat" ? words.noChat : words.unknown;
  }
  if (by === "stage") return stageName(key);
  if (by === "operation") return operationName(key);
  if (by === "chat_type") return named(words.chatTypes, key);
  return label ?? key;
}
