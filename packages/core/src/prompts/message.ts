// What every operation hands to the model client, and what it gets from the dialogue.
import type { Locale } from "./locale.ts";

export interface PromptMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** One message of the dialogue, oldest first in a list. */
export interface HistoryItem {
  readonly sender: "user" | "ai";
  readonly content: string;
  /** The answer was cut: by the model's length limit, by the learner, or by a failure. */
  readonly isPartial?: boolean;
}

/** Stands at the end of an answer that was cut, so that no model takes it for a whole one. */
export const partialMark = "[…]";

/** How the model is called: sampling temperature and the longest answer, in tokens. */
export interface Settings {
  readonly temperature: number;
  readonly maxTokens: number;
}

/** The dialogue as model messages; answers that failed before their first word are left out. */
export const dialogue = (history: readonly HistoryItem[]): PromptMessage[] =>
  history
    .filter((item) => item.content.trim() !== "")
    .map((item) => ({
      role: item.sender === "ai" ? "assistant" : "user",
      content: item.isPartial ? `${item.content}\n\n${partialMark}` : item.content,
    }));

const header = { ru: "Задача", en: "Task" } as const;

/** A system message: first a line that names the operation and the language, then paragraphs. */
export const system = (
  task: string,
  locale: Locale,
  ...paragraphs: readonly string[]
): PromptMessage => ({
  role: "system",
  content: [`${header[locale]}: ${task} (${locale})`, ...paragraphs.filter(Boolean)].join("\n\n"),
});

/** The language a prompt made by `system` was written for. */
export const localeOfPrompt = (messages: readonly PromptMessage[]): Locale => {
  const first = messages.find((message) => message.role === "system")?.content ?? "";
  return first.startsWith(header.ru) ? "ru" : "en";
};
