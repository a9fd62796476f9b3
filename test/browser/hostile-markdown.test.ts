// A model that writes what it can to run something in the page: nothing runs, nothing is fetched, nothing is blocked
// either, because nothing of it ever becomes more than text and plain links.
import type { BrowserContext, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { answered, answers, heading, say, startTrack } from "./steps.ts";
import { vectors } from "./hostile-vectors.ts";
import { wordsOf } from "./words.ts";

/** Notes whatever a vector runs, and whatever the content security policy blocks, in every page of a browser. */
async function watch(context: BrowserContext): Promise<{ dialogs: string[] }> {
  const dialogs: string[] = [];
  context.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await context.addInitScript(`{
    globalThis.seen = [];
    globalThis.ran = (...what) => seen.push("ran " + what.join());
    addEventListener("securitypolicyviolation", (event) => {
      seen.push("blocked " + event.violatedDirective + " " + event.blockedURI);
    });
  }`);
  return { dialogs };
}

/** What is on the page and must not be, a line each. */
const forbidden = `(() => {
  const tags = new Set(("a blockquote br button code del div em figcaption figure h3 h4 h5 h6 hr input li ol p pre " +
    "path rect circle line polyline g span strong svg table tbody td th thead tr ul").split(" "));
  const lines = [];
  for (const one of document.querySelectorAll(".markdown *")) {
    const tag = one.tagName.toLowerCase();
    if (!tags.has(tag)) lines.push("element " + tag);
    if ((tag === "svg" || one.closest("svg")) && !one.closest("button")) lines.push("a drawing outside a button");
    if (tag === "input" && !(one.type === "checkbox" && one.disabled)) lines.push("input " + one.type);
    for (const { name, value } of one.attributes) {
      if (/^on|^style$|^src|^xlink|^formaction|^action|^srcdoc|^poster|^background/i.test(name)) lines.push(tag + " " + name + "=" + value);
      if (name === "href" && !/^(?:https?:\\/\\/|mailto:)/.test(value)) lines.push("link " + value);
    }
    if (tag === "a" && (one.target !== "_blank" || !/noopener/.test(one.rel))) lines.push("link with an opener");
  }
  return lines;
})()`;

/** Points at, focuses and presses everything that was written, links to the web aside. */
const touchAll = `(() => {
  for (const one of document.querySelectorAll(".markdown, .markdown *")) {
    for (const type of ["pointerover", "pointerenter", "mouseover", "mouseenter", "focus", "toggle", "animationstart"]) {
      one.dispatchEvent(new Event(type, { bubbles: true }));
    }
    if (!one.closest("a, button")) one.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  }
})()`;

async function assertHarmless(page: Page, state: string): Promise<void> {
  expect({ state, found: await page.evaluate(forbidden) }).toEqual({ state, found: [] });
  await page.evaluate(touchAll);
  expect({ state, seen: await page.evaluate("globalThis.seen") }).toEqual({ state, seen: [] });
}

/** The vectors in messages short enough to send. */
function messages(): string[] {
  const all: string[] = [];
  let text = "";
  for (const one of vectors) {
    if (text.length + one.length > 10_000) {
      all.push(text);
      text = "";
    }
    text += `${one}\n\n`;
  }
  return [...all, text];
}

test("there are more than a hundred distinct vectors", () => {
  expect(new Set(vectors).size).toBe(vectors.length);
  expect(vectors.length).toBeGreaterThan(200);
});

test("hostile Markdown of the model runs nothing, fetches nothing and is shown as text", async () => {
  const somebody = await person({ target: inject("scripted") });
  const { page, context } = somebody;
  const { dialogs } = await watch(context);
  await startTrack(somebody, "<img src=x onerror=ran(1)> **[x](javascript:ran(1))**");
  await answered(page, 1);
  // The scripted model repeats what it is told.
  const told = messages();
  for (const [index, text] of told.entries()) {
    await say(somebody, `\n\n${text}`);
    await answered(page, index + 2);
    await assertHarmless(page, `answer ${String(index + 1)} as it was written`);
  }
  const shown = (await answers(page).allTextContents()).join();
  for (const text of ["<script>ran(1)</script>", "<svg/onload=ran(1)>", "<iframe srcdoc="]) {
    expect(shown).toContain(text);
  }
  await page.reload();
  await answered(page, told.length + 1);
  await assertHarmless(page, "the dialogue as it is stored");
  expect(dialogs).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});

test("the policy blocks nothing in normal use", async () => {
  const somebody = await person();
  const { page, context } = somebody;
  const words = wordsOf("en");
  const { dialogs } = await watch(context);
  const seen: string[] = [];
  const look = async (): Promise<void> => {
    seen.push(...(await page.evaluate<string[]>("globalThis.seen")));
  };
  const chat = await startTrack(somebody);
  await answered(page, 1);
  await say(somebody, words.addTesting);
  await answered(page, 2);
  await page.getByRole("button", { name: words.finalize }).click();
  await page.getByRole("link", { name: words.seeModules }).click();
  await heading(page).waitFor();
  await look();
  for (const address of [
    "/",
    "/tracks",
    chat,
    "/settings",
    "/register",
    "/sign-in",
    "/nowhere",
    "/api/docs",
  ]) {
    await page.goto(address);
    await heading(page).waitFor();
    await look();
  }
  expect(seen).toEqual([]);
  expect(dialogs).toEqual([]);
});
