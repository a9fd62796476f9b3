// The page of everybody's figures: an admin sees it, and to anybody else there is no such page.
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person, type PersonOptions } from "../support/browser-person.ts";
import { database } from "../support/database.ts";
import { giveFigures } from "./analytics-figures.ts";
import { assertFits, looks } from "./screens.ts";
import { assertSeen, chooseInAccount, heading, planner, register } from "./steps.ts";
import { usageWordsOf } from "./usage-words.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

/** Somebody with an account that was made an admin's. */
async function admin(options: PersonOptions = {}): Promise<Person> {
  const somebody = await person({ target, ...options });
  const { page } = somebody;
  await page.goto("/register");
  const { email } = await register(somebody);
  await database(target)`update users set role = 'admin' where email = ${email}`;
  await page.goto("/tracks");
  await heading(page).waitFor();
  return somebody;
}

test.each(looks)(
  "everybody's figures fit and are accessible: $device, $language, $theme",
  async (look) => {
    const somebody = await admin(look);
    const { page } = somebody;
    const own = usageWordsOf(look.language);
    await giveFigures(somebody.context, 4_000);
    await chooseInAccount(somebody, own.overview);
    await heading(page, own.overview).waitFor();
    await page.getByRole("slider", { name: own.tokensByDay }).locator("canvas").waitFor();
    await assertAccessible(page, "everybody's figures");
    await assertFits(page, "everybody's figures");
    const closed = page.getByRole("button", { name: own.asTable });
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
    await assertAccessible(page, "everybody's figures as tables");
    await assertFits(page, "everybody's figures as tables");
  },
);

test("an admin sees what others have used, without their titles", async () => {
  await planner();
  const somebody = await admin();
  const { page } = somebody;
  const own = usageWordsOf("en");
  await chooseInAccount(somebody, own.overview);
  await page.getByRole("slider", { name: own.tokensByDay }).locator("canvas").waitFor();
  await assertSeen(page.getByRole("heading", { name: own.funnel }));
  const calls = page.locator(".figure").filter({ hasText: "Model calls" });
  expect(
    Number((await calls.locator(".figure-value").innerText()).replace(",", "")),
  ).toBeGreaterThan(0);
  expect(await page.getByRole("main").innerText()).not.toContain("Pottery");
});

test("a learner finds no such page, and no way to it", async () => {
  const { page, learner } = await planner({ language: "ru" });
  const words = wordsOf("ru");
  await page.goto("/overview");
  await heading(page, words.notFound).waitFor();
  await assertAccessible(page, "no such page");
  await page.getByRole("button", { name: words.account }).click();
  await page.getByRole("menuitem", { name: usageWordsOf("ru").usage }).waitFor();
  expect(await page.getByRole("menuitem", { name: usageWordsOf("ru").overview }).count()).toBe(0);
  learner.foresee(/403/);
  const status = await page.evaluate<number>(
    `fetch("/api/analytics/usage?scope=all").then(({ status }) => status)`,
  );
  expect(status).toBe(403);
});

test("a stranger finds no such page either", async () => {
  const { page } = await person({ target });
  await page.goto("/overview");
  await heading(page, wordsOf("en").notFound).waitFor();
  expect(await page.getByRole("main").getByRole("slider").count()).toBe(0);
});
