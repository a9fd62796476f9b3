// The plan beside the chat: it fills while the mentor writes, shows what changed, and asks before modules are replaced.
import { strict as assert } from "node:assert";
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { assertFocus, hasFocus, tabTo } from "./focus.ts";
import { assertFits } from "./screens.ts";
import { answered, assertSeen, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

/** A complete plan in the shape that mentors write; the scripted model repeats it as its answer. */
const plan = (
  total: number,
  ...modules: (readonly [title: string, hours: number, about?: string])[]
): string =>
  [
    "\n\n## Course plan: Pottery",
    ...modules.map(
      ([title, hours, about = title], index) =>
        `### Module ${index + 1}. ${title} — ${hours} h\n\nAbout ${about}.\n\n- Knows ${about}\n- Uses ${about}`,
    ),
    `**Total: ${total} h**`,
  ].join("\n\n");

test("the plan fills while it is written, shows what changed, and asks before it replaces modules", async () => {
  const learner = await person({ target: inject("scripted") });
  const { page } = learner;
  const words = wordsOf("en");
  const side = page.getByRole("complementary", { name: "Plan" });
  const row = (title: string) => side.getByRole("listitem").filter({ hasText: title });
  const finalize = page.getByRole("button", { name: words.finalize });
  const dialog = page.getByRole("dialog");

  await startTrack(learner, "Pottery [slow 3]");
  await side.getByText("Being written…").waitFor();
  await assertSeen(row("Basics: Pottery"));
  await answered(page, 1);
  // Its total is not stated: nobody can know that nothing is missing.
  await side.getByText("the mentor makes the modules from your conversation").waitFor();

  await say(learner, plan(10, ["Clay", 2], ["Wheel", 3], ["Kiln", 5]));
  await page
    .getByRole("status")
    .getByText("Plan: 3 modules, 10 hours")
    .waitFor({ state: "attached" });
  await finalize.click();
  await page.getByRole("link", { name: words.seeModules }).waitFor();
  expect(await dialog.count()).toBe(0);

  await say(
    learner,
    plan(12, ["Wheel", 4], ["Clay", 2], ["Throwing", 1, "Wheel two"], ["Glaze", 5]),
  );
  await row("Glaze").getByText("New").waitFor();
  await row("Wheel").first().getByText("Was 3 h").waitFor();
  await side.getByText("Moved, was").waitFor();
  await side
    .getByRole("listitem")
    .filter({ hasText: /^Kiln$/ })
    .waitFor();
  await assertAccessible(page, "a chat with a changed plan");

  await tabTo(page, finalize);
  await page.keyboard.press("Enter");
  await expect.poll(() => hasFocus(dialog.getByRole("button", { name: "Cancel" }))).toBe(true);
  await assertAccessible(page, "the confirmation");
  const listed = async (kind: string): Promise<string[]> =>
    dialog.locator(`section[data-kind=${kind}] li`).allInnerTexts();
  expect(await listed("kept")).toEqual(["Wheel", "Clay"]);
  expect(await listed("added")).toEqual(["Throwing", "Glaze"]);
  expect(await listed("archived")).toEqual(["Kiln"]);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(finalize)).toBe(true);
  expect(await page.getByText("The mentor is turning").count()).toBe(0);

  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("button", { name: "Update" }));
  await page.keyboard.press("Enter");
  await answered(page, 5);
  await assertFocus(page, "the second finalisation");
});

test("on a phone a button opens the plan in a sheet, all of it by the keyboard alone", async () => {
  const learner = await person({ device: "narrow", language: "ru", theme: "dark" });
  const { page } = learner;
  await startTrack(learner);
  await answered(page, 1);
  const opener = page.getByRole("button", { name: /^План · \d+ (?:модул[ья]|модулей) · \d+ ч$/ });
  const sheet = page.getByRole("dialog", { name: "План" });
  await opener.waitFor();
  const box = await opener.boundingBox();
  assert.ok(box !== null && box.height >= 44 && box.width >= 44);
  await assertFits(page, "a chat with the plan's button");

  await tabTo(page, opener);
  await page.keyboard.press("Enter");
  await sheet.waitFor();
  const about = sheet.locator("summary").first();
  await tabTo(page, about);
  await page.keyboard.press("Enter");
  await assertSeen(sheet.locator("details[open] li"));
  await assertAccessible(page, "the plan in a sheet");
  await assertFits(page, "the plan in a sheet");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(opener)).toBe(true);

  await page.setViewportSize({ width: 1100, height: 800 });
  await page.getByRole("complementary", { name: "План" }).waitFor();
  expect(await opener.count()).toBe(0);
});
