// How every screen is looked at, and what must hold of it.
import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";

/** Every theme, language and width at least once. */
export const looks = [
  { device: "desktop", language: "en", theme: "light" },
  { device: "phone", language: "ru", theme: "dark" },
  { device: "narrow", language: "ru", theme: "light" },
  { device: "narrow", language: "en", theme: "dark" },
] as const;

/** Nothing sticks out: the page never has to be moved sideways. */
export async function assertFits(page: Page, state: string): Promise<void> {
  const over = await page.evaluate<string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((one) => one.tagName.toLowerCase() + "." + one.className + " " + one.getBoundingClientRect().right);
  })()`);
  assert.deepEqual(over, [], `${state} is wider than its window`);
}
