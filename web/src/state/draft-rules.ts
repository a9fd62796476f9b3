// Validation of a track's fields by the contract's limits.
import { limits } from "@ai-learning/protocol/limits";
import { t } from "../i18n/index.ts";

export const levels = ["beginner", "intermediate", "advanced"] as const;
export type Level = (typeof levels)[number];

export const hourPresets = [10, 20, 40, 80] as const;

export const levelOptions = () =>
  levels.map((value) => ({ value, label: t().tracks.levels[value] }));

export const isHours = (value: string): boolean =>
  /^\d+$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= limits.maxHours;

/** The error of a value; undefined for none. */
export const wrong = {
  title: (value: string): string | undefined =>
    value.trim() === "" ? t().tracks.form.missing : wrong.length(value.trim(), limits.titleChars),
  length: (value: string, max: number): string | undefined =>
    value.length > max ? t().tracks.form.tooLong(max) : undefined,
  hours: (value: string): string | undefined =>
    isHours(value) ? undefined : t().tracks.form.wrongHours(limits.maxHours),
};
