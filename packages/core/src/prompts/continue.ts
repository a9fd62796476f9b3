// An answer that was cut goes on: the conversation, what there is of the answer, and the request to write the rest.
import type { Locale } from "./locale.ts";
import type { PromptMessage } from "./message.ts";

/**
 * An instruction of the learner's, and no beginning of the assistant's own next message: many servers support no such
 * prefill, and many demand that the two alternate.
 */
export const request = {
  ru:
    "Продолжай свой последний ответ ровно с того места, где он оборвался, даже если это середина слова, строки или блока " +
    "кода. Не повторяй написанное, ничего не предваряй и не поясняй: твой текст будет приписан прямо к концу того ответа. " +
    "Если дальше идёт пробел или новая строка, начни с них. Закончи ответ.",
  en:
    "Continue your last answer exactly where it stopped, even in the middle of a word, a line or a code block. Do not " +
    "repeat anything, introduce or explain anything: your text is put right behind the end of that answer. If a space or " +
    "a new line comes next, begin with it. Bring the answer to its end.",
} as const;

/** Messages at the end that make no sense without each other: the question, the part of its answer, the request. */
export const inseparable = 3;

/**
 * The prompt of an answer that goes on.
 *   asked: the prompt that it was begun with, which ends with the learner; written: what there is of it
 */
export const messages = (
  asked: readonly PromptMessage[],
  written: string,
  locale: Locale,
): PromptMessage[] => [
  ...asked,
  { role: "assistant", content: written },
  { role: "user", content: request[locale] },
];
