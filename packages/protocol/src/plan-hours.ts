// Hours as people write them: "4 ч", "≈ 4 часа", "(4 hours)", "4h". What is not a plain number of hours is doubtful.

const number = String.raw`\d{1,5}(?:[.,]\d{1,3})?`;
const hourUnit = "ч|час|часа|часов|h|hr|hrs|hour|hours";
const otherUnit = String.raw`мин|минут[аы]?|min|mins|minutes?|д|дн|день|дня|дней|days?|нед|недел[яиюь]|weeks?|мес|месяц[a-zа-яё]{0,3}|months?|ак(?:ад)?\.? ?ч(?:ас[a-zа-яё]{0,2})?|академическ[a-zа-яё]{1,3} час[a-zа-яё]{0,2}|учебн[a-zа-яё]{1,3} недел[a-zа-яё]{1,2}`;
const bound = String.raw`(?:до|от|не менее|минимум|максимум|более|up to|from|at least|at most|over|under|max|min)\.? `;
const about = String.raw`(?:около|примерно|приблизительно|ориентировочно|about|approx\.?|approximately|around|roughly) `;
const per = String.raw` ?(?:\/|в|per|a|each|every|кажд[a-zа-яё]{2,3}) ?(?:дн|день|сутки|нед|неделю|месяц|day|week|wk|month)[a-zа-яё]{0,2}\.?`;

/** One figure with its unit. Only a figure that is nothing but a number of hours fills no group besides `value`. */
const figure =
  `(?:${about}|(?<bound>${bound}))?[~≈]? ?(?<value>${number}|\\?)` +
  `(?<range> ?(?:[–—-]|to|до|x|×|\\+) ?[~≈]?(?:${number})?)? ?-?` +
  `(?:(?:${hourUnit})|(?<other>${otherUnit}))(?![a-zа-яё])\\.?` +
  `(?<rest> ?(?:и|and|\\+)? ?${number} ?(?:${hourUnit}|${otherUnit})(?![a-zа-яё])\\.?)?(?<per>${per})?`;

const label = String.raw`(?:[^a-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{0,6}(?:(?:ориентировочн[a-zа-яё]{2} |примерн[a-zа-яё]{2} )?(?:продолжительность|длительность|время|объ[её]м|часы|часов|трудо[её]мкость|нагрузка)(?: (?:модуля|на модуль|изучения|обучения|на изучение))?|(?:estimated |approximate |module )?(?:duration|time|hours|length|workload|effort)(?: (?:required|commitment|needed))?)(?: \([^)]{1,8}\))?[^a-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{1,4})`;
const open = String.raw` ?[—–:·|,-]? ?[([][^a-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{0,3}`;

const exactly = new RegExp(`^(?:${figure})$`, "u");
const bracketed = new RegExp(`${open}${label}?${figure} ?[)\\]]`, "u");
const bracketedAtEnd = new RegExp(`${bracketed.source}[.:]?$`, "u");
const atEnd = new RegExp(
  `(?:^ ?|(?: ?[—–|·•:,/]|(?<![—–|:,]) -| [~\\u2190-\\u2BFF\\u{1F000}-\\u{1FAFF}]\\uFE0F?){1,3} ?${label}?)${figure}[.:;]?$`,
  "u",
);
const alone = new RegExp(
  `^[^a-z\\d\\u00C0-\\u1FFF\\u2C00-\\uDFFF]{0,6}${figure}[^a-zа-яё\\d]{0,3}$`,
  "u",
);
const labelled = new RegExp(`^${label}(?<text>.{0,60})$`, "u");
const everyFigure = new RegExp(`(?<![\\d.,a-zа-яё\\uDC00-\\uDFFF])${figure}`, "gu");

/** `null`: hours are spoken of, but not as one plain number. */
export type Hours = number | null;

const valueOf = (groups: Readonly<Record<string, string | undefined>> = {}): Hours => {
  const { value = "?", bound, range, other, rest, per } = groups;
  if ((bound ?? range ?? other ?? rest ?? per) !== undefined) return null;
  return /^\d+(?:[.,]\d{1,2})?$/.test(value) ? Number(value.replace(",", ".")) : null;
};

/** Hours in a title, and the text before and behind them. */
export interface Found {
  readonly hours: Hours;
  readonly from: number;
  readonly to: number;
}

/** Longer than any end of a title that tells hours: patterns that look for an end see no more. */
const endChars = 60;

