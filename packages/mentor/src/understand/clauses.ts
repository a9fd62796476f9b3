// A message cut into clauses, each beginning with the verb that says what to do.

export type Verb =
  | "add"
  | "remove"
  | "hours"
  | "stress"
  | "rename"
  | "move"
  | "swap"
  | "merge"
  | "split"
  | "replace"
  | "make"
  | "undo"
  | "restart"
  | "order";

const verbs: Readonly<Record<Verb, string>> = {
  stress:
    "(?:put |place |lay )?(?:more |extra )?(?:emphasis|focus|stress)(?: more)? on (?:practice|practical\\p{L}*|exercises|theory)|(?:(?:сдела|постав)\\p{L}+ )?(?:больший |больше )?(?:упор|акцент)\\p{L}* на (?:практик\\p{L}+|теори\\p{L}+)|(?:(?:add|include|give (?:me|us)|put in|добав\\p{L}*|включи\\p{L}*|дай(?:те)?|сдела\\p{L}*)\\s+)?(?:(?:much|even|a (?:bit|little)|some|чуть|немного|гораздо|ещё|еще)\\s+)?(?:more|extra|additional|less|fewer|больше|побольше|меньше|поменьше|ещё|еще|дополнительн\\p{L}+)\\s+(?:(?:of|the|real|hands-on|practical|реальн\\p{L}+|практическ\\p{L}+)\\s+)*(?:practice|practise|practical|exercises?|hands-on|examples|tasks|theory|theoretical|drills|практик\\p{L}*|упражнени\\p{L}*|задани\\p{L}*|заданий|задач(?!\\p{L})|примеров|теори\\p{L}*)|" +
    "(?:add|добав\\p{L}*|включи\\p{L}*)\\s+(?:some\\s+|немного\\s+)?(?:practice|practical (?:tasks|work|exercises)|hands-on|практик\\p{L}*|практическ\\p{L}+ (?:задани\\p{L}*|работ\\p{L}*)|упражнени\\p{L}*|теори\\p{L}*)(?=\\s*(?:$|[.,;!?]|in(?!\\p{L})|to(?!\\p{L})|в(?!\\p{L})|на(?!\\p{L})|and|и(?!\\p{L})|please|пожалуйста))|(?:practice|практики)\\s+(?:more|побольше|больше)",
  order:
    "reorder|re-order|rearrange|порядок(?: модулей)?:|измени(?:те)? порядок|поменя\\p{L}+ порядок|переставь(?:те)? модули (?:в порядке|так)",
  add: "(?:how|what) about(?= (?:a|an|another|one more) (?:\\p{L}+ )?(?:module|section|lesson))|(?:как|что) насч[её]т(?= модул)|(?:we|i) (?:also )?have (?:a|an|another|one more)(?=\\s(?:\\p{L}+\\s)?(?:module|section|lesson|topic))|add(?:ing)?|include|including|insert|append|cover|i(?:'d| would) (?:also )?(?:like|love) (?:a|an|another|one more|to (?:also )?(?:have|learn|cover|include|see))|i (?:also )?(?:want|need) (?:a|an|another|one more|to (?:also )?(?:have|learn|cover|include|see))|there should (?:also )?be|we need|добав(?:ь|ьте|им|ить|ляй|ьте-ка|ьте\\s+ка)|включи(?:те|ть)?|добавля(?:й|йте)|вставь(?:те)?|вставить|допиши(?:те)?|дополни(?:те)?|не хватает|хочу (?:ещё |еще |также |отдельн\\p{L}+ )?(?:модуль|про|раздел)|нужен (?:ещё |еще |также |отдельн\\p{L}+ )?(?:модуль|раздел)|хотелось бы (?:ещё |еще |также )?(?:модуль|про)",
  remove:
    "remov(?:e|ing)|delet(?:e|ing)|drop(?:ping)?|discard|get rid of|throw (?:out|away)|take out|cut out|leave out|exclude|skip|i (?:don't|do not) (?:need|want)(?! to| you)|we (?:don't|do not) need(?! to)|no need for|without(?= (?:the )?module)|без(?= модул)|убер(?:и|ите|ём|ем)|убрать|убира(?:й|йте)|удаля(?:й|йте)|удал(?:и|ите|им|ить|яй)|выкин(?:ь|ьте|уть|ем)|выброс(?:ь|ьте|ить|им)|исключ(?:и|ите|ить|им)|вычеркн(?:и|ите|уть)|выреж(?:и|ьте)|мне не нуж(?:ен|на|но|ны)|не нуж(?:ен|на|но|ны)(?!\\s+\\p{L}+ть(?!\\p{L}))",
  hours:
    "shorten|shrink|reduc(?:e|ing)|cut(?: down| back)?|compress|squeeze|condense|trim|decrease|lower|extend|expand|increase|lengthen|enlarge|stretch|raise|prolong|double|halve|spend|i (?:only |just )?have(?: only)?|we (?:only )?have|fit|limit|сокраща(?:й|йте)|увеличива(?:й|йте)|сократ(?:и|ите|ить|им)|уменьш(?:и|ите|ить|им)|уреж(?:ь|ьте)|урезать|ужм(?:и|ите)|ужать|сож(?:ми|мите)|сжать|укорот(?:и|ите|ить)|увелич(?:ь|ьте|ить|им)|расшир(?:ь|ьте|ить|им)|растян(?:и|ите|уть)|продл(?:и|ите|ить)|удлин(?:и|ите|ить)|удво(?:й|йте|ить)|у меня|улож(?:и|ите|ить|имся)\\p{L}*|уместить|потрать(?:те)?|удели(?:те|ть)?|отведи(?:те)?|дай(?:те)?|выдели(?:те)?",
  rename:
    "change the (?:title|name)|(?:поменя|измен|смен)\\p{L}+ (?:название|имя)|rename|retitle|call|name|переимену(?:й|йте|ем)|переименовать|назов(?:и|ите|ём|ем)|назвать",
  swap: "swap|exchange|switch|interchange|поменя(?:й|йте|ем|ть)|перестав(?:ь|ьте|ить) местами|обменя(?:й|йте)",
  move: "mov(?:e|ing)|put|shift|place|bring|перенес(?:и|ите|ём|ем|ти)|перемест(?:и|ите|ить)|передвин(?:ь|ьте|уть)|постав(?:ь|ьте|ить)|сдвин(?:ь|ьте|уть)|перестав(?:ь|ьте|ить)",
  merge:
    "merge|combine|join|unite|unify|объедин(?:и|ите|ить|им)|соедин(?:и|ите|ить|им)|сле(?:й|йте)|слить|совмест(?:и|ите|ить)",
  split: "split(?: up)?|divide|break up|break|раздел(?:и|ите|ить|им)|разб(?:ей|ейте|ить)",
  replace: "replace|substitute|swap out|замен(?:и|ите|ить|им)|вместо",
  undo: "undo|revert|roll back|go back to (?:the )?previous|restore the previous|bring back the previous|верн(?:и|ите|ём|уть) (?:как было|всё как было|обратно|назад|предыдущ\\p{L}+|прежн\\p{L}+|прошл\\p{L}+)|отмен(?:и|ите|ить)|откат(?:и|ите|ить)",
  restart:
    "start over|start again|start from scratch|begin again|new plan|another plan|начн(?:и|ите|ём|ем) (?:заново|сначала|с нуля)|давай(?:те)? заново|предложи(?:те)? (?:другой|новый|иной) план|составь(?:те)? (?:другой|новый|иной) план|другой план|новый план",
  make: "make|let|let's (?:do|have)|set|should (?:be|take|last)|turn|keep it|change|go with|only|just|easier|harder|simpler|сдела(?:й|йте|ем|ть)|пусть|давай(?:те)?|измени(?:те|ть)?|установи(?:те)?|постав(?:ь|ьте)|хочу|хватит|достаточно|нужно|надо|всего|только|проще|попроще|легче|полегче|сложнее|посложнее|труднее|упрости(?:те|ть)?|усложни(?:те|ть)?",
};

