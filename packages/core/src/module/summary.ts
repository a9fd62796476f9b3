// What the dialogue says when a plan has become modules.
import { detectLocale, type Locale } from "../prompts/locale.ts";
import type { MatchedModule } from "./match.ts";

const plural = (n: number, one: string, few: string, many: string): string => {
  const rule = new Intl.PluralRules("ru").select(n);
  return rule === "one" ? one : rule === "few" ? few : many;
};

const words = {
  ru: {
    title: "## 🎉 Курс готов!",
    counts: (modules: number, hours: number) =>
      `${modules} ${plural(modules, "модуль", "модуля", "модулей")}, ${hours} ${plural(hours, "час", "часа", "часов")}:`,
    hours: (hours: number) => `${hours} ч`,
    closing: "План можно менять и дальше: пройденное не потеряется.",
    request: "Финализируй план курса",
  },
  en: {
    title: "## 🎉 The course is ready!",
    counts: (modules: number, hours: number) =>
      `${modules} ${modules === 1 ? "module" : "modules"}, ${hours} ${hours === 1 ? "hour" : "hours"}:`,
    hours: (hours: number) => `${hours} h`,
    closing: "You can keep changing the plan: what you have done will not be lost.",
    request: "Finalise the course plan",
  },
} as const;

/** The learner's side of a finalisation, as the dialogue keeps it, in the track's language. */
export const request = (
  track: { title: string; description: string; user_expectations: string },
  chosen: Locale,
): string =>
  words[detectLocale([track.title, track.description, track.user_expectations], chosen)].request;

/** The mentor's side, in markdown. */
export function summary(modules: readonly MatchedModule[], locale: Locale): string {
  const say = words[locale];
  const total = modules.reduce((hours, one) => hours + one.estimated_duration_hours, 0);
  const list = modules.map(
    (one, index) =>
      `${index + 1}. **${one.title.replaceAll("*", "\\*")}** — ${say.hours(one.estimated_duration_hours)}`,
  );
  return [say.title, say.counts(modules.length, total), list.join("\n"), say.closing].join("\n\n");
}
