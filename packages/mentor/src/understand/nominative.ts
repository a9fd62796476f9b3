// A Russian topic as a title: "про рекурсию" gives "Рекурсия"; where the form cannot be known the words stay.

const vowelless = /[бвгджзклмнпрстфхцчшщ]$/u;

/** Feminine accusative to nominative: the one case that shows on nouns after "про" and after a verb. */
const accusative = (word: string): string =>
  word
    .replace(/ую$/u, "ая")
    .replace(/юю$/u, "яя")
    .replace(/([^аеёиоуыэюя\s])у$/u, "$1а")
    .replace(/([а-яё])ю$/u, "$1я");

const neuterPlural =
  /^(?:слов|прав|числ|окн|мест|дел|тел|письм|правил|чувств|свойств|средств|устройств|множеств|обязательств)$/u;

const plural = (stem: string): string => {
  if (neuterPlural.test(stem) || stem.endsWith("ств")) return `${stem}а`;
  return /[гкхжчшщ]$/u.test(stem) ? `${stem}и` : `${stem}ы`;
};

/** After "о": null where two nominatives are possible ("о доме", "о теме"). */
const prepositional = (word: string): string | null => {
  if (/[аея]нии$|[^р]тии$/u.test(word)) return word.replace(/и$/u, "е");
  if (word.endsWith("ости")) return word.replace(/и$/u, "ь");
  if (word.endsWith("ии")) return word.replace(/и$/u, "я");
  if (/(?:ени|ани|яни)ях$/u.test(word)) return word.replace(/ях$/u, "я");
  if (word.endsWith("ях")) return word.replace(/ях$/u, "и");
  if (/[^аеиоуыэюя]ах$/u.test(word)) return plural(word.slice(0, -2));
  if (word.endsWith("ых")) return word.replace(/ых$/u, "ые");
  if (word.endsWith("их")) return word.replace(/их$/u, "ие");
  return null;
};

/** After "по": null where it is unclear. */
const dative = (word: string): string | null => {
  if (/[аея]нию$|[^р]тию$/u.test(word)) return word.replace(/ю$/u, "е");
  if (word.endsWith("ам")) return plural(word.slice(0, -2));
  if (word.endsWith("у") && vowelless.test(word.slice(0, -1))) return word.slice(0, -1);
  return null;
};

const adjective = /(?:ых|их|ым|им|ом|ем|ой|ей)$/u;
/** The adjective in the gender and number that its noun, now nominative, shows. */
const agreeing = (adjective: string, noun: string): string | null => {
  const stem = adjective.replace(/(?:ых|их|ым|им|ому|ему|ом|ем|ой|ей)$/u, "");
  const soft = /(?:их|им|ему|ем|ей)$/u.test(adjective) && !/[гкхжчшщ]$/u.test(stem);
  if (/(?:ых|их)$/u.test(adjective)) return stem + (soft || /[гкхжчшщ]$/u.test(stem) ? "ие" : "ые");
  if (noun.endsWith("ие")) return stem + (soft ? "ее" : "ое");
  if (/(?:я|ость)$/u.test(noun)) return stem + (soft ? "яя" : "ая");
  return null;
};

const preposition =
  /^(?:с|со|в|во|на|для|из|к|ко|по|от|до|о|об|у|при|без|над|под|через|между|как)$/u;
const animate = /(?:ого|его|ых|их|ей|ов|ев)$/u;

/** Latin words, digits and names are the same in every case. */
const declines = (word: string): boolean => /[а-яё]$/u.test(word);

const first = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/**
 * @param topic the words after the preposition
 * @param after the preposition that ruled their case; "" when they follow the verb
 */
export const nominative = (topic: string, after: string): string => {
  const words = topic.split(" ");
  const kept = after === "" ? first(topic) : `${first(after)} ${topic}`;
  const head = words[0] ?? "";
  if (!declines(head)) return first(topic);
  if (after === "" || after === "про") {
    if (animate.test(head)) return kept;
    const end = words.findIndex((word) => preposition.test(word));
    const group = end < 0 ? words.length : end;
    return first(
      words.map((word, at) => (at < group && declines(word) ? accusative(word) : word)).join(" "),
    );
  }
  const change = after === "по" ? dative : prepositional;
  const unclear = after === "по" ? `Занятия по ${topic}` : kept;
  if (!adjective.test(head)) {
    const changed = change(head);
    return changed === null ? unclear : first([changed, ...words.slice(1)].join(" "));
  }
  const noun = change(words[1] ?? "");
  const agreed = noun === null ? null : agreeing(head, noun);
  return noun === null || agreed === null
    ? unclear
    : first([agreed, noun, ...words.slice(2)].join(" "));
};
