// What a guest's browser may be like: two tabs that start at once, a page kept for the way back, a clock that is wrong.
import { expect, inject, test } from "vitest";
import { person } from "../support/browser-person.ts";
import {
  answered,
  assertSeen,
  chooseInAccount,
  questions,
  register,
  say,
  startTrack,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const words = wordsOf("en");

test("two tabs of a visitor that start at once are one guest with both tracks", async () => {
  const visitor = await person({ target });
  const tab = await visitor.tab();
  const titles = ["Pottery", "Weaving"];
  for (const [index, page] of [visitor.page, tab].entries()) {
    await page.goto("/");
    await page.getByLabel(words.ask).fill(titles[index] ?? "");
  }
  await Promise.all(
    [visitor.page, tab].map((page) => page.getByRole("button", { name: words.getPlan }).click()),
  );
  for (const page of [visitor.page, tab]) {
    await page.waitForURL(/\/chat/);
    await answered(page, 1);
  }
  await visitor.page.goto("/tracks");
  for (const title of titles) {
    await assertSeen(visitor.page.getByRole("link", { name: title }));
  }
});

test.each([
  ["an hour ahead", 3_600_000],
  ["an hour behind", -3_600_000],
])("a guest plans, chats and returns on a device whose clock is %s", async (_, offMs) => {
  const learner = await person({ target });
  const { page } = learner;
  await learner.context.addInitScript({
    content: `{
      const Right = Date;
      globalThis.Date = class extends Right {
        constructor(...given) { if (given.length === 0) super(Right.now() + ${String(offMs)}); else super(...given); }
        static now() { return Right.now() + ${String(offMs)}; }
      };
    }`,
  });
  const chat = await startTrack(learner, "Pottery");
  await answered(page, 1);
  await say(learner, "Why clay?");
  await answered(page, 2);
  await page.reload();
  await answered(page, 2);
  await say(learner, "And glazes?");
  await answered(page, 3);
  await chooseInAccount(learner, words.keepWork);
  await register(learner);
  await page.goto(chat);
  await answered(page, 3);

  expect(await questions(page).locator(".question-text").allInnerTexts()).toEqual([
    "Why clay?",
    "And glazes?",
  ]);
});

/**
 * A page that the browser keeps for the way back hears of no other tab, and is told when it is shown again. Driven
 * browsers keep none, so it is played.
 */
const keptPage = `{
  const isKept = (event) => document.documentElement.dataset.kept === "" && event.stopImmediatePropagation();
  addEventListener("storage", isKept, true);
}`;
const keep = `document.documentElement.dataset.kept = ""`;
const bringBack = `{
  delete document.documentElement.dataset.kept;
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}`;

test("a chat brought back by the Back button shows what was said meanwhile, and goes on", async () => {
  const learner = await person({ target });
  const { page } = learner;
  const chat = await startTrack(learner, "Pottery");
  await answered(page, 1);
  const session = await learner.context.newCDPSession(page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  const tab = await learner.tab();
  await tab.goto(chat);
  await answered(tab, 1);
  await say(learner, "Why clay?", tab);
  await answered(tab, 2);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await page.evaluate(bringBack);
  await answered(page, 2);
  await say(learner, "And glazes?");

  await answered(page, 3);
  await answered(tab, 3);
  expect(await questions(page).count()).toBe(2);
});

test("a list brought back by the Back button after its owner signed out elsewhere shows nothing of it", async () => {
  const learner = await person({ target });
  const { page } = learner;
  await learner.context.addInitScript({ content: keptPage });
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  await chooseInAccount(learner, words.keepWork);
  await register(learner);
  await page.goto("/tracks");
  await page.getByRole("link", { name: "Pottery" }).waitFor();
  await page.evaluate(keep);
  const tab = await learner.tab();
  await tab.goto("/tracks");
  await chooseInAccount({ ...learner, page: tab }, words.signOut);
  await tab.getByLabel(words.ask).waitFor();
  expect(await page.getByText("Pottery").count()).toBe(1);
  await page.evaluate(bringBack);

  await page.getByLabel(words.ask).waitFor();
  expect(await page.getByText("Pottery").count()).toBe(0);
});
