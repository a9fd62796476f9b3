// The planning chat and the chats beside it, in one tab and in two, over reloads and lost connections.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { lineOf } from "../support/browser-line.ts";
import { answered, answers, assertSeen, heading, questions, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");

test("a new chat has its own messages, a name that can be changed and a place in the list", async () => {
  const learner = await person();
  const { page } = learner;
  const chat = await startTrack(learner);
  await answered(page, 1);
  await page.getByRole("button", { name: words.newChat }).click();
  await page.getByRole("dialog").getByLabel(words.chatName).fill("Questions");
  await page.getByRole("dialog").getByRole("button", { name: words.create }).click();
  await heading(page, "Questions").waitFor();
  const beside = new URL(page.url()).pathname;
  expect(beside).not.toBe(chat);
  await say(learner, "What is pandas?");
  await answered(page, 1);
  await page.getByRole("button", { name: words.rename }).click();
  await page.getByRole("dialog").getByLabel(words.chatName).fill("About pandas");
  await page.getByRole("dialog").getByRole("button", { name: words.save }).click();
  await heading(page, "About pandas").waitFor();
  await page.reload();
  await heading(page, "About pandas").waitFor();
  await assertSeen(page.getByText("What is pandas?", { exact: true }));

  const selector = page.getByLabel(words.selector);
  const primary = await selector
    .locator("option")
    .evaluateAll((options: { text: string }[]) =>
      options.map(({ text }) => text).find((text) => text !== "About pandas"),
    );
  await selector.selectOption({ label: primary ?? "" });
  await heading(page, primary).waitFor();
  await answered(page, 1);
  expect(await page.getByText("What is pandas?", { exact: true }).count()).toBe(0);
  await page.goBack();
  await heading(page, "About pandas").waitFor();
});

test("the chat's id is shortened on screen and copied in full", async () => {
  const learner = await person();
  const { page } = learner;
  await startTrack(learner);
  await answered(page, 1);
  await page.getByRole("button", { name: words.copyId }).click();

  const copied = (): Promise<string> => page.evaluate("navigator.clipboard.readText()");
  await expect.poll(copied).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  await assertSeen(page.getByText((await copied()).slice(0, 8), { exact: true }));
});

test("a second tab shows the messages of the first", async () => {
  const learner = await person();
  const chat = await startTrack(learner);
  await answered(learner.page, 1);
  const tab = await learner.tab();
  await tab.goto(chat);
  await answered(tab, 1);
  await say(learner, words.addTesting);
  await answered(learner.page, 2);
  await answered(tab, 2);

  expect(await answers(tab).allInnerTexts()).toEqual(await answers(learner.page).allInnerTexts());
  expect(await questions(tab).count()).toBe(1);
});

test("a message written offline is sent once when the connection is back", async () => {
  const learner = await person();
  const { page } = learner;
  learner.foresee(/ERR_INTERNET_DISCONNECTED/);
  const line = await lineOf(learner.context);
  const chat = await startTrack(learner);
  await answered(page, 1);
  await line.cut();
  await say(learner, words.addTesting);
  await page.getByText(words.waiting).waitFor();
  await line.mend();
  await answered(page, 2);
  await page.goto(chat);
  await answered(page, 2);

  expect(await questions(page).count()).toBe(1);
});

test("a draft stays in its own chat", async () => {
  const learner = await person();
  const { page } = learner;
  await startTrack(learner);
  await answered(page, 1);
  const field = page.getByLabel(words.message);
  await field.fill("half a thought");
  await page.getByRole("button", { name: words.newChat }).click();
  await page.getByRole("dialog").getByLabel(words.chatName).fill("Other");
  await page.getByRole("dialog").getByRole("button", { name: words.create }).click();
  await heading(page, "Other").waitFor();
  expect(await field.inputValue()).toBe("");
  await page.goBack();
  await expect.poll(() => field.inputValue()).toBe("half a thought");
  await page.reload();

  await expect.poll(() => field.inputValue()).toBe("half a thought");
});
