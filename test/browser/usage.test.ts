// The page of a learner's figures: what was used, by day and by what it was for, how fast answers came.
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import type { UsageAnswer } from "@ai-learning/protocol/analytics";
import type { Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person } from "../support/browser-person.ts";
import { giveFigures } from "./analytics-figures.ts";
import { assertFocus, hasFocus, tabTo } from "./focus.ts";
import { assertFits, looks } from "./screens.ts";
import { answered, assertSeen, chooseInAccount, heading, planner, say } from "./steps.ts";
import { usageWordsOf } from "./usage-words.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

/** A plot, by what it shows. */
const plot = (page: Page, name: string): Locator => page.getByRole("slider", { name });

/** A part of the page, by its heading. */
const part = (page: Page, title: string): Locator =>
  page.locator(".analytics-part").filter({ has: page.getByRole("heading", { name: title }) });

/** Waits until a plot is drawn. */
const drawn = (page: Page, name: string): Promise<void> =>
  plot(page, name).locator("canvas").waitFor();

const shown = (of: Locator): Promise<string | null> => of.getAttribute("aria-valuetext");

/** A guest with a year of figures. */
async function heavyUser(options: Parameters<typeof person>[0] = {}): Promise<Person> {
  const { learner } = await planner(options);
  await giveFigures(learner.context);
  return learner;
}

test.each(looks)(
  "a year of figures fits and is accessible, with its tables and its errors: $device, $language, $theme",
  async (look) => {
    const { page } = await heavyUser(look);
    const own = usageWordsOf(look.language);
    const check = async (state: string): Promise<void> => {
      await assertAccessible(page, state);
      await assertFits(page, state);
    };
    await page.goto("/usage?days=90");
    await drawn(page, own.tokensByDay);
    await assertSeen(page.getByText(own.priceUnknown));
    await assertSeen(page.getByText(own.estimated));
    await assertSeen(page.getByText(own.ownKey));
    await assertSeen(page.getByText(own.decimal));
    await check("90 days");
    for (const title of [own.tokensByDay, own.byTrack, own.times]) {
      await part(page, title)
        .getByRole("button", { name: `${own.asTable} ${title}` })
        .click();
      await page.getByRole("group", { name: title }).getByRole("table").waitFor();
    }
    await check("tables");

    await page.getByRole("radio", { name: own.year }).check();
    await drawn(page, own.costByWeek);
    await check("a year");
    await page.getByRole("radio", { name: own.custom }).check();
    await page.getByLabel(own.from, { exact: true }).fill("2026-02-02");
    await page.getByLabel(own.to, { exact: true }).fill("2026-02-01");
    await page.getByRole("button", { name: own.show, exact: true }).click();
    await assertSeen(page.getByText(own.wrongOrder));
    await check("days that are wrong");
    await page.getByLabel(own.from, { exact: true }).fill("2020-02-02");
    await page.getByRole("button", { name: own.show, exact: true }).click();
    expect((await page.locator(".field-error").innerText()).replaceAll(/\s/g, " ")).toBe(
      own.tooLong,
    );
    await page.getByLabel(own.from, { exact: true }).fill("");
    await page.getByRole("button", { name: own.show, exact: true }).click();
    await assertSeen(page.getByText(own.missing));
    await page.getByLabel(own.from, { exact: true }).fill("2024-06-01");
    await page.getByRole("button", { name: own.show, exact: true }).click();
    await drawn(page, own.tokensByMonth);
    expect(new URL(page.url()).search).toBe("?from=2024-06-01&to=2026-02-01");
    await check("months");
  },
);

