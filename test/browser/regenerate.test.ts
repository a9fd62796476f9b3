// Stopping an answer, having another one, editing the last message: in its place, and nothing said twice.
import { expect, inject, test } from "vitest";
import { release } from "../support/model.ts";
import { answer, answered, answers, assertSeen, grown, planner, questions, say } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const words = wordsOf("en");

/** A message whose answer fails from the second time on. */
const onlyOnce = () => `Once [error 400 after 1] ${crypto.randomUUID()}`;

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "on a %s in %s: stop, write again, another answer, edit and resend",
  async (device, language) => {
    const words = wordsOf(language);
    const { learner, page } = await planner({ device, language });
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await say(learner, "Take your time [slow 3]");
    await grown(page, 1, 100);
    await button(words.stop).click();
    await answer(page, 1).getByText(words.stopped).waitFor();
    const written = await answer(page, 1).locator(".answer-text").innerText();
    expect(written).toContain("Answer to: Take your time");
    expect(await answer(page, 1).innerText()).toMatch(/[1-9]\d* (token|токен)/);
    expect(await button(words.stop).count()).toBe(0);

    await button(words.regenerate).click();
    await page.locator("article.answer[data-status=generating]").waitFor();
    await answer(page, 1).and(page.locator("[data-status=complete]")).waitFor();
    await button(words.regenerateAnswer).click();
    await button(words.stop).waitFor();
    await answer(page, 1).and(page.locator("[data-status=complete]")).waitFor();
    expect(await questions(page).count()).toBe(1);

    await button(words.editMessage).click();
    await page.getByRole("textbox", { name: words.editMessage }).fill("Be short");
    await button(words.save).click();
    await page.getByText("Answer to: Be short").waitFor();
    await answered(page, 2);
    await page.reload();
    await answered(page, 2);
    expect(await questions(page).allInnerTexts()).toEqual([expect.stringContaining("Be short")]);
    expect(await page.locator("article.answer").count()).toBe(2);
  },
);

test("a queued answer can be cancelled before it starts", async () => {
  const { learner, page } = await planner();
  const key = crypto.randomUUID();
  await say(learner, `First [hold ${key}]`);
  await answer(page, 1).waitFor();
  await say(learner, "Second");
  await page.getByRole("button", { name: words.cancelAnswer }).click();
  await answer(page, 2).getByText(words.stopped).waitFor();
  await release(key, target);
  await page.getByText("Answer to: First").waitFor();

  await assertSeen(answer(page, 2).getByRole("button", { name: words.regenerate }));
  await page.getByRole("button", { name: words.regenerate }).click();
  await assertSeen(page.getByText("Answer to: Second"));
});

test("the previous answer stays in view, dimmed, until the new one has text", async () => {
  const { learner, page } = await planner();
  const key = crypto.randomUUID();
  await say(learner, "Tell me");
  await answered(page, 2);
  await page.getByRole("button", { name: words.editMessage }).click();
  await page.getByRole("textbox", { name: words.editMessage }).fill(`Tell me more [hold ${key}]`);
  await page.getByRole("button", { name: words.save }).click();
  await page.locator("article.answer[data-status=generating], [data-status=pending]").waitFor();
  const earlier = answer(page, 1).locator(".answer-text[inert]");
  expect(await earlier.innerText()).toBe("Answer to: Tell me");
  await release(key, target);
  await page.getByText("Answer to: Tell me more").waitFor();

  expect(await earlier.count()).toBe(0);
});

test("a new answer that fails restores the previous one and says why", async () => {
  const { learner, page } = await planner({ device: "phone" });
  await say(learner, onlyOnce());
  await answered(page, 2);
  const before = await answer(page, 1).locator(".answer-text").innerText();
  await page.getByRole("button", { name: words.regenerateAnswer }).click();
  await page.getByText(words.restored).waitFor();
  expect(await answer(page, 1).locator(".answer-text").innerText()).toBe(before);
  await page.reload();
  await page.getByText(words.restored).waitFor();

  await say(learner, "Go on");
  await answered(page, 3);
  expect(await page.getByText(words.restored).count()).toBe(0);
});

test("Escape discards an edit, and a reload keeps its draft", async () => {
  const { learner, page } = await planner();
  await say(learner, "Tell me");
  await answered(page, 2);
  const pencil = page.getByRole("button", { name: words.editMessage });
  const field = page.getByRole("textbox", { name: words.editMessage });
  await pencil.click();
  await field.fill("half a thought");
  await page.reload();
  await answered(page, 2);
  await pencil.click();
  expect(await field.inputValue()).toBe("half a thought");
  await field.press("Escape");
  await field.waitFor({ state: "detached" });
  await pencil.click();
  expect(await field.inputValue()).toBe("Tell me");
});

test("an edit too large for a frame is sent, and one over the length limit is not", async () => {
  const { learner, page } = await planner();
  await say(learner, "Tell me");
  await answered(page, 2);
  await page.getByRole("button", { name: words.editMessage }).click();
  const field = page.getByRole("textbox", { name: words.editMessage });
  const save = page.getByRole("button", { name: words.save });
  await field.fill("漢".repeat(12_001));
  expect(await save.isDisabled()).toBe(true);
  await field.fill(`[empty] ${"漢".repeat(11_900)}`);
  await save.click();
  await page.locator("article.answer[data-status=failed]").waitFor();

  expect(await questions(page).count()).toBe(1);
});

test("an edit overtaken by a message from another tab says so and can be sent as a new message", async () => {
  const { learner, page, chat } = await planner();
  await say(learner, "Tell me");
  await answered(page, 2);
  const tab = await learner.tab();
  await tab.goto(chat);
  await answered(tab, 2);
  await page.getByRole("button", { name: words.editMessage }).click();
  await say(learner, "Something else", tab);
  await answered(page, 3);
  await page.getByRole("textbox", { name: words.editMessage }).fill("Tell me more");
  await page.getByRole("button", { name: words.save }).click();
  await page.getByRole("button", { name: words.sendAsNew }).click();
  await answered(page, 4);

  await assertSeen(answers(page).nth(3).getByText("Answer to: Tell me more"));
  expect(await questions(page).count()).toBe(3);
});
