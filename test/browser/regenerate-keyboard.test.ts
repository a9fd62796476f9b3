// Stop, write again, another answer and edit without a pointer: everything is reached, and the focus is never lost.
import { expect, test } from "vitest";
import { assertFocus, hasFocus, tabTo } from "./focus.ts";
import { answer, answered, grown, planner, questions, say } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each(["ru", "en"] as const)(
  "an answer is stopped and regenerated twice with the keyboard alone, in %s",
  async (language) => {
    const words = wordsOf(language);
    const { learner, page } = await planner({ language });
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await say(learner, "Take your time [slow 3]");
    await grown(page, 1, 50);
    await tabTo(page, button(words.stop));
    await page.keyboard.press("Enter");
    await answer(page, 1).getByText(words.stopped).waitFor();
    await expect.poll(() => hasFocus(page.getByLabel(words.message))).toBe(true);

    await tabTo(page, button(words.regenerate), "Shift+Tab");
    await page.keyboard.press("Space");
    await button(words.stop).waitFor();
    await assertFocus(page, "asking to write again");
    await answer(page, 1).and(page.locator("[data-status=complete]")).waitFor();
    await assertFocus(page, "the new answer");
    await tabTo(page, button(words.regenerateAnswer));
    await page.keyboard.press("Enter");
    await button(words.stop).waitFor();
    await assertFocus(page, "asking for another answer");
    await answer(page, 1).and(page.locator("[data-status=complete]")).waitFor();
  },
);

test.each(["ru", "en"] as const)(
  "the last message is edited with the keyboard alone and the focus returns, in %s",
  async (language) => {
    const words = wordsOf(language);
    const { learner, page } = await planner({ language });
    await say(learner, "Tell me");
    await answered(page, 2);
    const pencil = page.getByRole("button", { name: words.editMessage });
    const field = page.getByRole("textbox", { name: words.editMessage });
    await tabTo(page, pencil, "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => hasFocus(field)).toBe(true);
    await page.keyboard.type(", please");
    await page.keyboard.press("Escape");
    await expect.poll(() => hasFocus(pencil)).toBe(true);
    await assertFocus(page, "leaving an edit");

    await page.keyboard.press("Enter");
    await expect.poll(() => hasFocus(field)).toBe(true);
    await page.keyboard.type(" more");
    await page.keyboard.press("Enter");
    await expect.poll(() => hasFocus(pencil)).toBe(true);
    await page.getByText("Answer to: Tell me more").waitFor();
    await answered(page, 2);
    await assertFocus(page, "an edit was answered");
    expect(await questions(page).count()).toBe(1);
  },
);
