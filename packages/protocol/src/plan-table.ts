// Modules as rows of a table.
import type { Line, ModuleLine } from "./plan-lines.ts";
import { hoursOfCell, totalOf, type Hours } from "./plan-hours.ts";
import { folded, marked } from "./plan-text.ts";

export interface Table {
  readonly modules: readonly ModuleLine[];
  /** The total of its last row; `undefined` where there is none. */
  readonly total: Hours | undefined;
}

const numberHead = /^(?:№|#|n|no\.?|номер|№ ?п\/п|num)$/i;
const titleHead =
  /модул|module|назван|title|раздел|section|блок|block|этап|stage|недел|week|тема$|topic$|name/i;
const hoursHead = /час|hour|^ч\.?$|^hr?s?\.?$|\(ч\)|, ?ч|\(h\)/i;
const timeHead = /время|длительн|продолж|объ[её]м|трудо[её]м|duration|time|workload/i;
const sumHead = /всего|итого|total/i;
const textHead =
  /темы|содерж|описан|что |цел|результ|topics|content|descri|what|goal|focus|outcome/i;

const cellsOf = (row: string): string[] => {
  const cells = row.replaceAll("\\|", "&#124;").split("|").slice(1);
  if (row.trimEnd().endsWith("|")) cells.pop();
  return cells.map(marked);
};

interface Columns {
  readonly number: number;
  readonly title: number;
  readonly hours: number;
  readonly isHours: boolean;
  readonly text: number;
}

const columnsOf = (heads: readonly string[]): Columns | null => {
  const number = heads.findIndex((head) => numberHead.test(head));
  const rest = heads.map((head, at) => (at === number ? "" : head));
  const timed = rest.flatMap((head, at) =>
    hoursHead.test(head) || timeHead.test(head) ? [at] : [],
  );
  const sums = timed.filter((at) => sumHead.test(rest[at] ?? ""));
  const [hours = -1] = timed.length > 1 ? (sums.length === 1 ? sums : []) : timed;
  const titles = rest.flatMap((head, at) => (titleHead.test(head) && at !== hours ? [at] : []));
  const [first = -1, second = first] = titles;
  const title = number < 0 ? second : first;
  if (title < 0 || timed.length === 0) return null;
  const text = rest.findIndex((head, at) => at !== title && at !== hours && textHead.test(head));
  const isHours = hoursHead.test(heads[hours] ?? "");
  return { number: number < 0 && second !== first ? first : number, title, hours, isHours, text };
};

const inTitle =
  /^[^a-zа-яё\d]{0,8}(?:(?:модуль|module|недел[яи]|week|блок|block|этап|stage|раздел|section) ?(?:№|#)? ?)?(\d{1,3})(?!\d|[.,]\d)(?:(?:\uFE0F?\u20E3)| ?[.:)—–-]{1,2}(?!\d)| ?$) ?/u;
const ofNumber = /^[^\d]{0,12}?(\d{1,3})(?:\uFE0F?\u20E3)?[.)]?$/u;

const moduleOf = (cells: readonly string[], columns: Columns, place: number): ModuleLine => {
  const name = cells[columns.title] ?? "";
  const own = inTitle.exec(folded(name));
  const cell = cells[columns.number];
  const given = cell === undefined ? null : ofNumber.exec(folded(cell));
  const number = cell === undefined ? (own?.[1] ?? place) : (given?.[1] ?? -1);
  const text = cells[columns.text] ?? "";
  return {
    word: "",
    number: Number(number),
    form: "heading",
    title:
      own !== null && (cell === undefined || own[1] === given?.[1])
        ? name.slice(own[0].length)
        : name,
    hours: hoursOfCell(folded(cells[columns.hours] ?? ""), columns.isHours),
    hasHours: true,
    summary: text === "" ? null : text,
    isDoubtful: name.includes("~~"),
  };
};

/** The modules of a table, or null when it is a table of something else. */
export const tableOf = (rows: readonly Line[]): Table | null => {
  const [head, ruler, ...rest] = rows;
  if (head === undefined || ruler === undefined || !/^[|: -]+$/.test(ruler.text)) return null;
  const columns = columnsOf(cellsOf(head.text).map((cell) => folded(cell)));
  if (columns === null) return null;
  const modules: ModuleLine[] = [];
  let total: Hours | undefined;
  for (const row of rest) {
    // The last row of a growing text may still get another digit.
    if (!row.isWhole && !row.text.endsWith("|")) break;
    const cells = cellsOf(row.text);
    const label = cells.find((cell) => cell !== "") ?? "";
    const sum = totalOf(`${folded(label)}: 0 h`) !== undefined;
    if (sum)
      total =
        hoursOfCell(folded(cells[columns.hours] ?? ""), columns.isHours) ??
        totalOf(folded(label)) ??
        null;
    else if (label !== "") modules.push(moduleOf(cells, columns, modules.length + 1));
  }
  return modules.length === 0 ? null : { modules, total };
};
