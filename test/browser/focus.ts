// Where the focus is, for people who have no pointer.
import { strict as assert } from "node:assert";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

interface Focus {
  readonly on: string;
  /** Nothing has it: the next key press would begin at the top of the page again. */
  readonly isLost: boolean;
  /** It is marked, and in the window. A heading that a navigation led to is not marked. */
  readonly isVisible: boolean;
}

/** Of a radio button what is beside it is seen. */
const look = `(() => {
  const at = document.activeElement;
  const seen = at.matches("input[type=radio]") ? at.nextElementSibling : at;
  const { outlineStyle, outlineWidth } = getComputedStyle(seen);
  const isMarked = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || at.matches("[data-highlighted]");
  const { top, bottom, width } = seen.getBoundingClientRect();
  return {
    on: at.tagName.toLowerCase() + " " + (at.getAttribute("aria-label") ?? at.textContent ?? "").slice(0, 40),
    isLost: at === document.body || at === document.documentElement,
    isVisible: at.matches("h1, main") || (isMarked && width > 1 && bottom > 0 && top < innerHeight),
  };
})()`;

/** Waits until something has the focus, and fails unless it is seen. */
export async function assertFocus(page: Page, after: string): Promise<void> {
  await expect
    .poll(() => page.evaluate<Focus>(look), { message: `the focus after ${after}` })
    .toMatchObject({ isLost: false, isVisible: true });
}

/** Whether an element has the focus. */
export const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.evaluate((one: unknown) => one === Reflect.get(globalThis, "document").activeElement);

/** Goes on from where the focus is until an element has it; on the way every stop is seen. */
export async function tabTo(
  page: Page,
  wanted: Locator,
  key: "Tab" | "Shift+Tab" = "Tab",
): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; !(await hasFocus(wanted)); presses += 1) {
    assert.ok(presses < 80, `${key} never reaches ${wanted.toString()}`);
    await page.keyboard.press(key);
    const focus = await page.evaluate<Focus>(look);
    assert.ok(focus.isLost || focus.isVisible, `${focus.on} has the focus and is not seen`);
  }
}
