// A number with its noun, by each language's own rules.

const english = new Intl.PluralRules("en");
const russian = new Intl.PluralRules("ru");
const englishNumber = new Intl.NumberFormat("en");
const russianNumber = new Intl.NumberFormat("ru");

/** "1 module", "3 modules". */
export const en = (n: number, one: string, other: string): string =>
  `${englishNumber.format(n)} ${english.select(n) === "one" ? one : other}`;

/** «1 модуль», «3 модуля», «5 модулей». */
export function ru(n: number, one: string, few: string, many: string): string {
  const rule = russian.select(n);
  const word = rule === "one" ? one : rule === "few" ? few : many;
  return `${russianNumber.format(n)} ${word}`;
}
