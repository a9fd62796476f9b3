// Each mechanical check: what it finds and what it lets pass, in Russian and English. Longer than most files: it is one
// table of items for all checks, so that each is seen to find its own flaw and no other.
import { describe, expect, it } from "vitest";
import { item, type Item } from "../item.ts";
import { checkCard, checkFile, checkItem, tooSimilar } from "./check.ts";
import type { CheckCode } from "./flaw.ts";
import type { Locale } from "./lexicon.ts";

const lessons: Record<Locale, string> = {
  en: "# Reading files\n\n`read_csv` reads a file of rows into a table.\nColumn names come from the first line, unless you pass `header=None`.",
  ru: "# Чтение файлов\n\n`read_csv` читает файл строк в таблицу.\nИмена столбцов берутся из первой строки, если не передать `header=None`.",
};
const quotes: Record<Locale, string> = {
  en: "Column names come from the first line",
  ru: "Имена столбцов берутся из первой строки",
};
const stems: Record<Locale, string> = {
  en: "Where does pandas take the headings of a table from by default?",
  ru: "Откуда pandas по умолчанию берёт заголовки таблицы?",
};
const texts: Record<Locale, string[]> = {
  en: [
    "the first line of the data",
    "the name of the folder",
    "a file beside it, ending in .txt",
    "the order of the values",
  ],
  ru: [
    "из первой строчки данных",
    "из имени папки",
    "из соседнего файла с конфигурацией",
    "из порядка значений",
  ],
};
const because = {
  en: "The lesson says so in its second sentence.",
  ru: "Так сказано во втором предложении урока.",
};

type Raw = Record<string, unknown>;

/** A choice without flaws, changed as told; `options` are texts, the first is the key. */
function choice(locale: Locale, changes: Raw & { texts?: string[] } = {}): Item {
  const { texts: given = texts[locale], ...rest } = changes;
  const options = given.map((text, at) => ({
    id: "abcdef"[at],
    text,
    explanation: because[locale],
  }));
  return item.parse({
    kind: "choice",
    stem: stems[locale],
    options,
    key: "a",
    quote: quotes[locale],
    ...rest,
  });
}

const other = (locale: Locale, changes: Raw): Item =>
  item.parse({
    stem: stems[locale],
    quote: quotes[locale],
    explanation: because[locale],
    ...changes,
  });

const codesOf = (one: Item, locale: Locale): CheckCode[] =>
  checkItem(one, { locale, text: lessons[locale] }).map(({ code }) => code);

const clozeStem = {
  en: "By default the headings come from the ___ line of a file.",
  ru: "По умолчанию заголовки берутся из ___ строчки файла.",
};
const cloze = (
  locale: Locale,
  stem = clozeStem[locale],
  answers = [locale === "en" ? "first" : "первой"],
): Item => other(locale, { kind: "cloze", stem, answers });
const numberItem = (changes: Raw): Item =>
  other("en", {
    kind: "number",
    stem: "How many lines of a file hold the headings of a table?",
    answer: "1",
    ...changes,
  });
const steps = ["open the file", "read its rows", "count the rows"].map((text, at) => ({
  id: "abc"[at],
  text,
}));
const orderItem = (changes: Raw): Item =>
  other("en", {
    kind: "order",
    stem: "In which order is a table made of a file?",
    options: steps,
    key: ["b", "a", "c"],
    ...changes,
  });
const point = (id: string, essential = true) => ({ id, text: "names the first line", essential });
const short = (rubric: unknown[]): Item =>
  other("en", {
    kind: "short",
    stem: "Say in your own words where headings come from.",
    rubric,
    answer: "From the first line.",
  });

