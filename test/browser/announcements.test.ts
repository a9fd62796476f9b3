// What a screen reader is told: the beginning and the end of an answer, once each, and what went wrong.
import { expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { person } from "../support/browser-person.ts";
import { answered, planner, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

/** Begins to listen once what came before has been said to its end. */
async function listenAfter(page: Page, last: string): Promise<void> {
  await page.getByRole("status").getByText(last).waitFor({ state: "attached" });
  await page.evaluate(listen);
}

/** Writes down every text that comes to stand in a live region, with how urgent it is. */
const listen = `(() => {
  globalThis.heard = [];
  const kindOf = (node) => {
    const region = (node.nodeType === 1 ? node : node.parentElement)?.closest("[role=status],[role=alert],[role=log],[aria-live]");
    const kind = region?.getAttribute("aria-live") ?? region?.getAttribute("role");
    return kind === "off" ? undefined : kind;
  };
  const hear = (node) => {
    const kind = kindOf(node);
    const text = node.textContent.trim();
    if (kind && text) globalThis.heard.push(kind + ": " + text);
    if (!kind && node.nodeType === 1)
      for (const region of node.querySelectorAll("[role=alert]"))
        if (region.textContent.trim()) globalThis.heard.push("alert: " + region.textContent.trim());
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") hear(target);
      for (const node of addedNodes) hear(node);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
})()`;

const heard = (page: Page): Promise<string[]> => page.evaluate("globalThis.heard");

const said = {
  en: { answering: "The mentor is answering", ready: "The answer is ready", failed: "No answer" },
  ru: { answering: "Наставник отвечает", ready: "Ответ готов", failed: "Нет ответа" },
} as const;

test.each(["ru", "en"] as const)(
  "an answer is announced when it begins and when it is ready, and not in between, in %s",
  async (language) => {
    const learner = await person({ target, language });
    const { page } = learner;
    await startTrack(learner, "Pottery");
    await answered(page, 1);
    const { answering, ready } = said[language];
    await listenAfter(page, ready);
    await say(learner, "Take your time [slow 3]");
    await answered(page, 2);

    await expect.poll(() => heard(page)).toContain(`status: ${ready}`);
    expect(await heard(page)).toEqual([`status: ${answering}`, `status: ${ready}`]);
  },
);

test("an answer that ends before its start is rendered is announced as ready, once", async () => {
  const { learner, page, chat } = await planner();
  await listenAfter(page, said.en.ready);
  await page.evaluate(`(() => {
    const held = [];
    const real = requestAnimationFrame;
    globalThis.requestAnimationFrame = (then) => held.push(then);
    globalThis.letGo = () => {
      globalThis.requestAnimationFrame = real;
      for (const then of held) real(then);
    };
  })()`);
  await say(learner, "And glazes?");
  const other = await learner.tab();
  await other.goto(chat);
  await answered(other, 2);
  expect(await heard(page)).toEqual([]);
  await page.evaluate("globalThis.letGo()");
  await answered(page, 2);

  await expect.poll(() => heard(page)).toEqual([`status: ${said.en.ready}`]);
});

test("an answer that failed is announced once", async () => {
  const learner = await person({ target });
  const { page } = learner;
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  await listenAfter(page, said.en.ready);
  await say(learner, "Please [error 500]");
  await page.getByRole("button", { name: wordsOf("en").retry }).waitFor();

  await expect.poll(() => heard(page)).toContain(`status: ${said.en.failed}`);
  expect(await heard(page)).toEqual([`status: ${said.en.answering}`, `status: ${said.en.failed}`]);
});

test("a form's errors are announced once, as an alert", async () => {
  const { page } = await person();
  await page.goto("/register");
  const submit = page.locator("main form button[type=submit]");
  await submit.waitFor();
  await page.evaluate(listen);
  await submit.click();

  await expect.poll(() => heard(page)).not.toEqual([]);
  expect(await heard(page)).toEqual(["alert: 4 fields need attention"]);
});
