// Writes down every text that comes to stand in an answer, so that a flicker nobody would catch by looking is caught.
import { strict as assert } from "node:assert";
import type { BrowserContext, Page } from "playwright-core";

/** Puts the recorder into every page a browser opens from now on; a reload begins a new record. */
export async function recordGrowth(context: BrowserContext): Promise<void> {
  await context.addInitScript(`{
    globalThis.growth = {};
    const look = () => {
      for (const [index, one] of [...document.querySelectorAll("article.answer")].entries()) {
        const record = (globalThis.growth[index] ??= []);
        const text = one.querySelector(".answer-text")?.textContent ?? "";
        if (record.at(-1) !== text) record.push(text);
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  }`);
}

/** Every text the nth answer has had on this page, in order, from the first that is not empty. */
export async function growthOf(page: Page, index: number): Promise<string[]> {
  const all = await page.evaluate<string[] | undefined>(`globalThis.growth[${String(index)}]`);
  const texts = all ?? [];
  return texts.slice(texts.findIndex((text) => text !== ""));
}

/** Texts that are not the beginning of the next one: the moments at which a reader saw something go. */
const shrunk = (texts: readonly string[]): string[] =>
  texts
    .slice(1)
    .flatMap((text, at) =>
      text.startsWith(texts[at] ?? "")
        ? []
        : [`${String(texts[at]?.length)} characters became ${String(text.length)}`],
    );

/** The answer only ever grew at its end: never shorter, never empty in between, no word twice. */
export function assertGrew(texts: readonly string[]): void {
  assert.ok(texts.length > 1, "nothing was seen to grow");
  assert.deepEqual(shrunk(texts), []);
}

/** It grew, was begun anew once, at once with text of its own, and grew to its end. */
export function assertBegunAnew(texts: readonly string[]): void {
  assert.equal(shrunk(texts).length, 1, shrunk(texts).join(", "));
  assert.ok(!texts.includes(""), "the text was away for a moment");
}
