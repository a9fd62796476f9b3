// A course plan read out of a message: by the page while it is written, by the server when it is stored.
import { choose, type Choice } from "./plan-choose.ts";
import { linesOf } from "./plan-lines.ts";
import type { Plan } from "./plan-type.ts";

export type { Choice } from "./plan-choose.ts";
export type { Plan, PlanModule } from "./plan-type.ts";

/**
 * The course plan that a message shows, or null. Takes any text, a growing one too, in linear time.
 *
 * A plan is complete when its 1 to 20 modules are numbered from 1 without a gap, each with a title and whole hours (1 to
 * 500), when every stated total is their exact sum, and when the text has **gone past** the last module: by a total behind
 * it, or, with a total in front, by a heading, a rule or a paragraph. A total must be stated: without one, a text that was
 * cut between two modules looks like a whole plan. Therefore no beginning of a plan is taken for the plan.
 *
 * Modules are headings of levels 2 to 5, bold lines, rows of a table, or, in company and with hours, items of a list. Lines
 * called "module" come before parts of other names (weeks, blocks, …), those before lists. Quotes, code and HTML comments
 * are not read, unless one fence holds the whole message. Of several plans the last whole one counts; it is not complete
 * when a newer one is unfinished, or when the text calls them variants or the last one the old one.
 */
export const readPlan = (markdown: string): Plan | null => examinePlan(markdown)?.plan ?? null;

/**
 * As `readPlan`, with what is known of the plan beside its contents: whether the message shows no other (variants, an old and
 * a new one), and whether its modules are called so.
 */
export const examinePlan = (markdown: string): Choice | null => {
  const { lines, isOpen } = linesOf(markdown);
  const chosen = choose(lines);
  return chosen !== null && isOpen
    ? { ...chosen, plan: { ...chosen.plan, isComplete: false } }
    : chosen;
};
