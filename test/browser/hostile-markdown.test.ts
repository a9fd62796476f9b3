// A model that writes what it can to run something in the page: nothing runs, nothing is fetched, nothing is blocked
// either, because nothing of it ever becomes more than text and plain links.
import type { BrowserContext, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { answered, answers, heading, say, startTrack } from "./steps.ts";
import { assertFits } from "./screens.ts";
import { formulas } from "./hostile-formulas.ts";
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
    globalThis.longestMs = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
    }).observe({ type: "longtask" });
  }`);
  return { dialogs };
}

/** What is on the page and must not be, a line each. */
const forbidden = `(() => {
  const tags = new Set(("a blockquote br button code del div em figcaption figure h3 h4 h5 h6 hr input li ol p pre " +
    "path rect circle line polyline g span strong svg table tbody td th thead tr ul").split(" "));
  const mathTags = new Set(("math mrow mi mo mn mtext mspace msup msub msubsup munder mover munderover mfrac msqrt " +
    "a mroot mtable mtr mtd mstyle mpadded mphantom menclose merror mmultiscripts mprescripts").split(" "));
  const lines = [];
  for (const one of document.querySelectorAll(".markdown *")) {
    const tag = one.tagName.toLowerCase();
    if (one.closest("math") !== null) {
      if (!mathTags.has(tag)) lines.push("element " + tag + " in a formula");
      for (const { name, value } of one.attributes) {
        if (/^on|^src|^id$|href|^action|^name$/i.test(name) || /url\\(|fixed|inset/i.test(value)) lines.push(tag + " " + name + "=" + value);
      }
      continue;
    }
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

/** What of the page a text lies over, outside its own box, a line each. */
const covered = `(() => {
  const lines = [];
  for (const one of document.querySelectorAll("a[href], button, textarea, .answer-foot, .question-text")) {
    if (one.closest(".markdown") !== null || !one.checkVisibility()) continue;
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (hit?.closest(".markdown")) lines.push(one.tagName + " " + one.className + " under " + hit.tagName);
  }
  for (const one of document.querySelectorAll(".markdown p")) {
    if (one.clientHeight > 5_000) lines.push("as high as " + one.clientHeight + ": " + one.textContent.slice(0, 80));
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

/** Vectors in messages short enough to send. */
function messages(parts: readonly string[]): string[] {
  const all: string[] = [];
  let text = "";
  for (const one of parts) {
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
  const told = messages(vectors);
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

test("hostile formulas of the model run nothing, fetch nothing, cover nothing and end", async () => {
  const somebody = await person({ target: inject("scripted") });
  const { page, context } = somebody;
  const { dialogs } = await watch(context);
  await startTrack(somebody, "Pottery");
  await answered(page, 1);
  const told = messages(formulas);
  for (const [index, text] of told.entries()) {
    await say(somebody, `\n\n${text}`);
    await answered(page, index + 2);
    await assertHarmless(page, `answer ${String(index + 1)}`);
  }
  await say(somebody, String.raw`\(\pi\) [slow 1]`);
  await answered(page, told.length + 2);
  expect(await answers(page).last().locator("math").textContent()).toBe("π");
  // On two busy cores the slowest formulas, with what this test itself does in the page, take four seconds.
  expect(await page.evaluate<number>("longestMs")).toBeLessThan(10_000);
  expect(await page.evaluate(covered)).toEqual([]);
  await assertFits(page, "a chat with hostile formulas");
  // So long a chat is loaded in parts, the last one first.
  await page.reload();
  await answers(page).last().locator("math").waitFor();
  await assertHarmless(page, "the formulas as they are stored");
  expect(dialogs).toEqual([]);
}, 180_000);

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
