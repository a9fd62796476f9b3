// Forced colours (Windows' contrast themes): what is to be pressed, filled in, chosen or reached is still seen as such.
import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person } from "../support/browser-person.ts";
import { answered, heading, overviewOf, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");

/** Buttons and fields without a border or a ring of their own, a line each. */
const faint = `(() => {
  const isClear = (colour) => colour === "transparent" || /^rgba.* 0\\)$/.test(colour);
  const isSeen = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1;
  const nameOf = (one) => one.tagName.toLowerCase() + " " + (one.getAttribute("aria-label") ?? one.textContent).slice(0, 30);
  const lines = [];
  for (const one of document.querySelectorAll("[data-button], .chip, .control, .segmented-bar")) {
    if (!isSeen(one)) continue;
    const { borderTopStyle, borderTopColor, borderTopWidth } = getComputedStyle(one);
    if (borderTopStyle === "none" || parseFloat(borderTopWidth) === 0 || isClear(borderTopColor)) lines.push(nameOf(one) + " has no border");
  }
  const started = document.activeElement;
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!isSeen(one) || one.disabled) continue;
    one.focus({ focusVisible: true, preventScroll: true });
    const ring = getComputedStyle(one.matches("[type=radio]") ? one.nextElementSibling : one);
    if (ring.outlineStyle === "none" || isClear(ring.outlineColor)) lines.push(nameOf(one) + " has no ring");
  }
  started?.focus?.({ preventScroll: true });
  return lines;
})()`;

async function somebody(): Promise<Person> {
  const { page, ...rest } = await person();
  await page.emulateMedia({ forcedColors: "active" });
  return { page, ...rest };
}

async function assertSharp(page: Page, state: string): Promise<void> {
  assert.deepEqual(await page.evaluate<string[]>(faint), [], state);
  await assertAccessible(page, `${state} in forced colours`);
}

const colourOf = (page: Page, selector: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((one: unknown) => {
      const { getComputedStyle } = globalThis as unknown as {
        getComputedStyle: (element: unknown) => { backgroundColor: string };
      };
      return getComputedStyle(one).backgroundColor;
    });

test("in forced colours controls have borders, the focus has a ring and a choice is distinguishable", async () => {
  const { page } = await somebody();
  for (const address of ["/", "/tracks/new", "/register", "/sign-in", "/settings"]) {
    await page.goto(address);
    await heading(page).waitFor();
    await assertSharp(page, address);
    const chosen = await colourOf(page, ".segment input:checked + span");
    expect(chosen).not.toBe(await colourOf(page, ".segment input:not(:checked) + span"));
  }
  await page.goto("/");
  await page.locator(".example .chip").first().click();
  expect(await colourOf(page, ".chip[aria-pressed=true]")).not.toBe(
    await colourOf(page, ".chip[aria-pressed=false]"),
  );
});

test("in forced colours chat, menu, dialog, modules and progress are visible", async () => {
  const learner = await somebody();
  const { page } = learner;
  const chat = await startTrack(learner);
  await answered(page, 1);
  await assertSharp(page, "a chat");
  await page.getByRole("button", { name: words.rename }).click();
  await page.getByRole("dialog").waitFor();
  await assertAccessible(page, "a dialog in forced colours");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: words.account }).click();
  await page.getByRole("menuitem").first().hover();
  await page.locator(".menu-item[data-highlighted]").waitFor();
  expect(await colourOf(page, ".menu-item[data-highlighted]")).not.toBe(
    await colourOf(page, ".menu-item:not([data-highlighted])"),
  );
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: words.finalize }).click();
  await page.getByRole("link", { name: words.seeModules }).waitFor();
  await assertSharp(page, "a chat with modules");
  await page.goto(overviewOf(chat));
  await page.getByRole("heading", { level: 3 }).first().waitFor();
  await assertSharp(page, "a track");
  const bar = page.getByRole("progressbar");
  await bar.waitFor();
  expect((await bar.boundingBox())?.height).toBeGreaterThan(4);
  expect(await bar.evaluate("(one) => getComputedStyle(one).appearance")).not.toBe("none");
});
