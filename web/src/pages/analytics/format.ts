// Figures as each language writes them. All of it is reactive to the language.
import { language } from "../../i18n/index.ts";
import { dollars, shortDollars } from "./money.ts";
import { figureWords } from "./words.ts";

const number = (options: Intl.NumberFormatOptions, value: number): string =>
  new Intl.NumberFormat(language(), options).format(value);

/** Days have no time of day: read and written in UTC, they stay the days they are. */
const day = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language(), { ...options, timeZone: "UTC" });

/** "1,234,567". */
export const count = (value: number): string => number({}, value);

/** "1.2M". */
export const compact = (value: number): string =>
  number({ notation: "compact", maximumFractionDigits: 1 }, value);

/** "48%" of a part from 0 to 1. */
export const percent = (part: number): string => number({ style: "percent" }, part);

/** "2.5". */
export const tenths = (value: number): string => number({ maximumFractionDigits: 1 }, value);

/** "$12.30", "$0.0042". */
export const money = (usd: number): string => dollars(language(), usd);

/** For an axis. */
export const shortMoney = (usd: number): string => shortDollars(language(), usd);

/** "0.8 s", "12 s", "3 min". */
export function duration(ms: number): string {
  const { seconds, minutes } = figureWords().units;
  if (ms >= 100_000) return minutes(tenths(ms / 60_000));
  return seconds(number({ maximumFractionDigits: ms < 10_000 ? 1 : 0 }, ms / 1000));
}

/** "3 Nov". */
export const shortDay = (iso: string): string =>
  day({ day: "numeric", month: "short" }).format(new Date(iso));

/** "Nov 2026". */
export const monthName = (iso: string): string =>
  day({ month: "short", year: "numeric" }).format(new Date(iso));

/** "3 November 2026"; "3–9 November 2026" of two days. */
export function longDays(first: string, last: string): string {
  const format = day({ day: "numeric", month: "long", year: "numeric" });
  return format.formatRange(new Date(first), new Date(last));
}