/** The hours at the end of a folded title, else those in brackets within it. Two different statements are doubtful. */
export const hoursIn = (title: string): Found | undefined => {
  const start = Math.max(0, title.length - endChars);
  const end = title.slice(start);
  const tail = bracketedAtEnd.exec(end) ?? atEnd.exec(end);
  const inside = bracketed.exec(title);
  const insideHours = inside === null ? null : valueOf(inside.groups);
  if (tail !== null) {
    const from = start + tail.index;
    const hours = valueOf(tail.groups);
    const isSame = inside === null || inside.index >= from || insideHours === hours;
    return { hours: isSame ? hours : null, from, to: title.length };
  }
  if (inside === null || inside.groups?.["other"] !== undefined) return undefined;
  return { hours: insideHours, from: inside.index, to: inside.index + inside[0].length };
};

/** The hours of a line that says nothing else ("⏱ 4 часа", "Duration: 4 h"); `undefined` for any other line. */
export const hoursOfLine = (line: string): Hours | undefined => {
  if (line.length > 120) return undefined;
  const only = alone.exec(line);
  if (only !== null) return valueOf(only.groups);
  const text = labelled.exec(line)?.groups?.["text"]?.trim();
  if (text === undefined || !/\d/.test(text)) return undefined;
  const plain = /^(\d{1,4})\.?$/.exec(text);
  if (plain !== null && /(?:час|hour)/i.test(line)) return Number(plain[1]);
  return valueOf(exactly.exec(text.replace(/[.;]$/, ""))?.groups);
};

/** The hours of a table's cell; a bare number counts where the column's head says that it holds hours. */
export const hoursOfCell = (cell: string, isHours: boolean): Hours =>
  isHours && /^[~≈]? ?\d{1,4}(?:[.,]\d{1,2})?$/.test(cell)
    ? Number(cell.replace(/^[~≈] ?/, "").replace(",", "."))
    : valueOf(exactly.exec(cell)?.groups);

const totalWord =
  /^[^a-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{0,8}(?:всего|итого|итог|суммарно|в сумме|сумма|общ(?:ее|ая|ий|ие)(?: [a-zа-яё]{1,14}){0,2} ?(?:врем[a-zа-яё]{1,3}|длительность|продолжительность|объ[её]м|трудо[её]мкость|нагрузка|сумма|часов|часы)|(?:длительность|продолжительность|объ[её]м)(?: (?:курса|плана|программы|обучения))?|(?:grand |overall )?total|overall|sum|(?:course |plan |programme? |estimated )?(?:duration|length))(?![a-zа-яё\d\uDC00-\uDFFF])/u;
const part =
  /^ ?(?:по|за|в|для|for|of|per|in) (?:эт[a-zа-яё]{2,3} |this |the )?(?:модул|недел|блок|раздел|этап|тем|част|фаз|module|week|block|section|phase|topic|part|stage|day)/u;
const statement = /^(?: [a-zа-яё.()]{1,16}){0,4} ?[:—–=|-]|^ ?[~≈]? ?\d|^ (?:около|about)/u;
const bareHours =
  /^ ?(?:учебных |\()?(?:час[a-zа-яё]{0,2}|hours?|h|ч)\)?(?: (?:курса|обучения))? ?[:—–=-]? ?(\d{1,4})[^a-zа-яё\d]{0,3}$/u;
const behind =
  /^(?: (?:всего|в сумме|суммарно|обучения|занятий|учебы|учёбы|времени|total|in total|of (?:learning|study|work|training|content)))?(?:[.!)\]* \u2190-\u2BFF\u{1F000}-\u{1FAFF}]|\uFE0F)*(?:$|[.,;·|([—–-])/u;

/**
 * The total that a folded line states: hours, `null` for a total that is no plain number of hours, `undefined` when the
 * line states none.
 */
export const totalOf = (line: string): Hours | undefined => {
  const head = line.length > 300 ? null : totalWord.exec(line);
  if (head === null) return undefined;
  const end = head[0].length;
  const all = line.slice(/час[a-zа-яё]{1,2}$/u.test(head[0]) ? head[0].lastIndexOf(" ") : end);
  if (part.test(all) || !(statement.test(all) || bareHours.test(all))) return undefined;
  const bare = bareHours.exec(all)?.[1];
  if (bare !== undefined) return Number(bare);
  const text = all.slice(all.lastIndexOf("=") + 1);
  const outside = text.replace(/\([^)]*\)?/g, (inside) => "(".padEnd(inside.length, ")"));
  const figuresOf = (from: string): RegExpExecArray[] =>
    [...from.matchAll(everyFigure)].filter(
      ({ groups }) => (groups?.["other"] ?? groups?.["per"]) === undefined,
    );
  const outer = figuresOf(outside);
  const figures = outer.length > 0 ? outer : figuresOf(text);
  const [only] = figures;
  if (only === undefined) return /^[^a-zа-яё]*\d[^a-zа-яё]*$/u.test(text) ? null : undefined;
  const isClear = figures.length === 1 && behind.test(text.slice(only.index + only[0].length));
  return isClear ? valueOf(only.groups) : null;
};
