// The list of tracks and one of them: made, changed, deleted and brought back.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import {
  answered,
  assertSeen,
  chooseInAccount,
  heading,
  overviewOf,
  planner,
  register,
  say,
  signIn,
  startTrack,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");

test("a deleted track can be restored", async () => {
  const { page, ...somebody } = await person();
  await startTrack({ page, ...somebody });
  await page.goto("/tracks");
  await page.getByRole("button", { name: `${words.delete} "${words.wish}"` }).click();
  await page.getByText(words.noTracks).waitFor();
  await page.getByRole("button", { name: words.undo }).click();
  await page.getByRole("link", { name: words.wish }).waitFor();
  await page.reload();

  await assertSeen(page.getByRole("link", { name: words.wish }));
});

test("a deleted track is gone once its undo notice is closed", async () => {
  const somebody = await person();
  const { page } = somebody;
  const track = overviewOf(await startTrack(somebody));
  await page.goto(track);
  await page.getByRole("button", { name: words.delete }).click();
  await heading(page, words.myTracks).waitFor();
  const gone = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "Dismiss" }).click();

  expect((await gone).ok()).toBe(true);
  await page.reload();
  await page.getByText(words.noTracks).waitFor();
});

test("a track deleted just before the page is left is deleted", async () => {
  const somebody = await person();
  const track = overviewOf(await startTrack(somebody));
  const tab = await somebody.tab();
  await tab.goto("/tracks");
  await tab.getByRole("button", { name: `${words.delete} "${words.wish}"` }).click();
  await tab.getByText(words.noTracks).waitFor();
  await tab.goto("about:blank");
  somebody.foresee(/404/);

  await expect
    .poll(async () => {
      await somebody.page.goto(track);
      await heading(somebody.page).waitFor();
      return somebody.page.getByText(words.noSuchTrack).count();
    })
    .toBeGreaterThan(0);
});

test("a track deleted just before signing out is deleted", async () => {
  const somebody = await person();
  const { page } = somebody;
  await startTrack(somebody);
  await chooseInAccount(somebody, words.keepWork);
  const account = await register(somebody);
  await page.getByRole("button", { name: `${words.delete} "${words.wish}"` }).click();
  await page.getByText(words.noTracks).waitFor();
  await chooseInAccount(somebody, words.signOut);
  await page.getByLabel(words.ask).waitFor();
  await signIn(somebody, account);

  await assertSeen(page.getByText(words.noTracks));
});

test("the list of tracks shows that a new one was updated just now", async () => {
  for (const [language, said] of [
    ["en", "Updated just now"],
    ["ru", "Обновлён только что"],
  ] as const) {
    const somebody = await person({ language });
    await startTrack(somebody);
    await somebody.page.goto("/tracks");
    await assertSeen(somebody.page.getByText(said));
  }
});

test("an idea fills the form, which says what is missing before it is sent", async () => {
  const somebody = await person();
  const { page } = somebody;
  await page.goto("/tracks/new");
  const name = page.getByLabel(words.ask);
  const hours = page.getByRole("spinbutton").or(page.locator("#draft-hours")).first();
  await page.getByRole("button", { name: words.getPlan }).click();
  await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
  await page.getByRole("button", { name: "English for job interviews" }).click();
  expect(await name.inputValue()).toBe("English for job interviews");
  await hours.fill("0");
  await page.getByRole("button", { name: words.getPlan }).click();
  await expect.poll(() => hours.getAttribute("aria-invalid")).toBe("true");
  await hours.fill("12");
  await page.getByRole("button", { name: words.getPlan }).click();

  await page.waitForURL(/\/tracks\/[0-9a-f-]{36}\/chat/);
});

test("a changed title is what every page shows from then on", async () => {
  const somebody = await person();
  const { page } = somebody;
  await page.goto(overviewOf(await startTrack(somebody)));
  await page.getByRole("button", { name: words.edit }).click();
  await page.getByRole("dialog").getByLabel(words.ask).fill("Python for scientists");
  await page.getByRole("dialog").getByRole("button", { name: words.save }).click();
  await heading(page, "Python for scientists").waitFor();
  await page.goto("/tracks");

  await assertSeen(page.getByRole("link", { name: "Python for scientists" }));
});

test("a wish of nothing but spaces is not sent", async () => {
  const { page, context } = await person();
  await page.goto("/");
  await page.getByLabel(words.ask).fill("   ");
  await page.getByRole("button", { name: words.getPlan }).click();

  await expect.poll(() => page.getByLabel(words.ask).getAttribute("aria-invalid")).toBe("true");
  expect(await context.cookies()).toEqual([]);
});

test("a track with a final plan shows the hours of its modules, and the hours asked for where they differ", async () => {
  const { learner, page } = await planner();
  await say(learner, "[add Glazes]");
  await answered(page, 2);
  await page.getByRole("button", { name: words.finalize }).click();
  await page.getByRole("link", { name: words.seeModules }).click();

  await assertSeen(page.getByText("5 modules, 22 hours", { exact: true }));
  await assertSeen(page.getByText("22 hours (you asked for 20)", { exact: true }));
  await page.goto("/tracks");
  await assertSeen(page.locator(".track-card").getByText("22 hours", { exact: true }));
});

test.each(["ru", "en"] as const)(
  "on a phone in %s the three levels stand in one row",
  async (language) => {
    const { page } = await person({ device: "phone", language });
    await page.goto("/tracks/new");
    const levels = page.locator("main .segment");
    await levels.nth(2).waitFor();

    const tops = await levels.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().top),
    );

    expect(tops).toHaveLength(3);
    expect(new Set(tops).size).toBe(1);
  },
);
