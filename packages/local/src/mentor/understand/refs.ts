// Which module a person means: by number, by place, or by what it is about.
import { folded, hoursIn, wordsOf, type Word } from "./numbers.ts";

export type Ref =
  /** Counted from 1 as shown; -1 is the last, -2 the one before it. */
  { readonly by: "number"; readonly number: number } | { readonly by: "words"; readonly words: string };

const moduleWord = /^(?:modules?|модул(?:ь|я|ю|ем|е|и|ей|ям|ями|ях))$/;
const countedForm = /^(?:modules|модуля|модулей)$/;
const filler = /^(?:#|№|number|no|номер|the|под|за)$/;
const joint = /^\s*(?:,|and|и|&|\+|или|or|with|с|со|to|,\s*(?:and|и))?\s*$/iu;

export const mentionsModule = (text: string): boolean =>
  wordsOf(text).some((word) => moduleWord.test(folded(word.text)));

/** Numbers near the word "module", lists of them, and ordinals; not hours, and not how many ("2 modules"). */
export const numberRefs = (text: string): Ref[] => {
  const hours = hoursIn(text);
  const words = wordsOf(text).filter((word) => !filler.test(folded(word.text)));
  const isModule = (word: Word | undefined): boolean =>
    word !== undefined && moduleWord.test(folded(word.text));
  const usable = (word: Word | undefined): word is Word =>
    word?.value != null && !hours.some((one) => word.start >= one.start && word.end <= one.end);
  const refs: Word[] = [];
  let run: Word[] = [];
  let led = false;
  words.forEach((word, at) => {
    const before = words[at - 1];
    if (!usable(word)) {
      if (isModule(word) && run.length > 0 && !led) {
        const single = run.length === 1 && run[0]?.ordinal === false;
        if (!(single && countedForm.test(folded(word.text)))) refs.push(...run);
        run = [];
      }
      const connects = /^(?:and|и|or|или|with|с|со|to)$/.test(folded(word.text)) || isModule(word);
      if (!connects) {
        refs.push(...run.filter((one) => one.ordinal && !led));
        run = [];
        led = false;
      }
      if (isModule(word)) led = true;
      return;
    }
    const joined = before === undefined || isModule(before) || run.length === 0 || joint.test(text.slice(run.at(-1)?.end ?? 0, word.start).replace(/модул\p{L}*|modules?/giu, ""));
    if (led && (isModule(before) || (refs.at(-1) !== undefined && joined))) refs.push(word);
    else run.push(word);
  });
  refs.push(...run.filter((one) => one.ordinal));
  const numbers = refs.toSorted((a, b) => a.start - b.start).map((word) => word.value ?? 0);
  return [...new Set(numbers)].map((number) => ({ by: "number", number }));
};

const quotes = /[«“„"']([^«»“”„"]{1,200})[»”“"']/u;
const noise = new RegExp(
  "(?<![\\p{L}])(?:the|a|an|this|that|one|on|about|for|with|of|called|named|titled|covering|please|module|modules|lesson|section|part|topic|course|plan|from|my|our|it|entirely|completely|altogether|" +
    "про|о|об|обо|по|с|со|из|на|тему|темы|тема|модул(?:ь|я|ю|ем|е|и|ей)|урок|раздел|часть|который|пожалуйста|план|плана|курс|курса|этот|тот|совсем|вообще|весь|целиком|мне|нам)(?![\\p{L}])",
  "giu",
);

/** The words that say what the module meant is about; a title in quotes as it stands. */
export const wordsRef = (text: string): Ref | null => {
  const quoted = quotes.exec(text)?.[1];
  const words = (quoted ?? text.replace(noise, " ")).replace(/[\s.,;:!?()]+/gu, " ").trim();
  return words === "" ? null : { by: "words", words: quoted ?? words };
};

/** All modules a clause names: by number if it does, else by words. */
export const refsIn = (text: string): Ref[] => {
  if (quotes.test(text)) {
    const one = wordsRef(text);
    if (one !== null) return [one];
  }
  const numbers = numberRefs(text);
  if (numbers.length > 0) return numbers;
  const one = wordsRef(text);
  return one === null ? [] : [one];
};
