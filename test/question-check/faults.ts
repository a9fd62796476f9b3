// Twenty faults of the kinds that models and tired people make, each planted into a file that has none.
import type { CheckCode } from "@ai-learning/core/question/checks/flaw";
import { english, russian } from "./sample.ts";

interface RawOption {
  id: string;
  text: string;
  explanation?: string;
}
interface RawItem {
  kind: string;
  stem: string;
  quote: string;
  key?: string | string[];
  options?: RawOption[];
  answers?: string[];
  answer?: string;
  rubric?: { id: string; essential?: boolean }[];
}
interface RawFile {
  locale: string;
  cards: { objective: string; items: RawItem[] }[];
}

export interface Fault {
  readonly name: string;
  /** The check that has to find it. */
  readonly code: CheckCode;
  /** The file with the fault in it. */
  readonly file: object;
}

function itemOf(file: RawFile, card: number, item: number): RawItem {
  const found = file.cards[card]?.items[item];
  if (found === undefined) throw new Error(`no item ${String(item)} of card ${String(card)}`);
  return found;
}

function optionOf(file: RawFile, card: number, item: number, option: number): RawOption {
  const found = itemOf(file, card, item).options?.[option];
  if (found === undefined) throw new Error(`no option ${String(option)}`);
  return found;
}

/** A fault that `change` plants into a copy of a file. */
function plant(
  name: string,
  code: CheckCode,
  sample: object,
  change: (file: RawFile) => void,
): Fault {
  const file = structuredClone(sample) as RawFile;
  change(file);
  return { name, code, file };
}

/** Every choice of a file. */
const choicesOf = (file: RawFile): RawItem[] =>
  file.cards.flatMap(({ items }) => items).filter(({ kind }) => kind === "choice");

function keyFirst(file: RawFile): void {
  for (const item of choicesOf(file))
    item.options?.sort((one, other) => Number(other.id === item.key) - Number(one.id === item.key));
}

/** Makes each key just longer than every other option, by less than the check of one item minds. */
function keyLongest(file: RawFile): void {
  for (const { options = [], key } of choicesOf(file)) {
    const right = options.find(({ id }) => id === key);
    for (const option of options)
      if (right !== undefined && option !== right)
        option.text = option.text.slice(0, right.text.length - 1).trim();
  }
}

export const faults: readonly Fault[] = [
  plant("two options with one id", "option_ids", english, (file) => {
    optionOf(file, 0, 0, 2).id = "b";
  }),
  plant("two right options", "one_key", english, (file) => {
    itemOf(file, 0, 0).key = ["a", "b"];
  }),
  plant("a key that names no option", "one_key", russian, (file) => {
    itemOf(file, 0, 0).key = "e";
  }),
  plant("only two options", "option_count", english, (file) => {
    itemOf(file, 0, 0).options?.splice(2);
  }),
  plant("an option twice", "options_distinct", russian, (file) => {
    optionOf(file, 0, 0, 2).text = "Чтобы узнать возраст муки.";
  }),
  plant("“all of the above”", "catch_all_option", english, (file) => {
    optionOf(file, 1, 0, 3).text = "all of the above";
  }),
  plant("«ничего из перечисленного»", "catch_all_option", russian, (file) => {
    optionOf(file, 1, 0, 3).text = "ничего из перечисленного";
  }),
  plant("a key twice as long as the rest", "key_longest", english, (file) => {
    optionOf(file, 1, 0, 2).text =
      "an elastic mesh of protein strands that holds the gas of the yeast inside";
  }),
  plant("a word of the question in the key", "stem_word_in_key", english, (file) => {
    itemOf(file, 1, 0).stem = "What sort of mesh does working build in dough?";
  }),
  plant("«всегда» among wrong options", "absolute_in_distractor", russian, (file) => {
    optionOf(file, 1, 0, 0).text = "сахар, и притом всегда";
  }),
  plant("a negation nobody sees", "negation_not_emphasised", english, (file) => {
    itemOf(file, 3, 0).stem = "Which of these is not what steam is for?";
  }),
  plant("«не», которого не видно", "negation_not_emphasised", russian, (file) => {
    itemOf(file, 1, 0).stem = "Чего не бывает в тесте при замесе?";
  }),
  plant("an invented quote", "quote_not_in_lesson", english, (file) => {
    itemOf(file, 2, 0).quote = "Cold dough needs an hour more to rise.";
  }),
  plant("a number in words", "number_unreadable", english, (file) => {
    itemOf(file, 1, 2).answer = "ten or so";
  }),
  plant("a cloze that answers itself", "cloze_answer_in_text", russian, (file) => {
    itemOf(file, 0, 1).stem = "Треть — это много: в одном стакане муки бывает на ___ больше.";
  }),
  plant("an order written in order", "order_given_away", english, (file) => {
    itemOf(file, 2, 2).key = ["bake", "weigh", "rise", "knead"];
  }),
  plant("a question asked twice", "too_similar", english, (file) => {
    itemOf(file, 3, 1).stem = "What is steam for at the very start of baking?";
  }),
  plant("a question in another language", "wrong_language", russian, (file) => {
    itemOf(file, 0, 0).stem = "Why does a baker put flour on a scale?";
  }),
  plant("keys that are the longest option, if only just", "set_longest_key", english, keyLongest),
  plant("keys that are always written first", "set_key_position", english, keyFirst),
];
