// What every operation hands to the model client, and what it gets from the dialogue.
import { withoutThoughts } from "../model/thoughts.ts";
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
  /** The learner's: the whole plan, edited by hand. */
  readonly isPlan?: boolean;
}

/** Stands at the end of an answer that was cut, so that no model takes it for a whole one. */
export const partialMark = "[…]";

/** How the model is called: sampling temperature and the longest answer, in tokens. */
export interface Settings {
  readonly temperature: number;
  readonly maxTokens: number;
}

/** Between two messages of one side that are sent as one. */
const seam = "\n\n---\n\n";

/** What the learner is taken to have said before the mentor's first words. */
export const opening = {
  ru: "Здравствуйте! Предложите, пожалуйста, план моего курса.",
  en: "Hello! Please propose a plan for my course.",
} as const;

/** Messages of one side that follow each other, as one: many servers refuse a dialogue that does not alternate. */
export function alternating(messages: readonly PromptMessage[]): PromptMessage[] {
  const merged: PromptMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === message.role) {
      merged[merged.length - 1] = { ...last, content: `${last.content}${seam}${message.content}` };
    } else merged.push(message);
  }
  return merged;
}

const marked = (text: string, isPartial: boolean | undefined): string =>
  isPartial && text.trim() !== "" ? `${text}\n\n${partialMark}` : text;

/** What stands before a plan that the learner edited by hand. */
const editedByHand = {
  ru: "Я изменил план сам. Теперь действует этот план:",
  en: "I have edited the plan myself. From now on this is the plan:",
} as const;

const said = ({ sender, content, isPartial, isPlan }: HistoryItem, locale: Locale): PromptMessage =>
  sender === "ai"
    ? { role: "assistant", content: marked(withoutThoughts(content), isPartial) }
    : { role: "user", content: isPlan ? `${editedByHand[locale]}\n\n${content}` : content };

/**
 * A prompt: instructions, then a dialogue that begins with the learner and alternates, as every server takes it. Answers
 * that failed before their first word are left out.
 *   request: what is asked for at the end, where it is not the learner's own last message.
 */
export function conversation(
  instructions: PromptMessage,
  history: readonly HistoryItem[],
  locale: Locale,
  request?: string,
): PromptMessage[] {
  const dialogue = history
    .map((one) => said(one, locale))
    .filter(({ content }) => content.trim() !== "");
  if (request !== undefined) dialogue.push({ role: "user", content: request });
  const isBegun = dialogue[0]?.role === "assistant";
  const first: PromptMessage[] = isBegun ? [{ role: "user", content: opening[locale] }] : [];
  return [instructions, ...alternating([...first, ...dialogue])];
}

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
