// Dates and numbers as each language writes them. All of it is reactive to the language.
import { language } from "./index.ts";

const days = 86_400_000;
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", days],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(language()).format(value);

export const formatPercent = (value: number): string =>
  new Intl.NumberFormat(language(), { style: "percent" }).format(value / 100);

/** "4 May 2026". */
export const formatDate = (iso: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(new Date(iso));

/** "4 May 2026 at 14:05". */
export const formatDateTime = (iso: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "short" }).format(
    new Date(iso),
  );

/** "2 hours ago", "yesterday"; the date after a week. */
export function formatAgo(iso: string, now = Date.now()): string {
  const past = Math.max(0, now - Date.parse(iso));
  if (past >= 7 * days) return formatDate(iso);
  const [unit, size] = units.find(([, size]) => past >= size) ?? (["second", Infinity] as const);
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(
    -Math.floor(past / size) || 0,
    unit,
  );
}