test("what was said to the mentor is counted, and a table is saved as a file", async () => {
  const { learner, page } = await planner();
  const own = usageWordsOf("en");
  await say(learner, "Add a module on glazes");
  await answered(page, 2);
  const answer = page.waitForResponse(/\/api\/analytics\/usage\?.*by=day/);
  await chooseInAccount(learner, own.usage);
  await heading(page, own.usage).waitFor();
  const usage = (await (await answer).json()) as UsageAnswer;
  assert.equal(usage.total.calls, 2);
  assert.equal(usage.rows.length, 30);
  const tokens = new Intl.NumberFormat("en").format(usage.total.tokens);
  await assertSeen(page.locator(".figure").filter({ hasText: own.tokens }).getByText(tokens));
  await assertSeen(page.getByRole("meter", { name: own.allowance }));
  await assertSeen(part(page, own.byTrack).getByRole("link", { name: "Pottery" }));
  await assertSeen(part(page, own.byStage).getByText(own.firstPlan));
  // The last day of the range is today: it has all of it.
  await drawn(page, own.tokensByDay);
  expect(await shown(plot(page, own.tokensByDay))).toContain(`${own.total} ${tokens}`);

  const download = page.waitForEvent("download");
  await part(page, own.tokensByDay).getByRole("link").click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^Tokens by day .+\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(31);
  expect(lines[0]).toMatch(/^key,/);
  expect(lines.at(-1)).toContain(String(usage.total.tokens));
});

test("everything on the page is done with the keyboard alone", async () => {
  const { page } = await heavyUser();
  const own = usageWordsOf("en");
  const { keyboard } = page;
  await page.goto("/usage");
  await drawn(page, own.tokensByDay);
  await tabTo(page, page.getByRole("radio", { name: "30 days" }));
  await keyboard.press("ArrowLeft");
  await expect.poll(() => new URL(page.url()).search).toBe("?days=7");
  await assertFocus(page, "another range");
  await expect.poll(() => plot(page, own.tokensByDay).getAttribute("aria-valuemax")).toBe("7");

  const key = part(page, own.tokensByDay).getByRole("button", { name: own.written });
  await tabTo(page, key);
  await keyboard.press("Space");
  expect(await key.getAttribute("aria-pressed")).toBe("false");
  await tabTo(page, plot(page, own.tokensByDay));
  const last = await shown(plot(page, own.tokensByDay));
  expect(last).not.toContain(own.written);
  await assertSeen(page.locator(".chart-tooltip"));
  await keyboard.press("ArrowLeft");
  await expect.poll(() => shown(plot(page, own.tokensByDay))).not.toBe(last);
  await keyboard.press("Home");
  await expect.poll(() => plot(page, own.tokensByDay).getAttribute("aria-valuenow")).toBe("1");
  await keyboard.press("Escape");
  await expect.poll(() => page.locator(".chart-tooltip").count()).toBe(0);
  expect(await hasFocus(plot(page, own.tokensByDay))).toBe(true);
  await tabTo(page, key, "Shift+Tab");
  await keyboard.press("Enter");
  expect(await key.getAttribute("aria-pressed")).toBe("true");

  const asTable = part(page, own.byTrack).getByRole("button");
  await tabTo(page, asTable);
  await keyboard.press("Enter");
  await assertFocus(page, "a table");
  await tabTo(page, page.getByRole("group", { name: own.byTrack }));
  await tabTo(page, asTable, "Shift+Tab");
  await keyboard.press("Space");
  await expect.poll(() => page.getByRole("group", { name: own.byTrack }).count()).toBe(0);
});

test("a plot says what is pointed at, and follows theme, language and width", async () => {
  const { page } = await heavyUser();
  const own = usageWordsOf("en");
  await page.goto("/usage");
  await drawn(page, own.tokensByDay);
  const area = plot(page, own.tokensByDay);
  await area.hover({ position: { x: 200, y: 60 } });
  const tooltip = page.locator(".chart-tooltip");
  await assertSeen(tooltip.getByText(own.total));
  const box = await tooltip.boundingBox();
  const around = await area.boundingBox();
  assert.ok(box !== null && around !== null);
  expect(box.x).toBeGreaterThanOrEqual(around.x - 1);
  expect(box.x + box.width).toBeLessThanOrEqual(around.x + around.width + 1);
  await page.mouse.move(0, 0);
  await expect.poll(() => tooltip.count()).toBe(0);

  const picture = (): Promise<string> =>
    page
      .locator(".chart-area canvas")
      .first()
      .evaluate((canvas: unknown) =>
        String(Reflect.get(canvas as object, "toDataURL").call(canvas)),
      );
  const light = await picture();
  await page.getByRole("button", { name: wordsOf("en").dark }).click();
  await expect.poll(picture).not.toBe(light);
  const dark = await picture();
  await page.getByRole("radio", { name: "RU" }).check();
  await drawn(page, usageWordsOf("ru").tokensByDay);
  await expect.poll(picture).not.toBe(dark);
  await page.setViewportSize({ width: 400, height: 800 });
  await expect
    .poll(async () => (await page.locator(".chart-area canvas").first().boundingBox())?.width)
    .toBeLessThan(400);
  await assertFits(page, "a narrower window");
});

