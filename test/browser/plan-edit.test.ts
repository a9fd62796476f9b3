// The plan edited by hand: in the panel beside the chat and in a phone's sheet, without a pointer, without a connection,
// over a reload, and in two tabs at once.
import { expect, inject, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person } from "../support/browser-person.ts";
import { hasFocus, tabTo } from "./focus.ts";
import { assertFits } from "./screens.ts";
import { answered, assertSeen, questions, say, startTrack } from "./steps.ts";

const plan = [
  "\n\n## Course plan: Pottery",
  ...["Clay — 2 h", "Wheel — 3 h", "Kiln — 5 h"].map(
    (line, at) => `### Module ${String(at + 1)}. ${line}\n\nAbout it.\n\n- A topic`,
  ),
  "**Total: 10 h**",
].join("\n\n");

const sideOf = (page: Page): Locator => page.getByRole("complementary", { name: "Plan" });
const editorOf = (page: Page): Locator => page.getByRole("form", { name: "Edit the plan" });
const titles = (editor: Locator): Promise<string[]> =>
  editor
    .getByLabel(/^Title of module/)
    .evaluateAll((all) => all.map((one) => String(Reflect.get(one, "value"))));

/** Somebody whose chat shows a complete plan, on the scripted model. */
async function withPlan(): Promise<{ learner: Person; page: Page; chat: string }> {
  const learner = await person({ target: inject("scripted") });
  const chat = await startTrack(learner, "Pottery");
  await answered(learner.page, 1);
  await say(learner, plan);
  await answered(learner.page, 2);
  await sideOf(learner.page).getByText("Kiln").first().waitFor();
  return { learner, page: learner.page, chat };
}

const open = (page: Page): Promise<void> =>
  sideOf(page).getByRole("button", { name: "Edit" }).click();

test("a plan is changed by the keyboard alone, and becomes a message of the learner", async () => {
  const { page } = await withPlan();
  const editor = editorOf(page);
  await tabTo(page, sideOf(page).getByRole("button", { name: "Edit" }));
  await page.keyboard.press("Enter");
  await expect.poll(() => hasFocus(editor.getByLabel("Course title"))).toBe(true);
  await assertAccessible(page, "the plan that is edited");

  const down = editor.getByRole("button", { name: "Module 1: move down" });
  await tabTo(page, down);
  await page.keyboard.press("Enter");
  await editor.getByText("Module 2 of 3").waitFor({ state: "attached" });
  expect(await titles(editor)).toEqual(["Wheel", "Clay", "Kiln"]);
  await expect
    .poll(() => hasFocus(editor.getByRole("button", { name: "Module 2: move down" })))
    .toBe(true);

  await tabTo(page, editor.getByRole("button", { name: "Module 3: delete" }));
  await page.keyboard.press("Enter");
  await editor.getByRole("button", { name: "Put it back" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Glaze");
  await page.keyboard.press("Tab");
  await page.keyboard.type("0");
  await tabTo(page, editor.getByRole("button", { name: "Save" }));
  await page.keyboard.press("Enter");
  const hours = editor.getByLabel("Hours of module 3");
  await expect.poll(() => hasFocus(hours)).toBe(true);
  await editor.getByText("Enter whole hours, from 1 to 500").waitFor();
  await assertAccessible(page, "an edited plan with a fault");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("7");
  await editor.getByText("12 h", { exact: true }).waitFor();
  await page.keyboard.press("Enter");

  await page
    .getByRole("status")
    .getByText("You changed the plan. Plan: 3 modules, 12 hours")
    .waitFor({ state: "attached" });
  await editor.waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(sideOf(page).getByRole("button", { name: "Edit" }))).toBe(true);
  const message = questions(page).last();
  await message.getByText("3 modules, 12 hours").waitFor();
  expect(await message.innerText()).not.toContain("###");
  expect(await message.getByRole("button", { name: "Edit message" }).count()).toBe(0);
  await sideOf(page).getByRole("listitem").filter({ hasText: "Glaze" }).getByText("New").waitFor();
  await assertAccessible(page, "a chat with a plan changed by hand");
});

test("a module is dragged to another place", async () => {
  const { page } = await withPlan();
  await open(page);
  const editor = editorOf(page);
  const grips = editor.locator(".edit-grip");
  const [from, to] = [await grips.nth(0).boundingBox(), await grips.nth(2).boundingBox()];
  if (from === null || to === null) throw new Error("The handles are not on screen");
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 8, to.y + 30, { steps: 6 });
  await expect.poll(() => editor.locator(".edit-row").nth(2).getAttribute("style")).toContain("-");
  await page.mouse.up();
  await expect.poll(() => titles(editor)).toEqual(["Wheel", "Kiln", "Clay"]);
});

