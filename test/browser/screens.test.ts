// Every screen but the chat, and their states, in both themes, by the rules of WCAG 2.2 AA and at the narrowest width.
import { test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { assertFits, looks } from "./screens.ts";
import { heading, overviewOf, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each(looks)(
  "a visitor's screens fit and are accessible: $device, $language, $theme",
  async (look) => {
    const { page, ...somebody } = await person(look);
    somebody.foresee(/401/);
    for (const address of [
      "/",
      "/sign-in",
      "/register",
      "/tracks/new",
      "/settings",
      "/tracks",
      "/x",
    ]) {
      await page.goto(address);
      await heading(page).waitFor();
      await page.getByRole("main").getByRole("link").or(page.getByRole("button")).first().waitFor();
      await assertAccessible(page, address);
      await assertFits(page, address);
    }
  },
);

test.each(looks)(
  "a guest's screens fit and are accessible: $device, $language, $theme",
  async (look) => {
    const somebody = await person(look);
    const { page } = somebody;
    const words = wordsOf(look.language);
    const track = overviewOf(await startTrack(somebody));
    for (const address of ["/tracks", track, "/register", "/sign-in", "/settings"]) {
      await page.goto(address);
      await heading(page).waitFor();
      await page.getByRole("button", { name: words.account }).waitFor();
      await assertAccessible(page, address);
      await assertFits(page, address);
    }
    await page.getByRole("button", { name: words.account }).click();
    await page.getByRole("menu").waitFor();
    await assertAccessible(page, "the account's menu");
    await page.keyboard.press("Escape");
    await page.goto(track);
    await page.getByRole("button", { name: words.edit }).click();
    await page.getByRole("dialog").waitFor();
    await assertAccessible(page, "the track's form");
    await assertFits(page, "the track's form");
    await page.keyboard.press("Escape");
    await page.goto("/tracks");
    await page.getByRole("listitem").getByRole("button").first().click();
    await page.getByRole("button", { name: words.undo }).waitFor();
    await assertAccessible(page, "no tracks, with a way back");
    await assertFits(page, "no tracks, with a way back");
  },
);

test.each(looks)("forms with errors are accessible: $device, $language, $theme", async (look) => {
  const { page } = await person(look);
  for (const address of ["/register", "/sign-in", "/tracks/new"]) {
    await page.goto(address);
    await page.locator("main form button[type=submit]").click();
    await page.locator("[aria-invalid=true]").first().waitFor();
    await assertAccessible(page, `${address} with errors`);
    await assertFits(page, `${address} with errors`);
  }
});