test("without any use the page says so, and keeps the allowance", async () => {
  const learner = await person({ target, language: "ru", device: "narrow" });
  const { page } = learner;
  const own = usageWordsOf("ru");
  await page.goto("/");
  await page.evaluate(`fetch("/api/auth/guest-login", { method: "POST" })`);
  await page.goto("/usage");
  await assertSeen(page.getByRole("heading", { name: own.nothing }));
  await assertSeen(page.getByRole("meter", { name: own.allowance }));
  await assertAccessible(page, "nothing yet");
  await assertFits(page, "nothing yet");
});

test("a failure is said with a retry, and figures of other days stay until the next are there", async () => {
  const learner = await heavyUser();
  const { page } = learner;
  const own = usageWordsOf("en");
  learner.foresee(/503/);
  await page.route("**/api/analytics/planning?*", (route) =>
    route.fulfill({
      status: 503,
      json: { detail: "Away", code: "database_unavailable", request_id: "r-1" },
    }),
  );
  await page.goto("/usage");
  await assertSeen(page.getByRole("alert").getByText(own.failed));
  await assertAccessible(page, "a failure");
  await page.unroute("**/api/analytics/planning?*");
  await page.getByRole("button", { name: wordsOf("en").retry }).click();
  await drawn(page, own.tokensByDay);

  const answer = Promise.withResolvers<void>();
  await page.route("**/api/analytics/planning?*", async (route) => {
    await answer.promise;
    await route.fallback();
  });
  await page.getByRole("radio", { name: own.year }).check();
  await page.locator(".analytics-parts[aria-busy=true]").waitFor();
  await assertSeen(plot(page, own.tokensByDay));
  answer.resolve();
  await drawn(page, own.costByWeek);
});

test("without a network the page says what is wrong, and loads when it is back", async () => {
  const learner = await heavyUser({ language: "ru" });
  const { page, context } = learner;
  const own = usageWordsOf("ru");
  await page.goto("/usage");
  await drawn(page, own.tokensByDay);
  learner.foresee(/ERR_INTERNET_DISCONNECTED/);
  await context.unroute("**/api/analytics/**");
  await context.setOffline(true);
  await page.getByRole("radio", { name: own.week }).check();
  await assertSeen(page.getByRole("alert").getByText(own.offline));
  await assertSeen(page.getByRole("button", { name: wordsOf("ru").retry }));
  await context.setOffline(false);
  await drawn(page, own.tokensByDay);
});

test("a plot that cannot be loaded leaves its table; other pages never load one", async () => {
  const learner = await heavyUser();
  const { page } = learner;
  const own = usageWordsOf("en");
  learner.foresee(/chart-drawing/, /ERR_FAILED/);
  const loaded = (): Promise<string> =>
    page.evaluate(`performance.getEntriesByType("resource").map(({ name }) => name).join()`);
  for (const address of ["/tracks", "/account", "/settings", "/calendar"]) {
    await page.goto(address);
    await heading(page).waitFor();
    expect(await loaded()).not.toMatch(/chart-drawing/);
  }
  await page.route("**/chart-drawing-*.js", (route) => route.abort());
  await page.goto("/usage");
  await assertSeen(page.getByText(own.noPlot));
  expect(await part(page, own.tokensByDay).getByRole("table").count()).toBe(1);
});

test("without a sign-in the page asks for one", async () => {
  const stranger = await person({ target });
  stranger.foresee(/401/);
  await stranger.page.goto("/usage");
  await assertSeen(
    stranger.page.getByRole("main").getByRole("link", { name: wordsOf("en").signIn }),
  );
});