describe("items without flaws", () => {
  it.each<[string, Item, Locale]>([
    ["a choice in English", choice("en"), "en"],
    ["a choice in Russian", choice("ru"), "ru"],
    ["a cloze in English", cloze("en"), "en"],
    ["a cloze in Russian", cloze("ru"), "ru"],
    ["a number with a decimal comma", numberItem({ answer: "0,5", tolerance: "0.1" }), "en"],
    ["an order", orderItem({}), "en"],
    ["a short answer", short([point("a"), point("b", false)]), "en"],
    [
      "options of code alone",
      choice("ru", { texts: ["`df.head()`", "`df.tail()`", "`df.first()`"] }),
      "ru",
    ],
  ])("pass every check: %s", (_, one, locale) => {
    expect(codesOf(one, locale)).toEqual([]);
  });
});

/** An item that has one flaw, by the check that has to find it. */
const flawed: [CheckCode, string, Item, Locale][] = [
  [
    "option_ids",
    "an id given twice",
    item.parse({
      ...choice("en"),
      key: "a",
      options: ["a", "b", "b"].map((id, at) => ({
        id,
        text: texts.en[at],
        explanation: because.en,
      })),
    }),
    "en",
  ],
  ["one_key", "two keys", choice("en", { key: ["a", "b"] }), "en"],
  ["one_key", "no key", choice("ru", { key: [] }), "ru"],
  ["one_key", "a key that is no option", choice("ru", { key: "z" }), "ru"],
  [
    "option_count",
    "two options",
    choice("en", { texts: texts.en.filter((_, at) => at % 2 === 0) }),
    "en",
  ],
  [
    "option_count",
    "five options",
    choice("ru", { texts: [...texts.ru, "из названия переменной"] }),
    "ru",
  ],
  [
    "options_distinct",
    "two options that differ in case and a point",
    choice("en", { texts: [...texts.en.slice(0, 3), "The name of the folder."] }),
    "en",
  ],
  [
    "options_distinct",
    "two options that differ in ё",
    choice("ru", {
      texts: [
        "из первой строчки данных",
        "из чётного столбца",
        "из четного столбца",
        "из имени папки проекта",
      ],
    }),
    "ru",
  ],
  ...[
    "All of the above",
    "None of these options",
    "Both of the above",
    "All answers are right",
    "A and C",
  ].map((text): [CheckCode, string, Item, Locale] => [
    "catch_all_option",
    text,
    choice("en", { texts: [...texts.en.slice(0, 3), text] }),
    "en",
  ]),
  ...[
    "Всё перечисленное",
    "все вышеперечисленные",
    "Ничего из перечисленного",
    "Оба варианта",
    "Нет правильного ответа",
    "Все ответы верны",
  ].map((text): [CheckCode, string, Item, Locale] => [
    "catch_all_option",
    text,
    choice("ru", { texts: [...texts.ru.slice(0, 3), text] }),
    "ru",
  ]),
  [
    "key_longest",
    "a key much longer than the rest",
    choice("en", {
      texts: ["the very first line of the data that the file holds", ...texts.en.slice(1)],
    }),
    "en",
  ],
  [
    "key_longest",
    "the same in Russian",
    choice("ru", {
      texts: ["из самой первой строчки данных, которая есть в файле", ...texts.ru.slice(1)],
    }),
    "ru",
  ],
  [
    "stem_word_in_key",
    "a word of the question in the key alone",
    choice("en", { texts: ["the headings line", ...texts.en.slice(1)] }),
    "en",
  ],
  [
    "stem_word_in_key",
    "the same with another ending",
    choice("ru", { texts: ["из строки с заголовками", ...texts.ru.slice(1)] }),
    "ru",
  ],
  [
    "absolute_in_distractor",
    "“always” among wrong options only",
    choice("en", { texts: [...texts.en.slice(0, 3), "always the file's name"] }),
    "en",
  ],
  [
    "absolute_in_distractor",
    "«только» among wrong options only",
    choice("ru", { texts: [...texts.ru.slice(0, 3), "только из имени файла"] }),
    "ru",
  ],
  [
    "negation_not_emphasised",
    "a plain “not”",
    choice("en", { stem: "Which of these is not a place that headings come from?" }),
    "en",
  ],
  [
    "negation_not_emphasised",
    "“doesn't”",
    choice("en", { stem: "Which of these doesn't pandas read headings from?" }),
    "en",
  ],
  [
    "negation_not_emphasised",
    "a plain «не»",
    choice("ru", { stem: "Откуда pandas не берёт заголовки?" }),
    "ru",
  ],
  [
    "negation_not_emphasised",
    "a question of one clause that begins like an aside",
    choice("en", { stem: "When does pandas not read headings?" }),
    "en",
  ],
  [
    "negation_not_emphasised",
    "«кроме»",
    choice("ru", { stem: "Заголовки бывают везде, кроме какого места?" }),
    "ru",
  ],
  [
    "quote_not_in_lesson",
    "a quote in other words",
    choice("en", { quote: "Column names are taken from line one" }),
    "en",
  ],
  [
    "quote_not_in_lesson",
    "a quote of another lesson",
    choice("ru", { quote: "Имена столбцов задаёт автор файла" }),
    "ru",
  ],
  ["number_unreadable", "an answer in words", numberItem({ answer: "about one" }), "en"],
  ["number_unreadable", "a tolerance below zero", numberItem({ tolerance: "-1" }), "en"],
  ["cloze_gap", "no gap", cloze("en", "By default the headings come from a line of a file."), "en"],
  ["cloze_gap", "two gaps", cloze("ru", "По умолчанию ___ берутся из ___ строчки файла."), "ru"],
  [
    "cloze_answer_in_text",
    "the answer elsewhere in the text",
    cloze("en", "The first line is the ___ one that pandas reads from a file."),
    "en",
  ],
  [
    "cloze_answer_in_text",
    "the same with other letters",
    cloze("ru", "Первой читается строка заголовков: она берётся ___ из файла.", ["первой"]),
    "ru",
  ],
  ["order_given_away", "steps written in order", orderItem({ key: ["a", "b", "c"] }), "en"],
  ["order_given_away", "a key that leaves a step out", orderItem({ key: ["b", "a"] }), "en"],
  [
    "order_given_away",
    "two steps",
    orderItem({ options: steps.slice(0, 2), key: ["b", "a"] }),
    "en",
  ],
  ["rubric_points", "no essential point", short([point("a", false)]), "en"],
  ["rubric_points", "a point's id twice", short([point("a"), point("a")]), "en"],
  [
    "wrong_language",
    "an English question in a Russian lesson",
    choice("ru", { stem: stems.en }),
    "ru",
  ],
  [
    "wrong_language",
    "a Russian question in an English lesson",
    choice("en", { stem: stems.ru }),
    "en",
  ],
  [
    "wrong_language",
    "explanations in another language",
    item.parse({
      ...choice("ru"),
      key: "a",
      options: texts.ru.map((text, at) => ({
        id: "abcd"[at],
        text,
        explanation: because.en + because.en,
      })),
    }),
    "ru",
  ],
  ["wrong_language", "a mark of another language", choice("en", { locale: "ru" }), "en"],
];

