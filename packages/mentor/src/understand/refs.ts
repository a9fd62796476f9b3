// Which module a person means: by number, by place, or by what it is about.
import { folded, hoursIn, wordsOf, type Word } from "./numbers.ts";

export type Ref =
  /** Counted from 1 as shown; -1 is the last, -2 the one before it. */
  | { readonly by: "number"; readonly number: number }
  | { readonly by: "words"; readonly words: string };

const moduleWord = /^(?:modules?|модул(?:ь|я|ю|ем|е|и|ей|ям|ями|ях))$/;
const countedForm = /^(?:modules|модуля|модулей)$/;
const filler = /^(?:#|№|number|no|номер|the|под|за)$/;

export const mentionsModule = (text: string): boolean =>
  wordsOf(text).some((word) => moduleWord.test(folded(word.text)));

const connects = /^(?:and|и|or|или|with|с|со|to)$/;

/** Numbers next to each other, or with "and" and commas between them. */
interface Run {
  readonly numbers: Word[];
  readonly leads: boolean;
  readonly follows: Word | null;
}

const runsOf = (text: string): Run[] => {
  const hours = hoursIn(text);
  const words = wordsOf(text).filter((word) => !filler.test(folded(word.text)));
  const counts = (word: Word): boolean =>
    word.value !== null && !hours.some((one) => word.start >= one.start && word.end <= one.end);
  const runs: Run[] = [];
  let numbers: Word[] = [];
  let leads = false;
  let module = false;
  for (const word of words) {
    if (counts(word)) {
      if (numbers.length === 0) leads = module;
      numbers.push(word);
    } else if (isModule(word)) {
      if (numbers.length > 0 && !leads) {
        runs.push({ numbers, leads, follows: word });
        numbers = [];
      }
      module = true;
    } else if (!(numbers.length > 0 && connects.test(folded(word.text)))) {
      runs.push({ numbers, leads, follows: null });
      numbers = [];
      module = false;
    }
  }
  return [...runs, { numbers, leads, follows: null }];
};

const isModule = (word: Word): boolean => moduleWord.test(folded(word.text));

/** "the first three", "последние два": numbers from one end. */
const endwise = (text: string, numbers: readonly Word[]): number[] | null => {
  const [end, many, ...others] = numbers;
  if (end === undefined || many?.value == null || others.length > 0 || many.ordinal) return null;
  const close = /^\s+$/.test(text.slice(end.end, many.start)) && Math.abs(end.value ?? 0) === 1;
  if (!end.ordinal || !close) return null;
  const list = Array.from({ length: Math.min(many.value, 20) }, (_, at) => at + 1);
  return end.value === 1 ? list : list.map((number) => -number);
};

/** Numbers near the word "module", lists of them, and ordinals; not hours, and not how many ("2 modules"). */
export const numberRefs = (text: string): Ref[] => {
  const valuesOf = (words: readonly Word[]): number[] => words.map((word) => word.value ?? 0);
  const found = runsOf(text).flatMap(({ numbers, leads, follows }): number[] => {
    const several = endwise(text, numbers);
    if (several !== null) return several;
    if (leads) return valuesOf(numbers);
    if (follows === null) return valuesOf(numbers.filter((word) => word.ordinal));
    const howMany = numbers.length === 1 && countedForm.test(folded(follows.text));
    return valuesOf(numbers.filter((word) => word.ordinal || !howMany));
  });
  return [...new Set(found)].map((number) => ({ by: "number", number }));
};

const quotes = /[«“„"']([^«»“”„"]{1,200})[»”“"']/u;
const noise = new RegExp(
  "(?<![\\p{L}])(?:everything|anything|stuff|всё|все|всем|всех|the|a|an|this|that|one|on|about|for|with|of|called|named|titled|covering|please|module|modules|lesson|section|part|topic|course|plan|from|my|our|it|entirely|completely|altogether|" +
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
