// An answer that was cut at its length limit, and its other half.
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { release } from "../support/model.ts";
import { answer, answered, assertSeen, planner, say, wholeness } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "on a %s in %s a cut answer goes on by keyboard as one message, here and in another tab",
  async (device, language) => {
    const words = wordsOf(language);
    const { learner, page, chat } = await planner({ device, language });
    const key = crypto.randomUUID();
    await say(learner, `Write it all [long 400] [parts 204] [more hold ${key}]`);
    const more = answer(page, 1).getByRole("button", { name: words.continueAnswer });
    await more.waitFor();
    await assertAccessible(page, "an answer that can be continued");
    const tab = await learner.tab();
    await tab.goto(chat);
    await assertSeen(answer(tab, 1).getByRole("button", { name: words.continueAnswer }));
    const text = answer(page, 1).locator(".answer-text");
    const begun = await text.innerText();

    await more.focus();
    await page.keyboard.press("Enter");
    await page
      .locator("article.answer:is([data-status=pending], [data-status=generating])")
      .waitFor();
    expect(await more.count()).toBe(0);
    expect(await page.evaluate("document.activeElement.matches('article.answer')")).toBe(true);
    expect(await text.innerText()).toBe(begun);
    expect(await text.getAttribute("inert")).toBeNull();
    await release(key, inject("scripted"));

    for (const one of [page, tab]) {
      await answered(one, 2);
      expect(wholeness(await answer(one, 1).locator(".answer-text").innerText())).toBe("whole");
      expect(await one.locator("article.answer").count()).toBe(2);
    }
    await page.reload();
    await answered(page, 2);
    expect(wholeness(await text.innerText())).toBe("whole");
    expect(await more.count()).toBe(0);
  },
);

test("an answer whose rest fails stays as it was, says why, and can be continued", async () => {
  const words = wordsOf("en");
  const { learner, page } = await planner();
  await say(learner, "[long 400] [parts 204] [more error 500 x4]");
  const more = answer(page, 1).getByRole("button", { name: words.continueAnswer });
  await more.click();
  await answer(page, 1).getByText(words.notContinued).waitFor();
  await more.click();
  await answered(page, 2);

  expect(wholeness(await answer(page, 1).locator(".answer-text").innerText())).toBe("whole");
  expect(await page.getByText(words.notContinued).count()).toBe(0);
});

test("while an answer is asked to go on, only the button that was pressed is busy", async () => {
  const words = wordsOf("en");
  const { learner, page } = await planner();
  await say(learner, "[long 400] [parts 204]");
  const more = answer(page, 1).getByRole("button", { name: words.continueAnswer });
  await more.waitFor();
  const gate = Promise.withResolvers<void>();
  await page.route("**/api/ai/continue", async (route) => {
    await gate.promise;
    await route.continue();
  });

  await more.click();
  await page.locator("[aria-busy=true]").waitFor();

  expect(await page.locator("[aria-busy=true]").count()).toBe(1);
  expect(await more.getAttribute("aria-busy")).toBe("true");
  gate.resolve();
  await answered(page, 2);
});
