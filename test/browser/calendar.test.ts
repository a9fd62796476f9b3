// The page of the study calendar: times are chosen, sessions appear, the address is made, copied and revoked.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type PersonOptions } from "../support/browser-person.ts";
import { calendarWordsOf } from "./calendar-words.ts";
import { assertFits, looks } from "./screens.ts";
import { assertSeen, chooseInAccount, heading, planner } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

/** Somebody with modules, on the page of the calendar. */
async function learner(options: PersonOptions = {}): Promise<{ page: Page }> {
  const { learner: somebody, page } = await planner(options);
  const words = wordsOf(somebody.language);
  await page.getByRole("button", { name: words.finalize }).click();
  await page.getByRole("link", { name: words.seeModules }).waitFor();
  await chooseInAccount(somebody, calendarWordsOf(somebody.language).calendar);
  await heading(page, calendarWordsOf(somebody.language).title).waitFor();
  await page.locator(".calendar-day").first().waitFor();
  return { page };
}

test.each(looks)(
  "times are chosen and become sessions; the page fits and is accessible: $device, $language, $theme",
  async (look) => {
    const { page } = await learner(look);
    const own = calendarWordsOf(look.language);
    const check = async (state: string): Promise<void> => {
      await assertAccessible(page, state);
      await assertFits(page, state);
    };
    await check("suggested times");
    await page.getByLabel(own.minutes).fill("5");
    for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
    await page.getByRole("button", { name: own.save }).click();
    await assertSeen(page.getByText(own.noDay));
    await assertSeen(page.getByText(own.wrongMinutes));
    await check("times that are wrong");

    await page.getByRole("checkbox", { name: own.sunday, exact: true }).check();
    await page.getByLabel(own.minutes).fill("95");
    await page.getByLabel(own.time).fill("07:05");
    await page.getByLabel(own.zone).selectOption("Asia/Tokyo");
    await page.getByRole("button", { name: own.save }).click();
    await assertSeen(page.getByText(own.saved));

    const days = page.locator(".calendar-day h3");
    const names = await days.allInnerTexts();
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((one) => one.toLowerCase().includes(own.sunday.toLowerCase()))).toBe(true);
    expect(await page.locator(".calendar-time").first().innerText()).toMatch(/^0?7:05/);
    await assertSeen(page.getByRole("button", { name: own.useZone }));

    await page.getByRole("button", { name: own.make }).click();
    await page.getByLabel(own.address, { exact: true }).waitFor();
    await check("an address that was just made");

    await page.reload();
    await page.locator(".calendar-day").first().waitFor();
    expect(await page.getByLabel(own.minutes).inputValue()).toBe("95");
    expect(await page.getByLabel(own.zone).inputValue()).toBe("Asia/Tokyo");
    expect(await page.getByLabel(own.address, { exact: true }).count()).toBe(0);
    await assertSeen(page.getByText(own.exists));
    await assertSeen(page.getByText(own.google));
  },
);

test("the address is shown once, copied, leads to the sessions, and ends when it is revoked", async () => {
  const { page } = await learner({ target });
  const own = calendarWordsOf("en");
  await page.getByRole("button", { name: own.make }).click();
  const url = await page.getByLabel(own.address, { exact: true }).inputValue();
  await page.getByRole("button", { name: own.copy }).click();
  await page.getByRole("button", { name: own.copy }).locator("svg").waitFor();
  const read = async (): Promise<{ status: number; text: string }> => {
    const answer = await fetch(new URL(new URL(url).pathname, page.url()));
    return { status: answer.status, text: await answer.text() };
  };
  const open = await read();
  expect(open.status).toBe(200);
  expect(open.text).toContain("BEGIN:VEVENT");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: own.download }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("ai-learning.ics");
  expect(await readFile(await file.path(), "utf8")).toBe(open.text);

  await page.getByRole("button", { name: own.revoke }).click();
  await assertSeen(page.getByText(own.revoked));
  expect((await read()).status).toBe(404);
  await page.getByRole("button", { name: own.make }).waitFor();
});

test("everything on the page is done with the keyboard alone", async () => {
  const { page } = await learner();
  const own = calendarWordsOf("en");
  const { keyboard } = page;
  await page.getByRole("checkbox", { name: own.monday, exact: true }).focus();
  await keyboard.press("Space");
  for (let day = 0; day < 7; day += 1) await keyboard.press("Tab");
  await keyboard.type("30");
  expect(await page.getByLabel(own.minutes).inputValue()).toBe("30");
  await keyboard.press("Enter");
  await assertSeen(page.getByText(own.saved));
  expect(await page.getByRole("checkbox", { name: own.monday, exact: true }).isChecked()).toBe(
    false,
  );
  const all = page.getByRole("button", { name: own.showAll });
  await all.focus();
  await keyboard.press("Enter");
  expect(await page.locator(".calendar-day").count()).toBeGreaterThan(4);
  await page.getByRole("button", { name: own.make }).focus();
  await keyboard.press("Enter");
  await page.getByLabel(own.address, { exact: true }).waitFor();
});

test("without modules the page says what to do, and without a sign-in that one is needed", async () => {
  const { page } = await planner();
  const own = calendarWordsOf("en");
  await page.goto("/calendar");
  await assertSeen(page.getByText(own.nothing));
  await assertAccessible(page, "nothing to plan");
  const stranger = await person({ target });
  stranger.foresee(/401/);
  await stranger.page.goto("/calendar");
  await assertSeen(
    stranger.page.getByRole("main").getByRole("link", { name: wordsOf("en").signIn }),
  );
});
