// A course plan read out of a message: by the page while it is written, by the server when it is stored.
import { choose } from "./plan-choose.ts";
import { linesOf } from "./plan-lines.ts";

export interface PlanModule {
  /** As it is shown, without Markdown; "" where only a number stands. */
  readonly title: string;
  /** As stated, decimals too; `null` where no hours are stated, or not as one plain number ("3–4 h", "90 min"). */
  readonly hours: number | null;
  /** The text under the title, before the topics. */
  readonly summary: string | null;
  readonly topics: readonly string[];
}

export interface Plan {
  /** The course's name; `null` where the text does not name it. */
  readonly title: string | null;
  /** The stated total; `null` where none is stated, or several that differ. Never added up by the reader. */
  readonly totalHours: number | null;
  readonly level: "beginner" | "intermediate" | "advanced" | null;
  /** In the order of the text, at least one. */
  readonly modules: readonly PlanModule[];
  /** Nothing is missing and nothing doubtful: the modules may be stored as they stand. */
  readonly isComplete: boolean;
}

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
export const readPlan = (markdown: string): Plan | null => {
  const { lines, isOpen } = linesOf(markdown);
  const plan = choose(lines);
  return plan !== null && isOpen ? { ...plan, isComplete: false } : plan;
};