describe("each flaw is found, and no other is seen where it is", () => {
  it.each(flawed)("%s: %s", (code, _, one, locale) => {
    expect([...new Set(codesOf(one, locale))]).toEqual([code]);
  });
});

describe("what only looks like a flaw passes", () => {
  it.each<[Locale, string]>([
    ["en", "What happens when the file does not exist?"],
    ["en", "Which call reads a file that is not separated by commas?"],
    ["en", "If nothing is not read, what is left?"],
    ["ru", "Что произойдёт, если не указать `index_col`?"],
    ["ru", "Какой метод читает файл, который не разделён запятыми?"],
    ["ru", "Файл не найден. Что напечатает блокнот?"],
  ])("a negation outside of what is asked (%s): %s", (locale, stem) => {
    expect(codesOf(choice(locale, { stem }), locale)).not.toContain("negation_not_emphasised");
  });

  it.each<[string, Item, Locale]>([
    [
      "a negation in capitals",
      choice("en", { stem: "Which of these is NOT a place that headings come from?" }),
      "en",
    ],
    ["a negation in bold", choice("ru", { stem: "Откуда pandas **не** берёт заголовки?" }), "ru"],
    [
      "a negation in a condition",
      choice("ru", { stem: "Если файл не найден, что сделает `read_csv`?" }),
      "ru",
    ],
    [
      "a negation in a condition, in English",
      choice("en", { stem: "If the file is not there, what will happen?" }),
      "en",
    ],
    [
      "a negation in code",
      choice("en", { stem: "What will `not True` be in this example, on its own?" }),
      "en",
    ],
    [
      "an absolute in the key too",
      choice("en", {
        texts: [
          "only the first line of data",
          "always the folder's own name",
          "the order of the values",
        ],
      }),
      "en",
    ],
    [
      "an absolute in code",
      choice("en", {
        texts: ["the first of `names`", "what `all()` gives back", "the order of the values"],
      }),
      "en",
    ],
    [
      "a word with a hyphen",
      choice("en", {
        texts: ["the first line of data", "a read-only list of names", "the order of the values"],
      }),
      "en",
    ],
    [
      "a word of the question in every option",
      choice("en", {
        texts: [
          "the first line as headings",
          "the folder as headings",
          "a headings file beside it",
        ],
      }),
      "en",
    ],
    [
      "a key a tenth longer",
      choice("en", { texts: ["abcdefghijk", "abcdefghij", "abcdefgh"] }),
      "en",
    ],
    ["a quote over a line break", choice("en", { quote: "into a table. Column names come" }), "en"],
    [
      "an option that begins with “all”",
      choice("en", {
        texts: [
          "all lines of data at once",
          "all names of the folders there",
          "the order of the values",
        ],
      }),
      "en",
    ],
    [
      "a cloze whose answer is part of a longer word",
      cloze("en", "At firsthand: headings come from the ___ line of a file."),
      "en",
    ],
    [
      "English terms in a Russian question",
      choice("ru", { stem: "Что делает параметр header в функции read_csv пакета pandas?" }),
      "ru",
    ],
  ])("%s", (_, one, locale) => {
    expect(codesOf(one, locale)).toEqual([]);
  });
});

