// What the headings of a lesson's parts are called, in both languages, as models really write them.

/** What a part of a lesson is for. */
export type LessonPartKind =
  | "opening"
  | "text"
  | "example"
  | "gaps"
  | "mistake"
  | "summary"
  | "exercise";

/** What a heading stands for by its name alone. `number`: of a hint or an exercise, where it has one. */
export interface Named {
  readonly kind: LessonPartKind | "hint" | "solution";
  /** "Hints": a list of them follows. */
  readonly isMany: boolean;
  readonly number: number | null;
}

/** After a name that stands alone: nothing more, or what belongs to it. "Exercise and health" is a title of its own. */
const end = /(?=\s*(?:$|[:.,;!?()—–-]|\d|[#№]|(?:to|for|of|by|in|к|для|с|по)(?=\s)))/u.source;

const name = (...forms: readonly string[]): RegExp =>
  new RegExp(`^(?:${forms.join("|")})${end}`, "u");

const start = (...forms: readonly string[]): RegExp =>
  new RegExp(`^(?:${forms.join("|")})(?![\\p{L}\\p{N}])`, "u");

const names: readonly (readonly [Named["kind"], RegExp])[] = [
  [
    "hint",
    name(
      "(?:(?:first|second|third|last|another) )?(?:hint|clue)s?(?: (?:one|two|three))?",
      "(?:(?:первая|вторая|третья|ещё одна|последняя) )?подсказк[аи](?: (?:первая|вторая|третья))?",
    ),
  ],
  [
    "solution",
    name(
      "(?:(?:full|complete|model|sample|worked|the|detailed|suggested) )*(?:solution|answer)s?(?: (?:key|and explanations?))?",
      "(?:(?:полное|подробное|возможное|примерное|правильное|правильный) )?(?:решени[ея]|ответы?)(?: и объяснени[ея])?",
    ),
  ],
  [
    "example",
    start(
      "(?:(?:a|an|the|another|second|fully) )*(?:worked(?:[- ]out)?|complete|step[- ]by[- ]step) example",
      "(?:ещё один |второй )?(?:разобранный|полный|подробный) пример",
      "(?:разбор примера|пример с разбором)",
    ),
  ],
  ["example", name("examples?", "примеры?")],
  [
    "gaps",
    start(
      "(?:now |your turn: )?(?:fill|complete) (?:in )?(?:the )?(?:missing )?(?:steps|gaps|blanks)",
      "(?:допи|допол|запол)(?:ши|ни)(?:те)? (?:недостающие |пропущенные )?(?:шаги|строки|пропуски)",
    ),
  ],
  [
    "mistake",
    start(
      "(?:a |the |two |one )?(?:common|typical|frequent) (?:mistake|misconception|error|pitfall|trap)s?",
      "(?:част(?:ая|ые)|типичн(?:ая|ые)|распространённ(?:ая|ые)|распространенн(?:ая|ые)) ошибк[аи]",
      "(?:част(?:ое|ые)|типичн(?:ое|ые)|распространённ(?:ое|ые)|распространенн(?:ое|ые)) заблуждени[ея]",
    ),
  ],
  [
    "summary",
    name(
      "in (?:short|brief|summary)|(?:short |quick )?summary|recap|(?:key )?takeaways|key points|to sum up",
      "коротко|кратко|вкратце|итоги?|главное|выводы|резюме|подвед[её]м итоги?|коротко о главном",
    ),
  ],
  [
    "exercise",
    name(
      "(?:(?:practice|final|the) )?exercises?(?: (?:one|two|three))?",
      "(?:(?:практическое|итоговое) )?(?:упражнени[ея]|задани[ея])",
    ),
  ],
];

/** A heading's name without what goes before it: a number, an emoji; in lower case. */
const bare = (title: string): string =>
  title
    .toLowerCase()
    .replace(/^(?:\d{1,3}(?:\.\d{1,3})?[.)]|[^\p{L}\p{N}])*\s*/u, "")
    .trim();

const many = /^(?:hints|clues|подсказки|exercises|упражнения|задания)(?![\p{L}\p{N}])/u;

/** What a heading stands for; null for a title that only says what its section is about. */
export function readName(title: string): Named | null {
  if (title.length > 200) return null;
  const text = bare(title);
  const found = names.find(([, pattern]) => pattern.test(text));
  if (found === undefined) return null;
  const number = /\d{1,2}/.exec(text)?.[0];
  return {
    kind: found[0],
    isMany: many.test(text),
    number: number === undefined ? null : Number(number),
  };
}
