// The account's page: another name, another password, everything taken along, everything deleted.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { person, type Person } from "../support/browser-person.ts";
import { until } from "../support/until.ts";
import { accountWordsOf } from "./account-words.ts";
import {
  answered,
  assertSeen,
  chooseInAccount,
  heading,
  planner,
  register,
  signIn,
  type Credentials,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const mine = accountWordsOf("en");
const words = wordsOf("en");

/** A guest with a track on the scripted model who registers and opens the account's page. */
async function member(): Promise<{ learner: Person; account: Credentials; chat: string }> {
  const { learner, chat } = await planner();
  await chooseInAccount(learner, words.keepWork);
  const account = await register(learner);
  await chooseInAccount(learner, mine.myAccount);
  await heading(learner.page, mine.myAccount).waitFor();
  return { learner, account, chat };
}

const button = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name });

async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await page.getByLabel(mine.current, { exact: true }).fill(current);
  await page.getByLabel(mine.next, { exact: true }).fill(next);
  await button(page, mine.changePassword).click();
}

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "a name and a language are changed and stay, on a %s in %s",
  async (device, language) => {
    const somebody = await person({ device, language });
    const { page } = somebody;
    const own = accountWordsOf(language);
    await page.goto("/register");
    await register(somebody);
    await chooseInAccount(somebody, own.myAccount);
    const first = page.getByLabel(wordsOf(language).firstName);
    await first.fill("");
    await button(page, own.saveProfile).click();
    await expect.poll(() => first.getAttribute("aria-invalid")).toBe("true");
    await first.fill("Grace");
    const group = page.getByRole("group", { name: own.mentorLanguage });
    await group.getByRole("radio", { name: own.otherLanguage }).check();
    await button(page, own.saveProfile).click();
    await assertSeen(page.getByText(own.saved, { exact: true }));

    await page.reload();
    await first.waitFor();
    expect(await first.inputValue()).toBe("Grace");
    expect(await group.locator(":checked").getAttribute("value")).toBe(
      language === "ru" ? "en" : "ru",
    );
    await assertSeen(page.getByText(own.leftToday));
  },
);

/** The account on another device, in the chat. */
async function elsewhere(account: Credentials, chat: string): Promise<Person> {
  const other = await person({ target });
  other.foresee(/401/, /WebSocket/);
  await signIn(other, account);
  await other.page.goto(chat);
  await other.page.locator(".chat-live[data-state=open]").waitFor();
  return other;
}

test("a new password signs out every other device with an explanation, and no tab of this device", async () => {
  const { learner, account, chat } = await member();
  const tab = await learner.tab();
  await tab.goto(chat);
  await answered(tab, 1);
  const { page: other } = await elsewhere(account, chat);
  // The second tab may come back before its browser has the new cookie.
  learner.foresee(/401/, /WebSocket/);

  await changePassword(learner.page, account.password, "another horse 2");
  await assertSeen(learner.page.getByText(mine.passwordChanged));

  await other.waitForURL(/\/sign-in/);
  await assertSeen(other.getByText(mine.signedOutHere));
  await other.getByLabel(words.email).fill(account.email);
  await other.getByLabel(words.password, { exact: true }).fill("another horse 2");
  await button(other, words.signIn).click();
  await other.waitForURL(`**${chat}`);
  await tab.locator(".chat-live[data-state=open]").waitFor();
  await learner.page.reload();
  await assertSeen(heading(learner.page, mine.myAccount));
});

test("what the old sign-in is refused while the password changes does not sign this device out", async () => {
  const { learner, account } = await member();
  const { page } = learner;
  learner.foresee(/401/);
  const refused = {
    detail: "Could not validate credentials",
    code: "invalid_token",
    request_id: "",
  };
  let isAsked = false;
  await page.route("**/api/auth/me/usage", async (route) => {
    await route.fulfill({ status: 401, json: refused });
    isAsked = true;
  });
  await page.route("**/api/auth/me/password", async (route) => {
    await until(
      async () => {
        // A page that has just been looked at does not look again at once.
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        return isAsked;
      },
      { what: "the allowance being asked for" },
    );
    await route.continue();
  });

  await changePassword(page, account.password, "another horse 2");

  await assertSeen(page.getByText(mine.passwordChanged));
});