const order: readonly Verb[] = [
  "stress",
  "order",
  "restart",
  "undo",
  "replace",
  "add",
  "remove",
  "rename",
  "swap",
  "move",
  "merge",
  "split",
  "hours",
  "make",
];

const anyVerb = new RegExp(
  `(?<![\\p{L}'’-])(?:${order.map((verb) => `(?<${verb}>${verbs[verb]})`).join("|")})(?![\\p{L}])`,
  "giu",
);

/** What may stand before a verb that begins a clause. */
const boundary =
  /(?:^|[.;:!?,\n()–—\d]|(?:^|[^\p{L}])(?:and|then|also|plus|please|kindly|can|could|would|you|we|us|i|should|must|just|now|but|so|want to|like to|need to|you to|let's|maybe|perhaps|about|if|to also|then to|и|а|но|да|затем|потом|также|ещё|еще|пожалуйста|давай|давайте|можно|можешь|можете|могли|мог|могла|бы|ты|вы|мы|я|нужно|надо|лучше|хочу|хотим|прошу|просто|теперь|может|быть|если|план|курс|не|don't|dont|do not|not|never))\s*$/iu;
/** Russian puts the object first as easily: "второй модуль удали". Such forms are commands wherever they stand. */
const imperative =
  /^(?:добав|включи|вставь|убер|удал|выкин|выброс|исключ|вычеркн|сократ|уменьш|уреж|увелич|расшир|продл|переимен|назов|перенес|перемест|передвин|поменя|перестав|объедин|раздел|разб|замен)\p{L}*(?<!ть|ый|ая|ое|ие|ом|ов|ами|ный)$/iu;
