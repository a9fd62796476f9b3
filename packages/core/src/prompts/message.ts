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
}

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
      content: item.content,
    }));

/** A system message out of paragraphs. */
export const system = (...paragraphs: readonly string[]): PromptMessage => ({
  role: "system",
  content: paragraphs.filter(Boolean).join("\n\n"),
});

/** The language a prompt was written for: that of its first words, which are ours. */
export const localeOfPrompt = (messages: readonly PromptMessage[]): Locale => {
  const first = messages.find((message) => message.role === "system")?.content ?? "";
  return /^\p{Script=Cyrillic}/u.test(first) ? "ru" : "en";
};
