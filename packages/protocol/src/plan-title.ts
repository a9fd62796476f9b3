// What stands in front of the modules: the course's name and its level.
import { hoursIn, type Hours } from "./plan-hours.ts";
import type { Line } from "./plan-lines.ts";
import type { Plan } from "./plan-type.ts";
import { folded, restored } from "./plan-text.ts";

const noun = String.raw`(?:план|программа|курс|plan|course|curriculum|syllabus|programme?|roadmap)`;
const planWord = new RegExp(`(?<![a-zа-яё])(?:${noun}(?![a-zа-яё])|учебн|программ|курс)`, "u");
const prefix = new RegExp(
  String.raw`^[^a-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{0,12}(?:(?:обновл[её]нн[a-zа-яё]{2}|нов[a-zа-яё]{2}|ваш|твой|итоговый|персональный|индивидуальный|предлагаемый|примерный|учебн[a-zа-яё]{2}|updated|new|your|revised|final|personal|proposed|learning|study|training|the) ){0,3}` +
    String.raw`${noun}(?: (?:курса|обучения|изучения|занятий|plan|outline|curriculum|syllabus))?(?: ?[:—–-] ?| (?=[«“"]))`,
  "u",
);
/** "Here is a plan of the course «Marketing»:" names it in passing. */
const inPassing = new RegExp(
  `(?<![a-zа-яё])${noun.replace("план|", "плана?|курса?|")}(?: курса)? [«“"]([^»”"]{2,120})[»”"]`,
  "u",
);
/** Words that name no subject: a heading made of them alone is no title. */
const generic =
  /^(?:план|плана|курса?|курс|обучения|программа|учебн[a-zа-яё]{2}|обновл[её]нн[a-zа-яё]{2}|нов[a-zа-яё]{2}|ваш|твой|структура|содержание|модули|предлагаемый|примерный|итоговый|по|модулям|the|a|an|your|my|updated|new|revised|final|proposed|course|plan|outline|overview|structure|modules|learning|study|training|curriculum|syllabus|roadmap|programme?|of|option|variant|вариант|[a-zа-я]|\d+)$/u;

export interface Title {
  /** `null`: the line announces a plan without naming it. */
  readonly title: string | null;
  /** Hours that stand in the title itself. */
  readonly hours: Hours | undefined;
  /** The line says "plan" or "course"; the first heading of a text need not. */
  readonly isNamed: boolean;
}

/** The title that a line gives to the plan below it, or null. */
export const titleOf = (line: Line): Title | null => {
  const { kind, level, text } = line;
  if (text.length > 300 || line.module !== null) return null;
  const fold = folded(text);
  const found = prefix.exec(fold);
  const isHeading = kind === "heading" || kind === "bold";
  if (!isHeading && found === null) {
    const name = kind === "text" ? inPassing.exec(fold) : null;
    if (name === null) return null;
    const at = name.index + name[0].length - 1 - (name[1]?.length ?? 0);
    return {
      title: restored(text.slice(at, at + (name[1]?.length ?? 0))),
      hours: undefined,
      isNamed: true,
    };
  }
  if (!isHeading && kind !== "text") return null;
  const isNamed = found !== null || planWord.test(fold);
  if (!isNamed && level !== 1) return null;
  const start = found?.[0].length ?? 0;
  const hours = hoursIn(fold.slice(start));
  const isAtEnd = hours !== undefined && start + hours.to === fold.length;
  const name = text.slice(start, isAtEnd ? start + hours.from : text.length).trim();
  const quoted = /^[«“"](.+)[»”"]$/u.exec(name)?.[1];
  const bare =
    found === null ? name.replace(/^[^A-Za-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{1,12}/u, "") : name;
  const isGeneric =
    found === null &&
    folded(bare)
      .split(/[\s:,.—–-]+/)
      .every((one) => one === "" || generic.test(one));
  // A sentence that ends in a colon introduces the plan, it does not name it.
  const isTitle = !isGeneric && !(kind === "text" && /[:.!?]$/.test(name)) && name !== "";
  return {
    title: isTitle ? restored(quoted ?? bare) || null : null,
    hours: isAtEnd ? hours.hours : undefined,
    isNamed,
  };
};

const levelWord =
  /(?:уровень|сложность|level|difficulty)[^a-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{1,4}([^|·;,]{3,40})/u;
const levels = [
  ["beginner", /начальн|начинающ|новичок|базов|с нуля|beginner|novice|entry|basic/i],
  ["intermediate", /средн|intermediate|medium/i],
  ["advanced", /продвинут|advanced|expert|эксперт/i],
] as const;

/** The level that a line states; none when it names two ("from beginner to intermediate"). */
export const levelOf = (line: Line): Plan["level"] => {
  const said = line.text.length > 300 ? undefined : levelWord.exec(folded(line.text))?.[1];
  if (said === undefined) return null;
  const [only, ...others] = levels.filter(([, words]) => words.test(said));
  return only !== undefined && others.length === 0 ? only[0] : null;
};
