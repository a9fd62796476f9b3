// Services of a browser that are missing, fail or never answer: what is written is on screen at once, and goes on.
import { lockLimitMs } from "@ai-learning/client/lock";
import { expect, inject, test } from "vitest";
import { person, type Person } from "../support/browser-person.ts";
import { answer, answered, assertSeen, planner, questions, say, startTrack } from "./steps.ts";

const target = inject("scripted");

/** Makes a property throw, as it does where a person has blocked all storage. */
const shut = (name: string): string =>
  `Object.defineProperty(window, "${name}", { get() { throw new DOMException("It is shut.", "SecurityError"); } });`;

const broken = {
  "all storage is shut": ["localStorage", "sessionStorage", "indexedDB"].map(shut).join(""),
  "there is no channel between tabs": "delete globalThis.BroadcastChannel;",
  "locks throw": `LockManager.prototype.request = () => { throw new DOMException("No.", "SecurityError"); };`,
  "locks are refused": `LockManager.prototype.request = () => Promise.reject(new DOMException("No.", "SecurityError"));`,
} as const;

async function visitor(script: string): Promise<Person> {
  const somebody = await person({ target });
  await somebody.context.addInitScript({ content: script });
  return somebody;
}

test.each(Object.keys(broken) as (keyof typeof broken)[])(
  "a guest plans and chats, each message once, where %s",
  async (how) => {
    const learner = await visitor(broken[how]);
    const { page } = learner;
    await startTrack(learner, "Pottery");
    await answered(page, 1);
    await say(learner, "Why clay?");
    await say(learner, "And glazes?");
    await answered(page, 3);

    expect(await questions(page).locator(".question-text").allInnerTexts()).toEqual([
      "Why clay?",
      "And glazes?",
    ]);
  },
);

test("a message is on screen at once, and sent after a while, where a lock is never given", async () => {
  const learner = await visitor("LockManager.prototype.request = () => new Promise(() => {});");
  const { page } = learner;
  await page.clock.install();
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  await say(learner, "Why clay?");
  await assertSeen(questions(page).getByText("Why clay?"));
  await page.clock.runFor(lockLimitMs);
  await answered(page, 2);

  expect(await questions(page).count()).toBe(1);
});

test.each([
  ["refuses", "() => Promise.reject(new DOMException('No.', 'NotAllowedError'))"],
  ["never answers", "() => new Promise(() => {})"],
])("an answer is copied the old way where the clipboard %s", async (_, script) => {
  const { learner, page } = await planner();
  await page.evaluate(`Clipboard.prototype.writeText = ${script}`);
  await say(learner, "Why clay?");
  await answered(page, 2);
  await answer(page, 1).getByRole("button", { name: "Copy answer" }).click();
  await page.getByText("Copied").waitFor();

  expect(await page.evaluate("navigator.clipboard.readText()")).toBe("Answer to: Why clay?");
});
