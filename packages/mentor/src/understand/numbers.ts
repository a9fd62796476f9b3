// Numbers as people write them: digits, words, ordinals, in both languages.

const exact = (words: string): ReadonlyMap<string, number> =>
  new Map(
    words.split(" ").map((pair) => {
      const [word = "", value = "0"] = pair.split("=");
      return [word, Number(value)] as const;
    }),
  );

const cardinals = exact(
  "one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 " +
    "fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 " +
    "fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 " +
    "один=1 одного=1 одну=1 одна=1 одному=1 два=2 две=2 двух=2 двум=2 три=3 трех=3 трем=3 четыре=4 четырех=4 " +
    "четырем=4 пять=5 пяти=5 шесть=6 шести=6 семь=7 семи=7 восемь=8 восьми=8 девять=9 девяти=9 десять=10 десяти=10 " +
    "одиннадцать=11 одиннадцати=11 двенадцать=12 двенадцати=12 тринадцать=13 четырнадцать=14 пятнадцать=15 " +
    "пятнадцати=15 шестнадцать=16 семнадцать=17 восемнадцать=18 восемнадцати=18 девятнадцать=19 двадцать=20 двадцати=20 " +
    "тридцать=30 тридцати=30 сорок=40 сорока=40 пятьдесят=50 пятидесяти=50 шестьдесят=60 шестидесяти=60 " +
    "семьдесят=70 семидесяти=70 восемьдесят=80 восьмидесяти=80 девяносто=90 девяноста=90 сто=100 ста=100",
);

const ordinals = exact(
  "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 last=-1 final=-1 penultimate=-2",
);

/** Russian ordinals by stem; any ending of case and gender may follow. */
const stems: readonly (readonly [RegExp, number])[] = [
  [/^перв(?:ый|ого|ому|ым|ом|ую|ой|ая|ое|ые|ых|ыми)$/, 1],
  [/^втор(?:ой|ого|ому|ым|ом|ую|ая|ое|ые|ых|ыми)$/, 2],
  [/^трет(?:ий|ьего|ьему|ьим|ьем|ью|ья|ье|ьи|ьей|ьих)$/, 3],
  [/^четверт(?:ый|ого|ому|ым|ом|ую|ой|ая|ое|ые|ых)$/, 4],
  [/^пят(?:ый|ого|ому|ым|ом|ую|ой|ая|ое|ые|ых)$/, 5],
  [/^шест(?:ой|ого|ому|ым|ом|ую|ая|ое|ые|ых)$/, 6],
  [/^седьм(?:ой|ого|ому|ым|ом|ую|ая|ое|ые|ых)$/, 7],
  [/^восьм(?:ой|ого|ому|ым|ом|ую|ая|ое|ые|ых)$/, 8],
  [/^девят(?:ый|ого|ому|ым|ом|ую|ой|ая|ое|ые|ых)$/, 9],
  [/^десят(?:ый|ого|ому|ым|ом|ую|ой|ая|ое|ые|ых)$/, 10],
  [/^последн(?:ий|его|ему|им|ем|юю|ей|яя|ее|ие|их)$/, -1],
  [/^предпоследн(?:ий|его|ему|им|ем|юю|ей|яя|ее|ие|их)$/, -2],
];

export const folded = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

const round = (value: number | undefined): boolean =>
  value !== undefined && value >= 20 && value < 100 && value % 10 === 0;

/** One word or number of a message, with its place. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What the word counts, if it is a number. -1 is the last, -2 the one before it. */
  readonly value: number | null;
  /** "second", "2nd", "второй", "2-й". */
  readonly ordinal: boolean;
}

const pattern = /\d+|[\p{L}\p{M}]+(?:'\p{L}+)?|[#№]/gu;
const ending =
  /^-?(?:st|nd|rd|th|й|ый|ой|ий|го|ого|му|ому|м|ым|ом|ю|ую|я|ая|е|ое|х|ых)(?![\p{L}\p{N}])/iu;

const valued = (text: string): { value: number | null; ordinal: boolean } => {
  if (/^\d+$/.test(text)) return { value: Math.min(Number(text), 1_000_000), ordinal: false };
  const word = folded(text);
  const cardinal = cardinals.get(word);
  if (cardinal !== undefined) return { value: cardinal, ordinal: false };
  const ordinal = ordinals.get(word) ?? stems.find(([stem]) => stem.test(word))?.[1];
  return { value: ordinal ?? null, ordinal: ordinal !== undefined };
};

/** The words of a text; "twenty five" and "двадцать пять" are one number, "2-й" is one ordinal. */
export const wordsOf = (text: string): Word[] => {
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const last = words.at(-1);
    if (last !== undefined && start < last.end) continue;
    const { value, ordinal } = valued(match[0]);
    const suffix = /^\d/.test(match[0])
      ? ending.exec(text.slice(start + match[0].length, start + match[0].length + 6))
      : null;
    const end = start + match[0].length + (suffix?.[0].length ?? 0);
    const gap = last === undefined ? "" : text.slice(last.end, start);
    const adds =
      last !== undefined &&
      !ordinal &&
      value !== null &&
      value < 10 &&
      value > 0 &&
      round(last.value ?? 0) &&
      !/^\d/.test(last.text) &&
      /^[\s-]$/.test(gap);
    if (adds) {
      words[words.length - 1] = { ...last, end, value: (last.value ?? 0) + value };
    } else words.push({ text: match[0], start, end, value, ordinal: ordinal || suffix !== null });
  }
  return words;
};

const unit = /^(?:ч|час|часа|часов|часам|часами|часик|часика|h|hr|hrs|hour|hours)$/;

export interface Hours {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** Every amount of hours in a text: "10 hours", "10ч", "десять часов", "40-hour". */
export const hoursIn = (text: string): Hours[] => {
  const words = wordsOf(text);
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    const isHours =
      word.value !== null &&
      !word.ordinal &&
      next !== undefined &&
      unit.test(folded(next.text)) &&
      /^[\s-]{0,2}$/.test(text.slice(word.end, next.start));
    if (!isHours || word.value === null) return [];
    const decimal = /(\d+)[.,]$/.exec(text.slice(0, word.start))?.[0];
    const value =
      decimal === undefined
        ? word.value
        : Math.round(Number(`${decimal.slice(0, -1)}.${word.text}`));
    return [{ value, start: word.start - (decimal?.length ?? 0), end: next.end }];
  });
};
