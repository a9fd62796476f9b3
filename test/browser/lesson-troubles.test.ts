// What can go wrong on the way to a lesson: each is said clearly, and there is a way on.
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import type { Person } from "../support/browser-person.ts";
import { database } from "../support/database.ts";
import { planText, pottery } from "../support/lessons.ts";
import { modelCalls } from "../support/model.ts";
import {
  beginFirst,
  learnerWithModule,
  learnerWithPlan,
  lessonText,
  moduleOf,
  read,
  startFirst,
} from "./lesson-steps.ts";
import { lessonWordsOf } from "./lesson-words.ts";
import { assertFits } from "./screens.ts";
import { answered, assertSeen, heading, say } from "./steps.ts";
import { wordsOf } from "./words.ts";

/** Sets what a learner has spent of the day's tokens. */
async function spend(page: Page, tokens: number): Promise<void> {
  const me = (await (await page.request.get("/api/auth/me")).json()) as { readonly id: string };
  await database(inject("scripted"))`
    update usage_days set spent = ${tokens} where user_id = ${me.id}`;
}

const everything = 100_000_000;

const retry = async ({ page, language }: Person): Promise<void> =>
  page
    .getByRole("alert")
    .getByRole("button", { name: wordsOf(language).retry })
    .click();

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "on a %s in %s lessons that could not be planned are planned when it is tried again",
  async (device, language) => {
    const words = lessonWordsOf(language);
    const made = await learnerWithModule("[outline error 401 x1]", { device, language });
    const { learner, page } = made;
    await startFirst(learner);
    await assertSeen(page.getByRole("alert").getByText(words.outlineFailed));
    const tab = await learner.tab();
    await tab.goto(page.url());
    await assertSeen(tab.getByRole("alert").getByText(words.outlineFailed));
    await assertAccessible(page, "lessons that could not be planned");
    await assertFits(page, "lessons that could not be planned");
    await retry(learner);
    await read(learner);
  },
);

test("a module whose lessons could not be planned begins nothing when its page is loaded again", async () => {
  const words = lessonWordsOf("en");
  const mark = crypto.randomUUID().slice(0, 8);
  const { learner, page } = await learnerWithModule(`${mark} [outline error 401 x1]`);
  const outlines = async (): Promise<number> =>
    (await modelCalls(mark, inject("scripted"))).filter(({ body }) =>
      JSON.stringify(body).includes("module_data"),
    ).length;
  await startFirst(learner);
  const failed = page.getByRole("alert").getByText(words.outlineFailed);
  await assertSeen(failed);
  const asked = await outlines();
  expect(asked).toBeGreaterThan(0);
  await page.reload();
  await assertSeen(failed);
  await page.goto("/");
  await page.goBack();
  await assertSeen(failed);
  expect(await outlines()).toBe(asked);
  await retry(learner);
  await read(learner);
});

test("a module's page that is loaded again while its lessons are planned opens the first of them", async () => {
  const { learner, page } = await learnerWithModule("[outline slow 4]");
  await startFirst(learner);
  await assertSeen(page.locator(".module-work"));
  await page.reload();
  await read(learner);
});

test("objectives that a new plan adds are taught when their lessons are planned", async () => {
  const words = lessonWordsOf("en");
  const { learner, page, chat } = await learnerWithPlan();
  await beginFirst(learner);
  await read(learner);
  const module = moduleOf(page);
  await page.goto(chat);
  const [clay, ...rest] = pottery;
  const more = {
    ...pottery[0],
    title: "Clay",
    hours: 4,
    topics: [...(clay?.topics ?? []), "Slip"],
  };
  await say(learner, `[say]\n${planText([more, ...rest])}`);
  await answered(page, 4);
  await page.getByRole("button", { name: wordsOf("en").finalize }).click();
  await page.getByRole("dialog").getByRole("button", { name: words.updateCourse }).click();
  await answered(page, 5);

  await page.goto(module);
  await assertSeen(page.getByText(words.more));
  await page.getByRole("button", { name: words.planMore }).click();
  await page.getByText(words.more).waitFor({ state: "detached" });
  const goals = page.getByRole("listitem").filter({ hasText: "Slip" });
  await expect.poll(() => goals.first().innerText()).toMatch(/Lessons? \d/);
});

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)("on a %s in %s a lesson is stopped and continued", async (device, language) => {
  const words = lessonWordsOf(language);
  const { learner, page } = await learnerWithModule("[lesson slow 8]", { device, language });
  await beginFirst(learner);
  await assertSeen(page.locator(".lesson-body h2"));
  await page.getByRole("button", { name: words.stopWriting }).click();
  await assertSeen(page.getByText(words.stopped));
  const begun = await lessonText(page).innerText();
  await assertAccessible(page, "a lesson that was stopped");
  await page.reload();
  await assertSeen(page.getByText(words.stopped));
  await page.getByRole("button", { name: words.goOn }).click();
  await page.getByText(words.stopped).waitFor({ state: "detached" });
  await read(learner);
  expect(await lessonText(page).innerText()).toContain(begun.slice(0, 60));
});

