// Written without a connection, and the browser closed: everything is sent when it is opened again, once, in order.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { lineOf } from "../support/browser-line.ts";
import { person, type Person } from "../support/browser-person.ts";
import { answered, answers, assertSeen, planner, questions, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

/** A folder for a browser of its own, which goes with the test. */
async function profileFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ai-learning-browser-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** What was asked and answered after the plan, in order. */
async function dialogue({ page }: Person): Promise<string[]> {
  const asked = await questions(page).locator(".question-text").allInnerTexts();
  const said = await answers(page).locator(".answer-text").allInnerTexts();
  return asked.map((text, index) => `${text} > ${String(said[index + 1])}`);
}

test.each(["ru", "en"] as const)(
  "two messages written offline are sent after the browser was closed and opened again, in %s",
  async (language) => {
    const words = wordsOf(language);
    const folder = await profileFolder();
    const before = await person({ target, language, folder });
    before.foresee(/ERR_INTERNET_DISCONNECTED/);
    const line = await lineOf(before.context);
    const chat = await startTrack(before, "Pottery");
    await answered(before.page, 1);
    await line.cut();
    await before.page.locator(".chat-live[data-state=offline]").waitFor();
    for (const text of ["First", "Second"]) await say(before, text);
    await expect.poll(() => before.page.getByText(words.waiting).count()).toBe(2);
    await before.leave();

    const after = await person({ target, language, folder });
    await after.page.goto(chat);
    await answered(after.page, 3);
    await after.page.reload();
    await answered(after.page, 3);
    expect(await dialogue(after)).toEqual([
      "First > Answer to: First",
      "Second > Answer to: Second",
    ]);
    expect(await after.page.locator("[data-client-id]").count()).toBe(0);
  },
);

test("an edit made offline is sent after the browser was closed and opened again", async () => {
  const words = wordsOf("en");
  const folder = await profileFolder();
  const before = await person({ target, folder });
  before.foresee(/ERR_INTERNET_DISCONNECTED/);
  const line = await lineOf(before.context);
  const chat = await startTrack(before, "Pottery");
  await answered(before.page, 1);
  await say(before, "Tell me");
  await answered(before.page, 2);
  await line.cut();
  await before.page.locator(".chat-live[data-state=offline]").waitFor();
  await before.page.getByRole("button", { name: words.editMessage }).click();
  await before.page.getByRole("textbox", { name: words.editMessage }).fill("Tell me more");
  await before.page.getByRole("button", { name: words.save }).click();
  const waiting = before.page.locator("article.question[data-state=waiting]");
  await waiting.getByText("Tell me more").waitFor();
  await before.page.getByText(words.waiting).waitFor();
  await before.leave();

  const after = await person({ target, folder });
  await after.page.goto(chat);
  await after.page.getByText("Answer to: Tell me more").waitFor();
  await answered(after.page, 2);
  expect(await dialogue(after)).toEqual(["Tell me more > Answer to: Tell me more"]);
});

test("messages that two tabs wrote offline are sent in the order of writing, each once", async () => {
  const words = wordsOf("en");
  const learner = await person({ target });
  learner.foresee(/ERR_INTERNET_DISCONNECTED/);
  const line = await lineOf(learner.context);
  const chat = await startTrack(learner, "Pottery");
  await answered(learner.page, 1);
  const tab = await learner.tab();
  await tab.goto(chat);
  await answered(tab, 1);
  await line.cut();
  for (const page of [learner.page, tab]) {
    await page.locator(".chat-live[data-state=offline]").waitFor();
  }
  const texts = ["One", "Two", "Three", "Four"];
  for (const [index, text] of texts.entries()) {
    await say(learner, text, index % 2 === 0 ? learner.page : tab);
    await expect.poll(() => learner.page.getByText(words.waiting).count()).toBe(index + 1);
  }
  await line.mend();
  await answered(learner.page, 5);
  await answered(tab, 5);

  for (const page of [learner.page, tab]) {
    expect(await dialogue({ ...learner, page })).toEqual(
      texts.map((text) => `${text} > Answer to: ${text}`),
    );
  }
});

test("a stop pressed just before the connection is lost stops the answer when it is back", async () => {
  const words = wordsOf("en");
  const { learner, page } = await planner();
  learner.foresee(/ERR_INTERNET_DISCONNECTED/);
  await say(learner, "Take your time [slow 15]");
  await page.locator("article.answer[data-status=generating]").waitFor();
  await learner.context.setOffline(true);
  await page.locator(".chat-live[data-state=offline]").waitFor();
  await page.getByRole("button", { name: words.stop, exact: true }).click();
  await learner.context.setOffline(false);

  await assertSeen(page.locator("article.answer[data-status=stopped]"));
});
