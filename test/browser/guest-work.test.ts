// A guest's work: until when it is kept is said, and by registering or signing in it becomes an account's.
import { expect, inject, test } from "vitest";
import { person, type Person } from "../support/browser-person.ts";
import { accountWordsOf } from "./account-words.ts";
import { answered, assertSeen, chooseInAccount, planner, register, say, signIn } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const day = 86_400_000;

/** As the site writes it; everybody is in Berlin. */
const dayIn = (language: string, ms: number): string =>
  new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "long",
    timeZone: "Europe/Berlin",
  }).format(new Date(ms));

/** As if a guest had last been here so that little time is left. */
async function pretend({ context }: Person, expires_at: string): Promise<void> {
  await context.route("**/api/auth/me", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), expires_at } });
  });
}

test.each([
  ["ru", "phone"],
  ["en", "desktop"],
] as const)("is kept until a day that is named, in %s on a %s", async (language, device) => {
  const { page, learner } = await planner({ language, device });
  const own = accountWordsOf(language);
  await page.goto("/tracks");
  await page.getByRole("link", { name: "Pottery" }).waitFor();
  const { expires_at } = await page.evaluate<{ expires_at: string }>(
    "fetch('/api/auth/me').then((answer) => answer.json())",
  );
  const text = own.keptUntil(dayIn(language, Date.parse(expires_at)));
  await assertSeen(page.getByRole("main").getByText(text));
  await assertSeen(page.getByRole("contentinfo").getByText(text));
  await chooseInAccount(learner, own.myAccount);
  await assertSeen(page.getByRole("main").getByText(text));

  const soon = Date.now() + 1.5 * day;
  await pretend(learner, new Date(soon).toISOString());
  await page.goto("/tracks");
  const warning = page.getByRole("main").locator(".note[data-kind=warn]");
  await assertSeen(warning.getByText(own.deletedOn(dayIn(language, soon))));
  await warning.getByRole("link", { name: wordsOf(language).keepWork }).click();
  await assertSeen(page.getByText(own.everythingStays));
});

test.each(["ru", "en"] as const)(
  "is added to the account at sign-in, in every tab and with unsent messages, in %s",
  async (language) => {
    const words = wordsOf(language);
    const own = accountWordsOf(language);
    const owner = await person({ target, language });
    await owner.page.goto("/register");
    const account = await register(owner);
    const { learner, page, chat } = await planner({ language });
    // The guest's sign-in may end a moment before the browser has the account's.
    learner.foresee(/401/, /WebSocket/);
    await page.getByLabel(words.message).fill("Half a sentence");
    const tab = await learner.tab();
    await tab.goto("/sign-in");
    await assertSeen(tab.getByText(own.willBeAdded));
    await signIn({ ...learner, page: tab }, account);
    await assertSeen(tab.getByText(own.added));
    await assertSeen(tab.getByRole("link", { name: "Pottery" }));

    await page.locator(".chat-live[data-state=open]").waitFor();
    expect(new URL(page.url()).pathname).toBe(chat);
    expect(await page.getByLabel(words.message).inputValue()).toBe("Half a sentence");
    await say(learner, "And glazes?");
    await answered(page, 2);
    await owner.page.reload();
    await assertSeen(owner.page.getByRole("link", { name: "Pottery" }));
  },
);

test("stays in its open chat when another tab registers", async () => {
  const { learner, page, chat } = await planner();
  const tab = await learner.tab();
  await tab.goto("/register");
  await register({ ...learner, page: tab });
  await page.getByRole("button", { name: wordsOf("en").account }).click();
  await assertSeen(page.getByRole("menuitem", { name: wordsOf("en").signOut }));
  expect(await page.getByRole("menuitem", { name: wordsOf("en").keepWork }).count()).toBe(0);
  await page.keyboard.press("Escape");

  await say(learner, "And glazes?");
  await answered(page, 2);
  expect(new URL(page.url()).pathname).toBe(chat);
});
