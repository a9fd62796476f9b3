// The guest's whole way without a pointer: everything is reached, the focus is seen, and it is never lost.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { assertFocus, hasFocus, tabTo } from "./focus.ts";
import { answered, assertSeen, heading } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each(["ru", "en"] as const)(
  "from the landing page to modules everything works with the keyboard alone, in %s",
  async (language) => {
    const { page } = await person({ language });
    const words = wordsOf(language);
    const press = async (key: string): Promise<void> => {
      await page.keyboard.press(key);
      await assertFocus(page, key);
    };
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const dialog = page.getByRole("dialog");
    await page.goto("/");
    await heading(page).waitFor();
    await press("Tab");
    await press("Enter");
    await tabTo(page, page.getByLabel(words.ask));
    await page.keyboard.type(words.wish);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/chat/);
    await answered(page, 1);
    await assertFocus(page, "the way to the chat");

    await tabTo(page, page.getByLabel(words.message));
    await page.keyboard.type(words.addTesting);
    await press("Enter");
    expect(await hasFocus(page.getByLabel(words.message))).toBe(true);
    await answered(page, 2);
    await assertFocus(page, "an answer");

    await tabTo(page, button(words.newChat), "Shift+Tab");
    await press("Enter");
    await expect.poll(() => hasFocus(dialog.getByLabel(words.chatName))).toBe(true);
    await page.keyboard.type("Pandas");
    await page.keyboard.press("Enter");
    await heading(page, "Pandas").waitFor();
    await assertFocus(page, "the way to a new chat");
    await tabTo(page, page.getByLabel(words.selector));
    await press("ArrowDown");
    await answered(page, 2);
    await assertFocus(page, "the way to another chat");

    await tabTo(page, button(words.finalize));
    await press("Space");
    await page.getByRole("link", { name: words.seeModules }).waitFor();
    await assertFocus(page, "the modules were made");
    await tabTo(page, page.getByRole("link", { name: words.seeModules }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await heading(page, words.wish).waitFor();
    await assertFocus(page, "the way to the modules");
    await assertSeen(page.getByRole("heading", { level: 3 }));
  },
);

test("a dialog selects the text of its first field, and returns the focus when it closes", async () => {
  const { page } = await person();
  const words = wordsOf("en");
  await page.goto("/");
  await page.getByLabel(words.ask).fill(words.wish);
  await page.keyboard.press("Enter");
  await answered(page, 1);
  const opener = page.getByRole("button", { name: words.rename });
  const name = page.getByRole("dialog").getByLabel(words.chatName);
  for (const way of ["Escape", "Enter"]) {
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => hasFocus(name)).toBe(true);
    expect(await page.evaluate("String(getSelection())")).toBe(await name.inputValue());
    await page.keyboard.type("Plan");
    await page.keyboard.press(way);
    await name.waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(opener)).toBe(true);
  }
  await heading(page, "Plan").waitFor();
});

test("a menu, and a dialog opened from it, return the focus to the menu's button", async () => {
  const { page } = await person();
  const words = wordsOf("en");
  await page.goto("/");
  await page.getByLabel(words.ask).fill(words.wish);
  await page.keyboard.press("Enter");
  await answered(page, 1);
  const opener = page.getByRole("button", { name: words.account });
  const item = (name: string) => page.getByRole("menuitem", { name });
  for (let round = 0; round < 2; round += 1) {
    await opener.focus();
    await page.keyboard.press("Enter");
    await item(words.signOut).waitFor();
    await page.keyboard.press("ArrowDown");
    await assertFocus(page, "ArrowDown in the menu");
    await page.keyboard.press("Escape");
    await item(words.signOut).waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(opener)).toBe(true);
  }
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => {
      await page.keyboard.press("End");
      return hasFocus(item(words.signOut));
    })
    .toBe(true);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect.poll(() => hasFocus(dialog.getByRole("link", { name: words.keepWork }))).toBe(true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(opener)).toBe(true);
});

test("language and theme change with the keyboard, and the focus stays", async () => {
  const { page } = await person();
  await page.goto("/");
  await tabTo(page, page.getByRole("radio", { name: "EN" }));
  await page.keyboard.press("ArrowLeft");
  await page.getByLabel(wordsOf("ru").ask).waitFor();
  await assertFocus(page, "another language");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: wordsOf("ru").light }).waitFor();
  await assertFocus(page, "another theme");
});