describe("cards", () => {
  it.each<[string, Item[], CheckCode[]]>([
    ["a choice and a cloze are enough", [choice("en"), cloze("en")], []],
    ["two choices are not", [choice("en"), choice("en")], ["card_forms"]],
    ["a card needs a choice", [cloze("ru"), cloze("ru")], ["card_forms"]],
  ])("%s", (_, items, codes) => {
    expect(checkCard({ items }).map(({ code }) => code)).toEqual(codes);
  });

  it.each<[string, string, string, boolean]>([
    ["one that differs in a word", stems.en, stems.en.replace("table", "frame"), true],
    [
      "one that differs in a word, in Russian",
      stems.ru,
      stems.ru.replace("таблицы", "фрейма"),
      true,
    ],
    ["one of its own", stems.en, "What does `header=None` change?", false],
    ["one of its own, in Russian", stems.ru, "Что меняет `header=None`?", false],
  ])("%s is told from a question before it", (_, before, stem, isTwin) => {
    expect(tooSimilar({ stem }, [{ stem: before }])).toHaveLength(isTwin ? 1 : 0);
  });

  it("twins are found across the cards of an objective and not across objectives", () => {
    const card = (objective: string) => ({
      idea: "Headings",
      objective,
      items: [choice("en"), cloze("en")],
    });
    const flaws = (objectives: string[]) =>
      checkFile({ locale: "en", cards: objectives.map(card) }, lessons.en).map(
        ({ code, card, item }) => [code, card, item],
      );

    expect(flaws(["Read files", "Write files"])).toEqual([]);
    expect(flaws(["Read files", "Read files"])).toEqual([
      ["too_similar", 1, 0],
      ["too_similar", 1, 1],
    ]);
  });
});