test("a wrong password changes nothing and shows an error beside its field", async () => {
  const { learner } = await member();
  const { page } = learner;
  learner.foresee(/401/);
  await changePassword(page, "wrong horse 1", "another horse 2");

  await assertSeen(page.getByText(mine.notCurrent));
  const current = page.getByLabel(mine.current, { exact: true });
  expect(await current.getAttribute("aria-invalid")).toBe("true");
  expect(await page.evaluate("document.activeElement.name")).toBe("current_password");
});

test("signing out everywhere signs out this device and every other, with an explanation on each", async () => {
  const { learner, account, chat } = await member();
  learner.foresee(/401/);
  const { page: other } = await elsewhere(account, chat);
  await button(learner.page, mine.everywhere).click();

  await assertSeen(learner.page.getByText(mine.signedOutEverywhere));
  await other.waitForURL(/\/sign-in/);
  await assertSeen(other.getByText(mine.signedOutHere));
  await signIn(learner, account);
  await assertSeen(learner.page.getByRole("link", { name: "Pottery" }));
});

describe("the data of an account", () => {
  test("are downloaded as one JSON file with tracks and messages", async () => {
    const { learner, account } = await member();
    const { page } = learner;
    const coming = page.waitForEvent("download");
    await button(page, mine.download).click();
    const file = await coming;
    await assertSeen(page.getByText(mine.downloaded));

    expect(file.suggestedFilename()).toMatch(/^ai-learning-\d{4}-\d\d-\d\d\.json$/);
    const { tables } = JSON.parse(await readFile(await file.path(), "utf8"));
    expect(tables.users).toMatchObject([{ email: account.email }]);
    expect(tables.learning_tracks).toMatchObject([{ title: "Pottery" }]);
    expect(tables.chat_messages.length).toBeGreaterThan(0);
  });

  test("are not saved in part when a request fails, and the next try has all of them", async () => {
    const { learner } = await member();
    const { page } = learner;
    learner.foresee(/export/, /ERR_INTERNET/);
    await page.route("**/api/auth/me/export*", (route) => route.abort("internetdisconnected"));
    await button(page, mine.download).click();
    await assertSeen(page.getByRole("alert").getByText(mine.notCollected));
    await page.unroute("**/api/auth/me/export*");
    const coming = page.waitForEvent("download");
    await button(page, mine.download).click();
    await coming;
    await assertSeen(page.getByText(mine.downloaded));
  });
});

describe("deletion", () => {
  test("asks for the password, deletes everything and leads to the landing page", async () => {
    const { learner, account, chat } = await member();
    const { page } = learner;
    learner.foresee(/401/);
    await button(page, mine.remove).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(mine.confirmWith).fill("wrong horse 1");
    await dialog.getByRole("button", { name: mine.confirm }).click();
    await assertSeen(dialog.getByText(mine.notYours));
    await dialog.getByLabel(mine.confirmWith).fill(account.password);
    await dialog.getByRole("button", { name: mine.confirm }).click();

    await page.getByLabel(words.ask).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
    await page.goto(chat);
    await assertSeen(page.getByText(words.needSignIn));
    await page.goto("/sign-in");
    await page.getByLabel(words.email).fill(account.email);
    await page.getByLabel(words.password, { exact: true }).fill(account.password);
    await button(page, words.signIn).click();
    await assertSeen(page.getByText(/email address or the password is wrong/));
  });

  test.each(["ru", "en"] as const)("asks a guest for no password, in %s", async (language) => {
    const { learner, page } = await planner({ device: "narrow", language });
    const own = accountWordsOf(language);
    await chooseInAccount(learner, own.myAccount);
    await button(page, own.removeAsGuest).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: own.confirm }).waitFor();
    expect(await dialog.getByRole("textbox").count()).toBe(0);
    await dialog.getByRole("button", { name: own.confirm }).click();

    await page.getByLabel(wordsOf(language).ask).waitFor();
    expect(await page.evaluate("localStorage.getItem('signed-in')")).toBeNull();
  });
});
