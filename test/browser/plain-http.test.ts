// The site on a plain http address of a home network, where browsers withhold what they keep for https: the clipboard,
// locks, random UUIDs. Everything works there all the same.
import { expect, inject, test } from "vitest";
import { person, type Person } from "../support/browser-person.ts";
import type { Target } from "../support/target.ts";
import { answer, answered, assertSeen, questions, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");
const host = "study.home.test";

/** Somebody on another machine of the network. */
async function neighbour(): Promise<Person> {
  const scripted = inject("scripted");
  const siteUrl = scripted.siteUrl.replace(/\/\/[^:]+/, `//${host}`);
  const target: Target = { ...scripted, siteUrl };
  const somebody = await person({
    target,
    flags: [`--host-resolver-rules=MAP ${host} 127.0.0.1`],
  });
  // One more thing that is kept for https, and that nothing depends on.
  somebody.foresee(/Cross-Origin-Opener-Policy header has been ignored/);
  return somebody;
}

test("a guest plans, chats in two tabs and copies answers on plain http", async () => {
  const learner = await neighbour();
  const { page } = learner;
  const chat = await startTrack(learner, "Pottery");
  await answered(page, 1);
  expect(await page.evaluate("[isSecureContext, 'clipboard' in navigator].join()")).toBe(
    "false,false",
  );
  const tab = await learner.tab();
  await tab.goto(chat);
  await answered(tab, 1);
  await Promise.all([say(learner, "From the first tab"), say(learner, "From the second", tab)]);
  for (const one of [page, tab]) {
    await answered(one, 3);
    expect(await questions(one).locator(".question-text").allInnerTexts()).toHaveLength(2);
  }
  await say(learner, "\n\n```py\nprint(1)\nprint(2)\n```");
  await answered(page, 4);
  await assertSeen(tab.locator(".code"));

  const field = page.getByLabel(words.message);
  const copy = answer(page, 3).locator(".code").getByRole("button");
  await page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))");
  const selected = await page.evaluate("String(getSelection())");
  await copy.focus();
  await page.keyboard.press("Enter");
  await page.getByText("Copied").waitFor();
  expect(await copy.evaluate("document.activeElement.closest('.code') !== null")).toBe(true);
  expect(await page.evaluate("String(getSelection())")).toBe(selected);
  expect(await page.locator("textarea").count()).toBe(1);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+V");
  expect(await field.inputValue()).toBe("print(1)\nprint(2)");
});