test("a lesson that was cut at its limit says so and goes on to its end", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithModule("[lesson parts 200]");
  await beginFirst(learner);
  await assertSeen(page.getByText(words.cut));
  await assertAccessible(page, "a lesson that was cut");
  const whole = lessonText(page).getByRole("heading", { name: words.exercise });
  await expect
    .poll(
      async () => {
        const more = page.getByRole("button", { name: words.goOn });
        if (await more.isEnabled().catch(() => false)) await more.click();
        return (await whole.count()) > 0 && (await page.getByText(words.cut).count()) === 0;
      },
      { interval: 300, timeout: 60_000 },
    )
    .toBe(true);
});

test("without tokens neither a module nor a lesson begins, and both do when there are some again", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  learner.foresee(/402/);
  await page.getByRole("button", { name: wordsOf("en").finalize }).click();
  const start = page.getByRole("link", { name: words.startFirst });
  await start.waitFor();
  await spend(page, everything);
  await start.click();
  await assertSeen(page.getByRole("alert").getByText(words.usedUp));
  await assertAccessible(page, "a start beyond the allowance");
  await spend(page, 0);
  await retry(learner);
  await read(learner);

  await spend(page, everything);
  const module = moduleOf(page);
  await page.goto(module);
  const lessons = page.getByRole("region", { name: words.lessons }).getByRole("link");
  await lessons.nth(1).click();
  await assertSeen(page.getByRole("alert").getByText(words.notAsked));
  await assertSeen(page.getByRole("alert").getByText(words.usedUp));
  await spend(page, 0);
  await retry(learner);
  await read(learner);
});

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "on a %s in %s addresses of what is a stranger's, or unknown, say so and lead on",
  async (device, language) => {
    const words = lessonWordsOf(language);
    const { learner: owner } = await learnerWithPlan();
    await beginFirst(owner);
    const [lesson, module] = [owner.page.url(), moduleOf(owner.page)];
    const { learner, page } = await learnerWithPlan({ device, language });
    learner.foresee(/40[04]/);
    const nobody = crypto.randomUUID();
    for (const [address, title] of [
      [module, words.noModule],
      [lesson, words.noLesson],
      [module.replace(/[^/]*$/, nobody), words.noModule],
      [lesson.replace(/[^/]*$/, nobody), words.noLesson],
      [module.replace(/[^/]*$/, "7"), words.noModule],
      [lesson.replace(/[^/]*$/, "7"), words.noLesson],
    ] as const) {
      await page.goto(address);
      await heading(page, title).waitFor({ state: "attached" });
      await assertSeen(page.getByRole("main").getByRole("link", { name: words.toTrack }));
    }
    await assertAccessible(page, "an unknown lesson");
    await page
      .getByRole("main")
      .getByRole("link", { name: wordsOf(language).myTracks })
      .click();
    await heading(page, wordsOf(language).myTracks).waitFor();
  },
);

test("a module that left the plan and its lesson can be read, and say why nothing can be changed", async () => {
  const words = lessonWordsOf("en");
  const { learner, page, chat } = await learnerWithPlan();
  await beginFirst(learner);
  await read(learner);
  const [lesson, module] = [page.url(), moduleOf(page)];
  await page.goto(chat);
  await say(learner, `[say]\n${planText(pottery.slice(1))}`);
  await answered(page, 4);
  await page.getByRole("button", { name: wordsOf("en").finalize }).click();
  await page.getByRole("dialog").getByRole("button", { name: words.updateCourse }).click();
  await answered(page, 5);

  await page.goto(lesson);
  await read(learner);
  await assertSeen(page.getByText(words.archivedLesson));
  expect(await page.getByRole("button", { name: words.markDone }).count()).toBe(0);
  await page.goto(module);
  await assertSeen(page.getByText(words.archived));
  await assertAccessible(page, "an archived module");
  await page.getByRole("main").getByRole("link", { name: words.toTrack }).click();
  await heading(page).waitFor();
});

test("a module that a plan names again is said to come back", async () => {
  const { learner, page } = await learnerWithPlan();
  const words = lessonWordsOf("en");
  const update = async (count: number): Promise<void> => {
    await page.getByRole("button", { name: wordsOf("en").finalize }).click();
    await page.getByRole("dialog").getByRole("button", { name: words.updateCourse }).click();
    await answered(page, count);
  };
  await page.getByRole("button", { name: wordsOf("en").finalize }).click();
  await answered(page, 3);
  await say(learner, `[say]\n${planText(pottery.slice(1))}`);
  await answered(page, 4);
  await update(5);
  await say(learner, `[say]\n${planText(pottery)}`);
  await answered(page, 6);
  await page.getByRole("button", { name: wordsOf("en").finalize }).click();
  const back = page.getByRole("dialog").locator("section[data-kind=restored]");
  await expect.poll(() => back.innerText()).toMatch(/Brought back\s+Clay/);
  await assertAccessible(page, "what becomes of the modules");
});
