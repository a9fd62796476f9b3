// Browsers whose storage is off, or never answers: nothing that was written is lost, and signing out still works.
import { expect, inject, test } from "vitest";
import { person, type Person } from "../support/browser-person.ts";
import {
  answered,
  assertSeen,
  chooseInAccount,
  overviewOf,
  questions,
  register,
  say,
  startTrack,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const words = wordsOf("en");

/** What a browser's IndexedDB may do instead of working. */
const broken = {
  "never answers": `
    for (const name of ["open", "deleteDatabase"]) {
      IDBFactory.prototype[name] = () => new EventTarget();
    }`,
  refuses: `
    for (const name of ["open", "deleteDatabase"]) {
      IDBFactory.prototype[name] = () => { throw new DOMException("It is off.", "SecurityError"); };
    }`,
  "is missing": `Object.defineProperty(window, "indexedDB", { value: undefined });`,
} as const;

async function visitor(how: keyof typeof broken): Promise<Person> {
  const somebody = await person({ target });
  await somebody.context.addInitScript({ content: broken[how] });
  return somebody;
}

test.each(Object.keys(broken) as (keyof typeof broken)[])(
  "a message is shown, sent once and answered where IndexedDB %s",
  async (how) => {
    const learner = await visitor(how);
    const { page } = learner;
    await startTrack(learner, "Pottery");
    await answered(page, 1);
    await say(learner, "Why clay?");
    await assertSeen(questions(page).getByText("Why clay?"));
    await answered(page, 2);
    await page.reload();
    await answered(page, 2);

    expect(await questions(page).locator(".question-text").allInnerTexts()).toEqual(["Why clay?"]);
  },
);

test.each(Object.keys(broken) as (keyof typeof broken)[])(
  "signing out ends the sign-in and forgets drafts where IndexedDB %s",
  async (how) => {
    const somebody = await visitor(how);
    const { page } = somebody;
    const chat = await startTrack(somebody, "Pottery");
    await answered(page, 1);
    await chooseInAccount(somebody, words.keepWork);
    await register(somebody);
    await page.goto(chat);
    await page.getByLabel(words.message).fill("half a thought");
    await chooseInAccount(somebody, words.signOut);
    await page.getByLabel(words.ask).waitFor();

    expect(await page.evaluate("Object.keys(localStorage).join()")).not.toContain("draft:");
    somebody.foresee(/401/);
    await page.goto(overviewOf(chat));
    await assertSeen(page.getByText(words.needSignIn).first());
  },
);

test("a page that is left while a message is stored has no problem", async () => {
  const learner = await person({ target });
  const { page } = learner;
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  await learner.context.setOffline(true);
  learner.foresee(/ERR_INTERNET_DISCONNECTED/);
  await page.evaluate(`
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      document.querySelector("header a").click();
      return put.apply(this, given);
    };`);
  await say(learner, "Are you there?");
  await page.getByLabel(words.ask).waitFor();
  await learner.context.setOffline(false);
  await page.goBack();
  await answered(page, 2);

  expect(await questions(page).count()).toBe(1);
});
