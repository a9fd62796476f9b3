// The plans that a dialogue has shown, newest last.
import { compose, hoursOf } from "./compose.ts";
import { numbered, type Module, type Plan } from "./plan.ts";
import { readPlan, type ReadPlan } from "./read-plan.ts";
import type { Brief, Message } from "./request.ts";
import { likeness } from "./text.ts";

/** What a shorter rendering left out is taken from the plan before it. */
const completed = (plan: ReadPlan, before: Plan | undefined, brief: Brief): Plan => {
  const filled = <T>(list: readonly T[], other: readonly T[] = []): readonly T[] =>
    list.length > 0 ? list : other;
  return {
    title: plan.title ?? before?.title ?? brief.subject,
    level: plan.level ?? brief.level,
    goals: filled(plan.goals, before?.goals),
    projects: filled(plan.projects, before?.projects),
    advice: filled(plan.advice, before?.advice),
    modules: plan.modules.map((module) => {
      const same = before?.modules.find((one) => one.title === module.title);
      const summary = module.summary || (same?.summary ?? "");
      return { ...module, summary, topics: filled(module.topics, same?.topics) };
    }),
  };
};

/** A list of the same modules in another shape (what is said once they are made) is no new plan. */
const repeats = (plan: ReadPlan, last: Plan | undefined): boolean =>
  plan.title === null &&
  plan.modules.length === last?.modules.length &&
  plan.modules.every((module, at) => {
    const { hours = 0, title = "" } = last.modules[at] ?? {};
    return module.hours === hours && likeness(module.title, title) > 0.8;
  });

/** The modules of a plan that the learner wrote down: a message of several lines, with hours. */
export const writtenModules = (message: string): readonly Module[] => {
  const isPlan = message.split("\n").length >= 3 && /\d\s?(?:ч|час|h|hour)/iu.test(message);
  return (isPlan ? readPlan(message)?.modules : undefined) ?? [];
};

/** What may show a plan: the mentor's answers, and a plan of the learner's that stands without an answer. */
const mayShow = ({ role, content }: Message, next: Message | undefined): boolean =>
  role === "assistant" ||
  (role === "user" && next?.role === "user" && writtenModules(content).length > 0);

/** Every plan the dialogue has shown, oldest first, the same one only once in a row. */
export const shownPlans = (dialogue: readonly Message[], brief: Brief): Plan[] => {
  const plans: Plan[] = [];
  for (const [at, message] of dialogue.entries()) {
    const isShown = mayShow(message, dialogue[at + 1]);
    const plan = isShown ? readPlan(message.content, hoursOf(brief)) : null;
    const last = plans.at(-1);
    if (plan === null || repeats(plan, last)) continue;
    const whole = completed(plan, last, brief);
    if (JSON.stringify(whole.modules) === JSON.stringify(last?.modules)) plans.pop();
    plans.push(whole);
  }
  return plans;
};

/** The plan to talk about when none was shown: the track's own modules, else a first plan. */
export const basePlan = (brief: Brief): Plan => {
  const plan = compose(brief);
  const modules = brief.existing.map(({ title, hours, objectives }) => {
    const whole = Math.max(1, Math.round(hours));
    return { title, hours: whole, summary: "", topics: objectives, number: 0 };
  });
  return modules.length === 0 ? plan : { ...plan, modules: numbered(modules) };
};

/** Whether an answer looks like a plan that could not be read. */
const planWords = /(?<!\p{L})(?:module|модуль|week|неделя|step|шаг|stage|этап)\s/giu;
export const looksLikePlan = ({ role, content }: Message): boolean =>
  role === "assistant" && (content.match(planWords) ?? []).length > 1;
