// Dates and numbers as each language writes them. All of it is reactive to the language.
import { language, t } from "./index.ts";

const days = 86_400_000;
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", days],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** Making a formatter costs more than a whole message: one of each language is kept. */
function perLanguage<F>(make: (language: string) => F): () => F {
  const made = new Map<string, F>();
  return () => {
    const now = language();
    const known = made.get(now) ?? make(now);
    made.set(now, known);
    return known;
  };
}

const dates = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  perLanguage((now) => new Intl.DateTimeFormat(now, options));

const plain = perLanguage((now) => new Intl.NumberFormat(now));
const percent = perLanguage((now) => new Intl.NumberFormat(now, { style: "percent" }));
const date = dates({ dateStyle: "long" });
const dateTime = dates({ dateStyle: "long", timeStyle: "short" });
const day = dates({ day: "numeric", month: "long" });
const time = dates({ timeStyle: "short" });
const shortDateTime = dates({ dateStyle: "medium", timeStyle: "short" });
const relative = perLanguage((now) => new Intl.RelativeTimeFormat(now, { numeric: "auto" }));

export const formatNumber = (value: number): string => plain().format(value);

export const formatPercent = (value: number): string => percent().format(value / 100);

/** "4 May 2026 at 14:05". */
export const formatDateTime = (iso: string): string => dateTime().format(new Date(iso));

/** "4 May". */
export const formatDay = (iso: string): string => day().format(new Date(iso));

/** "14:05". */
export const formatTime = (iso: string): string => time().format(new Date(iso));

/** "14:05" today, "4 May 2026, 14:05" on any other day. */
export function formatWhen(iso: string, now = new Date()): string {
  const at = new Date(iso);
  return (at.toDateString() === now.toDateString() ? time : shortDateTime)().format(at);
}

/** "just now", "2 hours ago", "yesterday"; the date after a week. */
export function formatAgo(iso: string, now = Date.now()): string {
  const past = Math.max(0, now - Date.parse(iso));
  if (past >= 7 * days) return date().format(new Date(iso));
  const [unit, size] = units.find(([, size]) => past >= size) ?? [];
  return unit === undefined || size === undefined
    ? t().app.justNow
    : relative().format(-Math.floor(past / size), unit);
}
