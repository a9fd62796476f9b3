// What learners do on the pages that teach, a step each.
import type { Locator, Page } from "playwright-core";
import type { Person, PersonOptions } from "../support/browser-person.ts";
import { planText, pottery, type PlannedModule } from "../support/lessons.ts";
import { lessonWordsOf } from "./lesson-words.ts";
import { answered, planner, say } from "./steps.ts";
import { wordsOf } from "./words.ts";

/** The text of the lesson once it has ended. */
export const lessonText = (page: Page): Locator => page.locator(".lesson-body:not([aria-busy])");

/** Waits for the whole text of the lesson on screen. */
export const read = (somebody: Person): Promise<void> =>
  lessonText(somebody.page)
    .getByRole("heading", { name: lessonWordsOf(somebody.language).exercise })
    .first()
    .waitFor();

/** Somebody whose plan has these modules; by default two, the first of two lessons. */
export async function learnerWithPlan(
  options: PersonOptions = {},
  modules: readonly PlannedModule[] = pottery,
): Promise<Awaited<ReturnType<typeof planner>>> {
  const made = await planner(options);
  await say(made.learner, `[say]\n${planText(modules)}`);
  await answered(made.page, 2);
  return made;
}

/** The same, of one module whose outline and lessons are steered by this; nobody else's is like it. */
export const learnerWithModule = (
  steering: string,
  options: PersonOptions = {},
): ReturnType<typeof learnerWithPlan> =>
  learnerWithPlan(options, [
    {
      title: "Clay",
      hours: 4,
      summary: `Wet ${crypto.randomUUID().slice(0, 8)} ${steering}.`,
      topics: ["Kinds of clay", "Wedging", "Keeping it moist"],
    },
  ]);

/** Finalises the plan on screen and asks for its first lesson. */
export async function startFirst({ page, language }: Person): Promise<void> {
  await page.getByRole("button", { name: wordsOf(language).finalize }).click();
  await page.getByRole("link", { name: lessonWordsOf(language).startFirst }).click();
}

/** The same, until the lesson's page is there. */
export async function beginFirst(somebody: Person): Promise<void> {
  await startFirst(somebody);
  await somebody.page.waitForURL(/\/modules\/[0-9a-f-]{36}\/lessons\/[0-9a-f-]{36}/);
}

/** The address of a module, from that of one of its lessons. */
export const moduleOf = (page: Page): string => page.url().replace(/\/lessons\/.*$/, "");
