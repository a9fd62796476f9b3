// The plans that a track had: looked at, undone, and archived modules brought back.
import { expect, inject, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person } from "../support/browser-person.ts";
import { assertFocus, tabTo } from "./focus.ts";
import { assertFits } from "./screens.ts";
import { answered, assertSeen, overviewOf, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const plan = (...modules: string[]): string =>
  [
    "\n\n## Course plan: Pottery",
    ...modules.map((one, at) => `### Module ${String(at + 1)}. ${one} — 4 h\n\n- About ${one}`),
    `**Total: ${String(modules.length * 4)} h**`,
  ].join("\n\n");

/** Somebody whose track was finalised twice, on the track's page. */
async function withTwoPlans(language: "en" | "ru"): Promise<Person> {
  const device = language === "ru" ? ("narrow" as const) : undefined;
  const learner = await person({
    target: inject("scripted"),
    language,
    ...(device && { device, theme: "dark" as const }),
  });
  const { page } = learner;
  const finalize = page.getByRole("button", { name: wordsOf(language).finalize });
  const chat = await startTrack(learner, "Pottery");
  await answered(page, 1);
  await say(learner, plan("Clay", "Wheel"));
  await answered(page, 2);
  await finalize.click();
  await answered(page, 3);
  await say(learner, plan("Clay", "Glaze", "Kiln"));
  await answered(page, 4);
  await finalize.click();
  await page.getByRole("dialog").locator("[data-button=primary]").click();
  await answered(page, 5);
  await page.goto(overviewOf(chat));
  await page.locator(".modules").getByText("Kiln").first().waitFor();
  return learner;
}

const modules = (page: Page): Promise<string[]> => page.locator(".modules h3").allInnerTexts();
const listed = (dialog: Locator, kind: string): Promise<string[]> =>
  dialog.locator(`section[data-kind=${kind}] li`).allInnerTexts();

test("the last change of a plan is undone by the keyboard alone, and other tabs follow", async () => {
  const learner = await withTwoPlans("en");
  const { page } = learner;
  const other = await learner.tab();
  await other.goto(page.url());
  await other.getByRole("heading", { name: "Earlier plans" }).waitFor();
  await assertAccessible(page, "a track with earlier plans");

  await tabTo(page, page.getByRole("button", { name: "Undo the last change" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Wheel").waitFor();
  expect(await listed(dialog, "kept")).toEqual(["Clay"]);
  expect(await listed(dialog, "restored")).toEqual(["Wheel"]);
  expect(await listed(dialog, "archived")).toEqual(["Glaze", "Kiln"]);
  await assertAccessible(page, "what an undo does");
  await tabTo(page, dialog.getByRole("button", { name: "Undo", exact: true }));
  await page.keyboard.press("Enter");
  await expect.poll(() => modules(page)).toEqual(["Clay", "Wheel"]);
  await assertFocus(page, "the undo");
  await expect.poll(() => modules(other)).toEqual(["Clay", "Wheel"]);

  const archived = other.getByRole("region", { name: "Archived modules" });
  await archived.getByRole("button", { name: /^Bring back.*Kiln/ }).click();
  await expect.poll(() => modules(other)).toEqual(["Clay", "Wheel", "Kiln"]);
  await expect.poll(() => modules(page)).toEqual(["Clay", "Wheel", "Kiln"]);
  await assertSeen(page.getByText("Module brought back"));
});

test("an undo of what has changed meanwhile is refused and explained", async () => {
  const learner = await withTwoPlans("en");
  const { page } = learner;
  learner.foresee(/\b409\b/);
  await page.getByRole("button", { name: "Undo the last change" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Wheel").waitFor();
  const { pathname } = new URL(page.url());
  // As by another browser, of which no tab here is told.
  const restored = await page.evaluate<number>(`(async () => {
    const base = "/api" + ${JSON.stringify(pathname)};
    const { archived } = await (await fetch(base + "/revisions")).json();
    const restore = base + "/modules/" + archived[0].id + "/restore";
    return (await fetch(restore, { method: "POST" })).status;
  })()`);
  expect(restored).toBe(200);
  await dialog.getByRole("button", { name: "Undo", exact: true }).click();
  await page.getByRole("alert").getByText("The plan").waitFor();
  await expect.poll(() => modules(page)).toEqual(["Clay", "Glaze", "Kiln", "Wheel"]);
});

test("earlier plans fit a phone, in Russian and in the dark", async () => {
  const { page } = await withTwoPlans("ru");
  await page.getByRole("heading", { name: "Прежние планы" }).waitFor();
  await page.locator(".earlier-plans summary").first().click();
  await page.getByRole("region", { name: "Модули в архиве" }).locator("summary").click();
  await assertFits(page, "a track with earlier plans");
  await assertAccessible(page, "earlier plans on a phone");
  await page.getByRole("button", { name: "Отменить последнее изменение" }).click();
  await page.getByRole("dialog").getByText("Вернутся").waitFor();
  await assertAccessible(page, "what an undo does, on a phone");
});
