// The greeting with a first plan, and a subject read from the learner's own message when there is no track.
import { skillOf, type Brief } from "./brief.ts";
import { compose, hoursOf } from "./compose.ts";
import { escaped } from "./markdown.ts";
import { phrases } from "./phrases.ts";
import { mostHours, type Level, type Locale } from "./plan.ts";
import { renderWithin } from "./render.ts";
import { estimateTokens } from "./tokens.ts";
import { hoursIn } from "./understand/numbers.ts";
import { clipped, oneLine } from "./words.ts";

export const welcome = (brief: Brief, maxTokens: number): string => {
  const { locale } = brief;
  const say = phrases[locale];
  const expects = clipped(oneLine(brief.expectations), 160);
  const greeting = [
    say.greeting(escaped(brief.skill)),
    say.level1[brief.level],
    expects === "" ? "" : say.expects(escaped(expects)),
    brief.hours === null ? say.defaultHours(hoursOf(brief)) : "",
    say.proposal,
  ]
    .filter(Boolean)
    .join(" ");
  const left = maxTokens - estimateTokens(greeting + say.ask) - 20;
  return `${greeting}\n\n${renderWithin(compose(brief), locale, left)}\n\n${say.ask}`;
};

const wish =
  /(?<!\p{L})(?:learn|study|master|teach me|course (?:on|in|about)|plan for|учить|выучить|изучить|изучать|научи(?:ться|те|ть)?|освоить|разобраться|курс (?:по|о|про)|план (?:по|для))(?!\p{L})/iu;
const levels: readonly (readonly [RegExp, Level])[] = [
  [/(?<!\p{L})(?:advanced|expert|продвинут|опытн|эксперт)/iu, "advanced"],
  [/(?<!\p{L})(?:intermediate|средн)/iu, "intermediate"],
];

/** A brief out of "I want to learn chess in 10 hours", or null when the message names no subject. */
export const briefFrom = (text: string, locale: Locale): Brief | null => {
  const line = oneLine(text);
  const start = line.search(wish);
  if (start < 0) return null;
  const [hours] = hoursIn(line);
  const from = line.slice(0, start).search(/(?:[^\p{L}]|^)\p{L}+\s*$/u);
  const said =
    hours === undefined ? line : `${line.slice(0, hours.start)} ${line.slice(hours.end)}`;
  const cut = said
    .slice(Math.max(0, Math.min(from, start)))
    .replace(/(?<!\p{L})(?:in|within|for|за|на)\s+(?=\s|$|[.,!?])/giu, " ")
    .replace(
      /,?\s*(?:i am|i'm|я|уровень|level|at)?\s*(?:a |an )?(?:beginner|intermediate|advanced|начинающий|новичок|средний|продвинутый)(?: level| уровень)?/giu,
      " ",
    );
  const skill = skillOf(
    cut
      .replace(
        /^.*?(?=(?:learn|study|master|teach me|учить|выучить|изучить|изучать|научи|освоить|разобраться|курс|course|план|plan))/iu,
        "",
      )
      .replace(/^(?:план|plan)\s+(?:по|для|for)\s+/iu, ""),
  );
  if (
    skill.length < 2 ||
    /^(?:it|this|that|это|этому|больше|more|something|что-то|чему-нибудь)$/iu.test(skill)
  )
    return null;
  return {
    locale,
    title: skill,
    skill,
    level: levels.find(([words]) => words.test(line))?.[1] ?? "beginner",
    hours: hours === undefined ? null : Math.min(mostHours, Math.max(1, hours.value)),
    expectations: "",
    description: "",
    existing: [],
  };
};
