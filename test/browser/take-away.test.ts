// Tracks, chats and plans taken along: as Markdown files, and on paper.
import { readFile } from "node:fs/promises";
import { readPlan } from "@ai-learning/protocol/plan";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Language } from "../support/browser-context.ts";
import { print } from "./print.ts";
import { answered, overviewOf, planner, say } from "./steps.ts";
import { wordsOf } from "./words.ts";

const en = {
  menu: "Download",
  markdown: "Download as Markdown",
  print: "Print",
  plan: "Plan as Markdown",
  openPlan: /^Plan · /,
  module: /^### Module 1\. /m,
  learner: /^## You · /m,
};

const ru: typeof en = {
  menu: "Скачать",
  markdown: "Скачать в Markdown",
  print: "Напечатать",
  plan: "План в Markdown",
  openPlan: /^План · /,
  module: /^### Модуль 1\. /m,
  learner: /^## Вы · /m,
};

const takeWordsOf = (language: Language): typeof en => (language === "ru" ? ru : en);

/** What the page saves when something is done. */
async function saved(
  page: Page,
  act: () => Promise<void>,
): Promise<{ readonly name: string; readonly text: string }> {
  const waiting = page.waitForEvent("download");
  await act();
  const file = await waiting;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole("button", { name: menu }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Counts the calls of `print`, which a browser without a head does not answer. */
const countPrints = (page: Page): Promise<unknown> =>
  page.evaluate(`window.prints = 0; window.print = () => { window.prints += 1; }; undefined`);

const prints = (page: Page): Promise<number> => page.evaluate<number>(`window.prints`);

test.each([
  ["desktop", "en"],
  ["phone", "ru"],
] as const)(
  "a track and its chat are saved as Markdown and printed, on a %s in %s",
  async (device, language) => {
    const { learner, page, chat } = await planner({ device, language });
    const words = wordsOf(language);
    const own = takeWordsOf(language);
    await say(learner, "# Why *clay*?");
    await answered(page, 2);
    const dialogue = await saved(page, () => choose(page, own.menu, own.markdown));
    await countPrints(page);
    await choose(page, own.menu, own.print);
    await expect.poll(() => prints(page)).toBe(1);
    await page.getByRole("button", { name: words.finalize }).click();
    await page.getByRole("link", { name: words.seeModules }).waitFor();
    await page.goto(overviewOf(chat));
    await page.getByRole("heading", { level: 3 }).first().waitFor();
    const course = await saved(page, () => choose(page, own.menu, own.markdown));
    await countPrints(page);
    await choose(page, own.menu, own.print);
    await expect.poll(() => prints(page)).toBe(1);

    expect(dialogue.name).toMatch(/^Pottery.*\.md$/);
    expect(dialogue.text).toMatch(own.learner);
    expect(dialogue.text).toContain("> \\# Why \\*clay\\*?");
    expect(course.name).toMatch(/^.+\.md$/);
    expect(course.text).toMatch(own.module);
  },
);

test.each(["desktop", "phone"] as const)(
  "a plan is saved as Markdown that is read as the same plan, and printed alone and whole, on a %s",
  async (device) => {
    const { page } = await planner({ device });
    const own = takeWordsOf("en");
    if (device === "phone") await page.getByRole("button", { name: own.openPlan }).click();
    const panel = page.locator(".plan-tools");
    const file = await saved(page, () => panel.getByRole("button", { name: own.plan }).click());
    await countPrints(page);
    await panel.getByRole("button", { name: own.print }).click();
    await expect.poll(() => prints(page)).toBe(1);
    const paper = await print(page);

    const plan = readPlan(file.text);
    expect(plan?.modules.length).toBeGreaterThan(1);
    for (const { title, topics } of plan?.modules ?? []) {
      for (const text of [title, ...topics]) expect(paper.text).toContain(text);
    }
    expect(paper.misplaced).toEqual([]);
    expect(paper.text).not.toContain(wordsOf("en").mentor);
    // What was printed is gone: the page is as before.
    await page.evaluate(`dispatchEvent(new Event("afterprint"))`);
    await expect.poll(() => page.locator(".plan-paper").count()).toBe(0);
  },
);

test("a formula wider than the paper is made smaller on it", async () => {
  const { learner, page } = await planner();
  const sum = Array.from({ length: 40 }, (_, at) => `\\frac{x_{${String(at)}}}{y}`).join("\\quad");
  await say(learner, `\n\n$$\\left(${sum}\\right)$$`);
  await answered(page, 2);
  await page.locator(".formula math").first().waitFor();
  const reach = `(() => Math.max(...[...document.querySelectorAll(".answer .formula math")].flatMap((math) =>
    [...math.querySelectorAll("*")].map((one) =>
      one.getBoundingClientRect().right - math.getBoundingClientRect().left))))()`;
  const before = await page.evaluate<number>(reach);
  await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
  await page.emulateMedia({ media: "print" });
  // 180 mm of paper.
  await page.setViewportSize({ width: 680, height: 900 });

  expect(before).toBeGreaterThan(900);
  expect(await page.evaluate<number>(reach)).toBeLessThan(700);
});