const negation =
  /(?:^|[^\p{L}])(?:don't|dont|do not|never|not|не)\s*(?:(?:want|need|have|нужно|надо|стоит|хочу|хотим|хотел\p{L}*)\s+(?:to\s+)?(?:бы\s+)?)?$/iu;

export interface Clause {
  readonly verb: Verb | null;
  /** The verb as written, "" without one. */
  readonly said: string;
  /** What follows the verb, or all of it without one. */
  readonly text: string;
  readonly negated: boolean;
}

const verbOf = (match: RegExpMatchArray): Verb | null =>
  order.find((verb) => match.groups?.[verb] !== undefined) ?? null;

/** Inside quotes stands a title, never a command. */
const quotedSpans = (text: string): (readonly [number, number])[] =>
  [...text.matchAll(/«[^«»]*»|“[^“”]*”|"[^"\n]*"|„[^„“”]*[“”]/gu)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);

const tidy = (text: string): string =>
  text.replace(
    /(?:[\s,;.]|(?<!\p{L})(?:and|then|also|but|please|и|а|но|затем|потом|также))+$/iu,
    "",
  );

export const clausesOf = (text: string): Clause[] => {
  const spans = quotedSpans(text);
  const starts = [...text.matchAll(anyVerb)].filter(
    (match) =>
      (boundary.test(text.slice(Math.max(0, match.index - 40), match.index)) ||
        imperative.test(match[0])) &&
      !spans.some(([from, to]) => match.index > from && match.index < to),
  );
  const lead = text.slice(0, starts[0]?.index ?? text.length);
  const clauses: Clause[] =
    tidy(lead).trim() === ""
      ? []
      : [{ verb: null, said: "", text: tidy(lead).trim(), negated: false }];
  starts.forEach((match, at) => {
    const from = match.index + match[0].length;
    const to = starts[at + 1]?.index ?? text.length;
    const before = text.slice(Math.max(0, match.index - 20), match.index);
    clauses.push({
      verb: verbOf(match),
      said: match[0],
      text: tidy(text.slice(from, to)),
      negated: negation.test(before),
    });
  });
  return clauses.flatMap((clause, at): Clause[] => {
    const [before, next] = [clauses[at - 1], clauses[at + 1]];
    if (isInstead(before) && clause.verb === "add") return [];
    if (!isInstead(clause) || next?.verb !== "add") return [clause];
    return [{ ...clause, text: `${clause.text} ${next.said} ${next.text}` }];
  });
};

/** "Вместо модуля 3 добавь …" is one command with two verbs. */
const isInstead = (clause: Clause | undefined): boolean =>
  clause !== undefined && /^вместо$/iu.test(clause.said);
