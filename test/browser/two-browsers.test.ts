// Two browsers on one chat: what is said, stopped and edited in one is seen in the other while it happens.
import { expect, inject, test } from "vitest";
import { person, type Person } from "../support/browser-person.ts";
import { assertGrew, growthOf, recordGrowth } from "./growth.ts";
import {
  answer,
  answered,
  answers,
  chooseInAccount,
  grown,
  planner,
  questions,
  register,
  say,
  signIn,
  wholeness,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const words = wordsOf("en");

/** The same learner in two browsers, both in one chat, every change of an answer written down. */
async function twoBrowsers(): Promise<{ here: Person; there: Person; chat: string }> {
  const { learner: here, page, chat } = await planner();
  await chooseInAccount(here, words.keepWork);
  const account = await register(here);
  const there = await person({ target, device: "phone" });
  await signIn(there, account);
  for (const one of [here, there]) {
    await recordGrowth(one.context);
    await one.page.goto(chat);
    await answered(one.page, 1);
  }
  expect(page.url()).toContain(chat);
  return { here, there, chat };
}

test("a message of one appears in the other with its answer, which grows without a flicker", async () => {
  const { here, there } = await twoBrowsers();
  await say(here, "Take your time [slow 3]");
  await questions(there.page).getByText("Take your time").waitFor();
  await grown(there.page, 1, 100);
  expect(await there.page.locator("article.answer[data-status=generating]").count()).toBe(1);
  await answered(here.page, 2);
  await answered(there.page, 2);

  const texts = await Promise.all(
    [here, there].map(({ page }) => answers(page).nth(1).innerText()),
  );
  expect(texts[1]).toBe(texts[0]);
  for (const { page } of [here, there]) assertGrew(await growthOf(page, 1));
});

test("a stop in the second stops both with the same text", async () => {
  const { here, there } = await twoBrowsers();
  await say(here, "Take your time [slow 20]");
  await grown(there.page, 1, 100);
  await there.page.getByRole("button", { name: words.stop, exact: true }).click();
  for (const { page } of [here, there]) await answer(page, 1).getByText(words.stopped).waitFor();

  const text = answer(here.page, 1).locator(".answer-text");
  expect(await answer(there.page, 1).locator(".answer-text").innerText()).toBe(
    await text.innerText(),
  );
  assertGrew(await growthOf(here.page, 1));
  assertGrew(await growthOf(there.page, 1));
});

test("an edit and a new answer in one show in the other", async () => {
  const { here, there } = await twoBrowsers();
  await say(here, "Tell me");
  await answered(there.page, 2);
  await there.page.getByRole("button", { name: words.editMessage }).click();
  await there.page.getByRole("textbox", { name: words.editMessage }).fill("Tell me more [slow 1]");
  await there.page.getByRole("button", { name: words.save }).click();
  await questions(here.page).getByText("Tell me more").waitFor();
  await here.page.getByText("Answer to: Tell me more").waitFor();
  await answered(here.page, 2);
  await here.page.getByRole("button", { name: words.regenerateAnswer }).click();
  await there.page.locator("article.answer:not([data-status=complete])").waitFor();
  await answered(there.page, 2);

  for (const { page } of [here, there]) expect(await questions(page).count()).toBe(1);
});

test("a reload in the middle of an answer continues without a flicker or a repeated word", async () => {
  const { here, there } = await twoBrowsers();
  await say(here, "Take your time [slow 6]");
  await grown(here.page, 1, 150);
  await here.page.reload();
  await grown(here.page, 1, 0);
  await here.page.reload();
  await answered(here.page, 2);
  await answered(there.page, 2);

  for (const { page } of [here, there]) {
    const texts = await growthOf(page, 1);
    assertGrew(texts);
    expect(texts.length).toBeGreaterThan(3);
    expect(wholeness(await answers(page).nth(1).innerText())).toBe("whole");
  }
});

test("a third one opened in the middle of an answer shows all of it", async () => {
  const { here, chat } = await twoBrowsers();
  await say(here, "Take your time [slow 5]");
  await grown(here.page, 1, 300);
  const third = await here.tab();
  await third.goto(chat);
  await answered(third, 2);
  await answered(here.page, 2);

  assertGrew(await growthOf(third, 1));
  expect(wholeness(await answers(third).nth(1).innerText())).toBe("whole");
  expect(await answers(third).nth(1).innerText()).toBe(await answers(here.page).nth(1).innerText());
});
