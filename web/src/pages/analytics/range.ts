// The days that a page of figures shows: a choice kept in the page's address.
import { limits } from "@ai-learning/protocol/limits";

export const presets = ["7", "30", "90", "year"] as const;
type Preset = (typeof presets)[number];

/** Days as "2026-11-29", both included. */
export interface Range {
  readonly from: string;
  readonly to: string;
  readonly chosen: Preset | "custom";
}

const dayMs = 86_400_000;

/** The zone in which this browser's days begin and end. */
export const browserZone = (): string =>
  new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Today in a time zone. */
export function dayIn(timeZone: string, at = new Date()): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);

/** How many days there are from one to another, both included. */
export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;

/** A day of the calendar, from 1970 on: JavaScript takes 30 February for a day of March. */
const isDay = (text: string): boolean =>
  /^(?:19[7-9]|[2-9]\d\d)\d-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  addDays(text, 0) === text;

/** What is wrong with a pair of days; undefined: nothing. */
export function wrongRange(from: string, to: string): "missing" | "order" | "long" | undefined {
  if (!isDay(from) || !isDay(to)) return "missing";
  const days = daysFrom(from, to);
  if (days < 1) return "order";
  return days > limits.analyticsDays ? "long" : undefined;
}

export function presetRange(chosen: Preset, today: string): Range {
  const from =
    chosen === "year" ? `${today.slice(0, 4)}-01-01` : addDays(today, 1 - Number(chosen));
  return { chosen, from, to: today };
}

const isPreset = (text: string | null): text is Preset => presets.some((one) => one === text);

/** The days that an address asks for; the last 30 when it asks for none, or for what cannot be. */
export function rangeOf(search: string, today: string): Range {
  const asked = new URLSearchParams(search);
  const from = asked.get("from") ?? "";
  const to = asked.get("to") ?? "";
  if (wrongRange(from, to) === undefined) return { chosen: "custom", from, to };
  const days = asked.get("days");
  return presetRange(isPreset(days) ? days : "30", today);
}

/** The part of an address that asks for a range. */
export const searchOf = ({ chosen, from, to }: Range): string =>
  `?${new URLSearchParams(chosen === "custom" ? { from, to } : { days: chosen }).toString()}`;