test("an edit survives a reload, and no connection; only a change is asked about before it is lost", async () => {
  const { learner, page } = await withPlan();
  await open(page);
  const editor = editorOf(page);
  await editor.getByRole("button", { name: "Cancel" }).click();
  await editor.waitFor({ state: "detached" });

  await open(page);
  await editor.getByLabel("Title of module 2").fill("The wheel");
  await page.reload();
  await editor.waitFor();
  expect(await titles(editor)).toEqual(["Clay", "The wheel", "Kiln"]);

  learner.foresee(/net::ERR_INTERNET_DISCONNECTED/, /WebSocket/);
  await learner.context.setOffline(true);
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.getByText("Not saved. Your changes are still here.").waitFor();
  expect(await titles(editor)).toEqual(["Clay", "The wheel", "Kiln"]);
  await editor.getByRole("button", { name: "Cancel" }).click();
  await editor.getByText("Discard your changes?").waitFor();
  await editor.getByRole("button", { name: "Keep editing" }).click();

  await learner.context.setOffline(false);
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.waitFor({ state: "detached" });
  await sideOf(page).getByText("The wheel").first().waitFor();
  expect(await questions(page).getByText("You changed the plan").count()).toBe(1);
});

test("who edits a plan that another tab has changed is told, looks at it, and decides", async () => {
  const { learner, page, chat } = await withPlan();
  learner.foresee(/\b409\b/);
  const other = await learner.tab();
  await other.goto(chat);
  await answered(other, 2);
  await open(page);
  await open(other);
  await editorOf(page).getByLabel("Hours of module 1").fill("9");
  await editorOf(other).getByLabel("Title of module 3").fill("Firing");
  await editorOf(other).getByRole("button", { name: "Save" }).click();
  await editorOf(other).waitFor({ state: "detached" });

  const editor = editorOf(page);
  await editor.getByText("The plan changed while you were editing").waitFor();
  await assertSeen(questions(page).getByText("You changed the plan"));
  await editor.getByRole("button", { name: "Look at the new plan" }).click();
  await editor.getByText("Firing").first().waitFor();
  await assertAccessible(page, "the new plan while another is edited");
  await editor.getByRole("button", { name: "Back to my changes" }).click();
  expect(await editor.getByLabel("Hours of module 1").inputValue()).toBe("9");
  await editor.getByRole("button", { name: "Save mine over it" }).click();
  await editor.waitFor({ state: "detached" });
  await sideOf(other).getByText("17 h").first().waitFor();
});

test("on a phone the plan is edited in its sheet, in Russian and in the dark", async () => {
  const learner = await person({ device: "narrow", language: "ru", theme: "dark" });
  const { page } = learner;
  await startTrack(learner);
  await answered(page, 1);
  const opener = page.getByRole("button", { name: /^План · / });
  const sheet = page.getByRole("dialog", { name: "План" });
  await opener.click();
  await sheet.getByRole("button", { name: "Изменить" }).click();
  const editor = sheet.getByRole("form", { name: "Изменить план" });
  await editor.getByLabel("Название модуля 1").fill("Начало");
  await editor.locator("summary").first().click();
  await assertAccessible(page, "the plan edited in a sheet");
  await assertFits(page, "the plan edited in a sheet");

  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "План · изменения не сохранены" }).click();
  await editor.getByRole("button", { name: "Сохранить" }).click();
  await editor.waitFor({ state: "detached" });
  await sheet.getByText("Начало").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Вы изменили план").first().waitFor();
  await page.getByRole("button", { name: "Показать план" }).click();
  await sheet.waitFor();
});

test("where nothing can be stored an edit lasts as long as the page", async () => {
  const learner = await person({ target: inject("scripted"), device: "narrow" });
  const { page } = learner;
  await learner.context.addInitScript({
    content: `Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("It is off.", "SecurityError"); },
    });`,
  });
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  const sheet = page.getByRole("dialog", { name: "Plan" });
  await page.getByRole("button", { name: /^Plan · / }).click();
  await sheet.getByRole("button", { name: "Edit" }).click();
  await editorOf(page).getByLabel("Title of module 1").fill("Kneading");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Plan · changes not saved" }).click();
  expect((await titles(editorOf(page)))[0]).toBe("Kneading");
});
