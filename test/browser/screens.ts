// How every screen is looked at, and what must hold of it.
import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";

/** Every theme, language and width at least once. */
export const looks = [
  { device: "desktop", language: "en", theme: "light" },
  { device: "phone", language: "ru", theme: "dark" },
  { device: "narrow", language: "ru", theme: "light" },
  { device: "narrow", language: "en", theme: "dark" },
  { device: "zoomed", language: "ru", theme: "light" },
] as const;

/** What sticks out of the page, a line each; empty while the page need not be moved sideways. */
const wide = `(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 5)
    .map((one) => one.tagName.toLowerCase() + "." + one.className + " " + one.getBoundingClientRect().right);
})()`;

/**
 * Controls that are cut off or lie over one another, a line each. What stays while the page is moved may
 * lie over the rest, and so may a button in its own field.
 */
const crowded = `(() => {
  const layerOf = (one) => {
    for (let at = one; at; at = at.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return at;
    }
    return null;
  };
  const nameOf = (one) => one.tagName.toLowerCase() + " " + (one.getAttribute("aria-label") ?? one.id + one.textContent).slice(0, 30);
  const modal = document.querySelector("[role=dialog]");
  const seen = [...(modal ?? document).querySelectorAll("a[href], button, input, select, textarea")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => ({ one, box: one.getBoundingClientRect(), layer: layerOf(one), place: one.closest(".segment, .control-with-button") }))
    .filter(({ box }) => box.width > 1 && box.height > 1);
  const width = document.documentElement.clientWidth;
  const cut = seen
    .filter(({ one, box }) => box.left < -1 || box.right > width + 1 || (one.matches("button") && one.scrollWidth > one.clientWidth + 1))
    .map(({ one }) => nameOf(one) + " is cut off");
  const over = seen.flatMap((a, index) => seen.slice(index + 1)
    .filter((b) => a.layer === b.layer && (a.place === null || a.place !== b.place) &&
      Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
      Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 1)
    .map((b) => nameOf(a.one) + " lies over " + nameOf(b.one)));
  return [...cut, ...over];
})()`;

/** The page never has to be moved sideways, and every control is there as a whole. */
export async function assertFits(page: Page, state: string): Promise<void> {
  assert.deepEqual(await page.evaluate(wide), [], `${state} is wider than its window`);
  assert.deepEqual(await page.evaluate(crowded), [], `${state} is too crowded`);
}
