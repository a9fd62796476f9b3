// Several tabs of one browser, and several browsers: what is done in one is seen in the others.
import { expect, test } from "vitest";
import { lineOf } from "../support/browser-line.ts";
import { person, type Person } from "../support/browser-person.ts";
import {
  answered,
  assertSeen,
  chooseInAccount,
  heading,
  overviewOf,
  register,
  say,
  signIn,
  startTrack,
  type Credentials,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");

/** Somebody with an account and a track, in its chat. */
async function member(): Promise<Person & { chat: string; account: Credentials }> {
  const somebody = await person();
  const chat = await startTrack(somebody);
  await answered(somebody.page, 1);
  await chooseInAccount(somebody, words.keepWork);
  const account = await register(somebody);
  await somebody.page.goto(chat);
  await answered(somebody.page, 1);
  return { ...somebody, chat, account };
}

test("signing out in one tab empties the others, drafts included", async () => {
  const somebody = await member();
  const tabs = [];
  for (const address of [somebody.chat, "/tracks", overviewOf(somebody.chat)]) {
    const tab = await somebody.tab();
    await tab.goto(address);
    await tab.getByText(words.wish).first().waitFor();
    tabs.push(tab);
  }
  await tabs[0]?.getByLabel(words.message).fill("half a thought");
  await chooseInAccount(somebody, words.signOut);

  for (const tab of tabs) {
    await tab.getByLabel(words.ask).waitFor();
    await tab.getByRole("link", { name: words.signIn }).first().waitFor();
    expect(new URL(tab.url()).pathname).toBe("/");
  }
  expect(await somebody.page.evaluate("Object.keys(localStorage).join()")).not.toContain("draft:");
});

test("signing in as another user in one tab removes the first user's work from the others", async () => {
  const other = await person();
  await startTrack(other, "Pottery");
  await chooseInAccount(other, words.keepWork);
  const account = await register(other);
  const somebody = await member();
  // The first tab may look for its track before it knows that it is somebody else's.
  somebody.foresee(/404/);
  const tab = await somebody.tab();
  await signIn({ ...somebody, page: tab }, account);

  await heading(somebody.page, words.myTracks).waitFor();
  await assertSeen(somebody.page.getByRole("link", { name: "Pottery" }));
  expect(await somebody.page.getByText(words.wish).count()).toBe(0);
});

test("signing in or becoming a guest in one tab shows in a visitor's other tab", async () => {
  const visitor = await person();
  const tab = await visitor.tab();
  await tab.goto("/");
  await tab.getByRole("link", { name: words.signIn }).waitFor();
  await startTrack(visitor);

  await assertSeen(tab.getByRole("button", { name: words.account }));
});

test("a chat created or renamed in one tab shows in the lists of the others", async () => {
  const somebody = await person();
  const chat = await startTrack(somebody);
  await answered(somebody.page, 1);
  const tab = await somebody.tab();
  await tab.goto(chat);
  await answered(tab, 1);
  await somebody.page.getByRole("button", { name: words.newChat }).click();
  const dialog = somebody.page.getByRole("dialog");
  await dialog.getByLabel(words.chatName).fill("Questions");
  await dialog.getByRole("button", { name: words.create }).click();
  await heading(somebody.page, "Questions").waitFor();
  await tab.getByLabel(words.selector).selectOption({ label: "Questions" });
  await heading(tab, "Questions").waitFor();
  await somebody.page.getByRole("button", { name: words.rename }).click();
  await dialog.getByLabel(words.chatName).fill("About pandas");
  await dialog.getByRole("button", { name: words.save }).click();

  await assertSeen(heading(tab, "About pandas"));
});

test("a track created, renamed or deleted in one tab is so in the others", async () => {
  const somebody = await person();
  const { page } = somebody;
  const track = overviewOf(await startTrack(somebody));
  const list = await somebody.tab();
  await list.goto("/tracks");
  await list.getByRole("link", { name: words.wish }).waitFor();
  const chat = await somebody.tab();
  await chat.goto(`${track}/chat`);
  await chat.getByRole("link", { name: words.wish }).waitFor();
  await startTrack(somebody, "Pottery");
  await list.getByRole("link", { name: "Pottery" }).waitFor();
  await page.goto(track);
  await page.getByRole("button", { name: words.edit }).click();
  await page.getByRole("dialog").getByLabel(words.ask).fill("Python for scientists");
  await page.getByRole("dialog").getByRole("button", { name: words.save }).click();
  await list.getByRole("link", { name: "Python for scientists" }).waitFor();
  await chat.getByRole("link", { name: "Python for scientists" }).waitFor();
  somebody.foresee(/404/);
  await page.getByRole("button", { name: words.delete }).click();
  await page.getByRole("button", { name: "Dismiss" }).last().click();

  await assertSeen(chat.getByText(words.noSuchTrack));
  await expect
    .poll(() => list.getByRole("link", { name: "Python for scientists" }).count())
    .toBe(0);
});

test("a change in another browser shows when the page gets the focus", async () => {
  const somebody = await member();
  const elsewhere = await person();
  await signIn(elsewhere, somebody.account);
  await elsewhere.page.goto(somebody.chat);
  await elsewhere.page.getByRole("button", { name: words.rename }).click();
  await elsewhere.page.getByRole("dialog").getByLabel(words.chatName).fill("My plan");
  await elsewhere.page.getByRole("dialog").getByRole("button", { name: words.save }).click();
  await heading(elsewhere.page, "My plan").waitFor();

  await expect
    .poll(async () => {
      await somebody.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      return heading(somebody.page).innerText();
    })
    .toBe("My plan");
});

test("a tab whose sign-in has ended continues by itself when the same user signs in in another tab", async () => {
  const somebody = await member();
  const { page, context } = somebody;
  somebody.foresee(/401/, /WebSocket/);
  const line = await lineOf(context);
  await page.goto(somebody.chat);
  await answered(page, 1);
  const list = await somebody.tab();
  await context.clearCookies();
  await list.goto("/tracks");
  await list.getByText(words.needSignIn).first().waitFor();
  await line.drop();
  await page.locator(".chat-live[data-state=refused]").waitFor();
  await say(somebody, words.addTesting);
  await page.getByText(words.waiting).waitFor();

  await signIn({ ...somebody, page: await somebody.tab() }, somebody.account);
  await page.locator(".chat-live[data-state=open]").waitFor();
  await answered(page, 2);
  await assertSeen(list.getByRole("link", { name: words.wish }));
});
