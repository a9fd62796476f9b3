// The account's page in every state, by the rules of WCAG 2.2 AA, at every width, and without a pointer.
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { accountWordsOf } from "./account-words.ts";
import { assertFits, looks } from "./screens.ts";
import { heading, planner, register } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

test.each(looks)(
  "a guest's and an account's pages fit and are accessible: $device, $language, $theme",
  async (look) => {
    const { learner, page } = await planner(look);
    const own = accountWordsOf(look.language);
    const check = async (state: string): Promise<void> => {
      await assertAccessible(page, state);
      await assertFits(page, state);
    };
    const main = page.getByRole("main");
    learner.foresee(/401/);
    await page.goto("/account");
    await page.getByRole("meter").waitFor();
    await check("a guest's page");
    await main.getByRole("button", { name: own.removeAsGuest }).click();
    await page.getByRole("dialog").waitFor();
    await check("deletion of a guest");
    await page.goto("/sign-in");
    await page.getByText(own.willBeAdded).waitFor();
    await check("signing in as a guest with a track");

    await page.goto("/register");
    await register(learner);
    await page.goto("/account");
    await page.getByRole("meter").waitFor();
    await check("an account's page");
    await page.getByLabel(wordsOf(look.language).firstName).fill("");
    await main.getByRole("button", { name: own.saveProfile }).click();
    await page.getByLabel(own.current, { exact: true }).fill("wrong horse 1");
    await page.getByLabel(own.next, { exact: true }).fill("another horse 2");
    await main.getByRole("button", { name: own.changePassword }).click();
    await page.getByText(own.notCurrent).first().waitFor();
    await check("an account's page with errors");
    await main.getByRole("button", { name: own.remove }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: own.confirm }).click();
    await dialog.locator("[aria-invalid=true]").waitFor();
    await check("deletion of an account");
    await page.keyboard.press("Escape");
    await main.getByRole("button", { name: own.everywhere }).click();
    await page.getByText(own.signedOutEverywhere).waitFor();
    await check("signed out everywhere");
  },
);

test("every action of the page works with the keyboard alone", async () => {
  const somebody = await person({ target });
  const { page } = somebody;
  const own = accountWordsOf("en");
  const { keyboard } = page;
  await page.goto("/register");
  const account = await register(somebody);
  await page.goto("/account");
  await heading(page, own.myAccount).waitFor();
  await page.getByRole("meter").waitFor();

  await page.getByLabel(wordsOf("en").firstName).focus();
  await keyboard.type("Grace");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("ArrowLeft");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await page.getByText(own.saved, { exact: true }).waitFor();
  await keyboard.press("Tab");
  await keyboard.type(account.password);
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.type("another horse 2");
  await keyboard.press("Enter");
  await page.getByText(own.passwordChanged).waitFor();

  const remove = page.getByRole("main").getByRole("button", { name: own.remove });
  await remove.focus();
  await keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel(own.confirmWith).waitFor();
  await keyboard.press("Escape");
  await expect
    .poll(() =>
      remove.evaluate((one: unknown) => one === Reflect.get(globalThis, "document").activeElement),
    )
    .toBe(true);
  await keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel(own.confirmWith).waitFor();
  await keyboard.type("another horse 2");
  await keyboard.press("Enter");
  await page.getByLabel(wordsOf("en").ask).waitFor();
});
