// A Russian topic as a title: "про рекурсию" gives "Рекурсия"; where the form cannot be known the words stay.
import endings from "../../language/ru/endings.json" with { type: "json" };
import { capitalised } from "../text.ts";

export type Case = keyof typeof endings;

/** Null where no rule fits. */
const changed = (word: string, from: Case): string | null => {
  const rules = endings[from].map(
    ([end = "", to = ""]) => [new RegExp(`${end}$`, "u"), to] as const,
  );
  const rule = rules.find(([end]) => end.test(word));
  return rule === undefined ? null : word.replace(rule[0], rule[1]);
};

const preposition =
  /^(?:с|со|в|во|на|для|из|к|ко|по|от|до|о|об|у|при|без|над|под|через|между|как)$/u;
const adjective = /(?:ых|их|ым|им|ом|ем|ой|ей|ому|ему|ыми|ими)$/u;
const animate = /(?:ого|его|ых|их|ей|ов|ев)$/u;
export const infinitive = /^[а-яё-]+(?:ть|ти|чь|ться|тись|чься)$/iu;

/** Latin words, digits and names are the same in every case. */
const declines = (word: string): boolean => /[а-яё]$/u.test(word);

/** The topic in the nominative; null where the form cannot be known. */
export const nominative = (topic: string, from: Case): string | null => {
  const words = topic.split(" ");
  const [head = "", ...others] = words;
  if (!declines(head) || infinitive.test(head)) return capitalised(topic);
  if (from !== "accusative") {
    const noun = adjective.test(head) ? null : changed(head, from);
    return noun === null ? null : capitalised([noun, ...others].join(" "));
  }
  if (animate.test(head)) return null;
  const end = words.findIndex((word) => preposition.test(word));
  const declined = words.map((word, at) =>
    (end < 0 || at < end) && declines(word) ? (changed(word, from) ?? word) : word,
  );
  return capitalised(declined.join(" "));
};
