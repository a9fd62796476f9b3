// Answers to questions: from the plan, changing nothing.
import { locate, orRefusal, type Context } from "./operations.ts";
import { totalOf, type Plan } from "./plan.ts";
import { renderWhole } from "./render.ts";
import { say } from "./say.ts";
import { coverage, escaped } from "./text.ts";
import type { ModuleQuestion, Question } from "./understand/questions.ts";

const aboutModules = (plan: Plan, { ask, refs }: ModuleQuestion, context: Context): string => {
  const { locale } = context.brief;
  if (refs.length === 0) return say(locale, ask === "why" ? "whyPlan" : "unclear-module");
  const each = refs.map((ref) =>
    orRefusal(() => {
      const [at, { title, hours, summary, topics }] = locate(plan, ref, context);
      const list = topics.length === 0 ? escaped(title) : topics.map(escaped).join("; ");
      const values = { number: at + 1, title, hours, total: totalOf(plan.modules), topics: list };
      const other = hours > 1 ? hours - 1 : 2;
      return say(locale, `ask-${ask}`, { ...values, other, summary: escaped(summary) });
    }),
  );
  return each.join("\n\n");
};

const whereIs = (plan: Plan, words: string, { brief: { locale } }: Context): string => {
  const places = plan.modules
    .filter((one) => coverage(words, [one.title, one.summary, ...one.topics].join(" ")) >= 0.6)
    .map(({ number, title }) => say(locale, "moduleName", { number, title }));
  const phrase = places.length > 0 ? "covered" : "notCovered";
  return say(locale, phrase, { words, places: places.join(", ") });
};

/** @param tokens how long a plan shown whole may be */
export const answerTo = (question: Question, plan: Plan, context: Context, tokens: number) => {
  const { locale } = context.brief;
  if ("refs" in question) return aboutModules(plan, question, context);
  if ("words" in question) return whereIs(plan, question.words, context);
  const { ask } = question;
  const answer = say(locale, `ask-${ask}`, {
    total: totalOf(plan.modules),
    count: plan.modules.length,
    parts: plan.modules.map((module) => module.hours).join(" + "),
    level: say(locale, plan.level),
  });
  if (ask === "plan") return renderWhole(answer, plan, locale, tokens);
  if (ask !== "goals" && ask !== "projects" && ask !== "advice") return answer;
  const items = plan[ask].map((item) => `- ${escaped(item)}`);
  return items.length > 0 ? [answer, ...items].join("\n") : say(locale, "none");
};
