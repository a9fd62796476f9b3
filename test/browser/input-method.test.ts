// Input methods of Japanese, Chinese and Korean take Enter, Escape and the arrows for themselves: none of them sends a
// text that is still being written, closes a dialog or discards an edit.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { hasFocus } from "./focus.ts";
import { compose } from "./input-method.ts";
import { answered, heading, planner, questions, register, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");
const keys = ["ArrowDown", "Tab", "Escape", "Enter"];

test.each(["/", "/tracks/new"])(
  "a wish composed on %s is sent by the Enter after it, as a whole",
  async (address) => {
    const learner = await person();
    const { page } = learner;
    // Only a guest reaches the page of a new track.
    if (address !== "/") await startTrack(learner);
    await page.goto(address);
    const sent: unknown[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && new URL(request.url()).pathname === "/api/tracks") {
        sent.push(Reflect.get(Object(request.postDataJSON()), "title"));
      }
    });
    const wish = page.getByLabel(words.ask);
    await wish.focus();
    await compose(page, "日本語", keys);
    expect(await wish.inputValue()).toBe("日本語");
    expect(await hasFocus(wish)).toBe(true);
    await page.keyboard.type(" grammar");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/chat/);

    expect(sent).toEqual(["日本語 grammar"]);
  },
);

test("a message composed in the chat is sent by the Enter after it, and an edit saved so", async () => {
  const { learner, page } = await planner();
  const field = page.getByLabel(words.message);
  await field.focus();
  await compose(page, "日本語", keys);
  await page.keyboard.type("?");
  expect(await field.inputValue()).toBe("日本語?");
  await page.keyboard.press("Enter");
  await answered(page, 2);
  expect(await questions(page).locator(".question-text").allInnerTexts()).toEqual(["日本語?"]);

  await page.getByRole("button", { name: words.editMessage }).click();
  const editor = page.getByRole("textbox", { name: words.editMessage });
  await compose(page, "はい", keys);
  expect(await editor.inputValue()).toBe("日本語?はい");
  await page.keyboard.type("!");
  await page.keyboard.press("Enter");
  await page.getByText("Answer to: 日本語?はい!").waitFor();
  expect(await questions(page).locator(".question-text").allInnerTexts()).toEqual(["日本語?はい!"]);
  await say(learner, "Go on");
  await answered(page, 3);
});

test("a name composed in a dialog keeps it open until the Enter after it", async () => {
  const { page } = await planner();
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: words.newChat }).click();
  await expect.poll(() => hasFocus(dialog.getByLabel(words.chatName))).toBe(true);
  await compose(page, "質問", keys);
  await page.keyboard.type("!");
  expect(await dialog.getByLabel(words.chatName).inputValue()).toBe("質問!");
  expect(await hasFocus(dialog.getByLabel(words.chatName))).toBe(true);
  await page.keyboard.press("Enter");

  await heading(page, "質問!").waitFor();
});

test("forms for signing in, registering and the profile send nothing that is being composed", async () => {
  const somebody = await person();
  const { page } = somebody;
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(new URL(request.url()).pathname);
  });
  for (const [address, label] of [
    ["/sign-in", words.email],
    ["/register", words.firstName],
  ] as const) {
    await page.goto(address);
    await page.getByLabel(label).focus();
    await compose(page, "日本", keys);
    expect(await page.getByLabel(label).inputValue()).toBe("日本");
    expect(await page.locator("[aria-invalid=true]").count()).toBe(0);
  }
  await page.goto("/register");
  await register(somebody);
  await page.goto("/account");
  const name = page.getByLabel(words.firstName);
  await name.fill("");
  sent.length = 0;
  await compose(page, "日本", keys);
  await page.keyboard.type("子");
  await page.keyboard.press("Enter");
  await expect.poll(() => sent).toEqual(["/api/auth/me"]);

  await page.reload();
  await expect.poll(() => name.inputValue()).toBe("日本子");
});
