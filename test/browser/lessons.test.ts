// Modules that teach, as a learner goes through them: from a finalised plan to a lesson, its mentor, and back another day.
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { tabTo } from "./focus.ts";
import { beginFirst, learnerWithPlan, lessonText as text, moduleOf, read } from "./lesson-steps.ts";
import { lessonWordsOf } from "./lesson-words.ts";
import {
  answered,
  assertSeen,
  heading,
  overviewOf,
  questions,
  register,
  signIn,
  startTrack,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "on a %s in %s a finalised plan leads in two clicks to a lesson, its mentor, the next lesson and back another day",
  async (device, language) => {
    const words = lessonWordsOf(language);
    const { learner, page, chat } = await learnerWithPlan({ device, language });
    await beginFirst(learner);
    await assertSeen(page.getByText(words.place));
    await read(learner);
    await assertAccessible(page, "a lesson");
    const lesson = await heading(page).innerText();

    if (device === "phone") await page.getByRole("button", { name: words.askMentor }).click();
    await page.getByRole("button", { name: words.example }).click();
    await answered(page, 1);
    expect(await questions(page).last().innerText()).toContain(words.example);
    await assertSeen(page.locator(".lesson-card").getByText(lesson));
    await assertAccessible(page, "the study chat");
    if (device === "phone") await page.getByRole("button", { name: words.closeChat }).click();

    await page.getByRole("button", { name: words.markDone }).click();
    await assertSeen(page.getByText(words.isDone));
    await page.locator(".lesson-finish").getByRole("link", { name: words.next }).click();
    await assertSeen(page.getByText(words.second));
    const second = await heading(page).innerText();
    await read(learner);
    const profile = await learner.leave();

    const again = await person({ device, language, profile, target: inject("scripted") });
    await again.page.goto("/today");
    await assertSeen(again.page.getByText(second).first());
    await assertAccessible(again.page, "what to go on with");
    await again.page.getByRole("link", { name: words.continue }).click();
    await read(again);
    await heading(again.page, second).waitFor();
    await again.page.goto(overviewOf(chat));
    await assertSeen(again.page.getByRole("link", { name: words.continue }));
  },
);

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "a guest on a %s in %s gets a written lesson from the demo mentor, and hints before the solution",
  async (device, language) => {
    const words = lessonWordsOf(language);
    const guest = await person({ device, language });
    const { page } = guest;
    await startTrack(guest);
    await answered(page, 1);
    await beginFirst(guest);
    await assertSeen(page.getByText(words.place));
    await read(guest);
    await page.getByRole("button", { name: words.hint }).click();
    await assertSeen(page.locator(".exercise-revealed"));
    await page.reload();
    await assertSeen(page.locator(".exercise-revealed"));
    await assertAccessible(page, "a lesson with a hint");
    const objectives = await page.locator(".lesson-goals li").count();
    expect(objectives).toBeGreaterThan(0);
  },
);

test("another text of a lesson is written beside the first, and both stay within reach", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  await beginFirst(learner);
  await read(learner);
  await page.getByRole("button", { name: words.simpler }).click();
  const versions = page.getByLabel(words.versions);
  await versions.waitFor();
  await assertSeen(text(page).getByText("(simpler)"));
  await read(learner);
  await versions.selectOption({ label: words.firstText });
  await assertSeen(text(page).getByText("(first)"));
  await page.reload();
  await assertSeen(text(page).getByText("(first)"));
  expect(await versions.locator("option").count()).toBe(2);
});

test("the next lesson is written while the exercise of this one is done", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  await beginFirst(learner);
  await read(learner);
  await page.getByRole("heading", { name: words.exercise }).scrollIntoViewIfNeeded();
  await assertSeen(page.getByText(words.preparing));
  await page.goto(moduleOf(page));
  const lessons = page.getByRole("region", { name: words.lessons }).getByRole("listitem");
  await expect.poll(() => lessons.nth(1).innerText()).toContain(words.ready);
});

test("a question in the study chat says which text of the lesson is open", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  const sent: string[] = [];
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => sent.push(String(payload)));
  });
  await beginFirst(learner);
  await read(learner);
  await page.getByRole("button", { name: words.example }).click();
  await answered(page, 1);
  const question = sent.find((frame) => frame.includes(words.example)) ?? "{}";
  expect(JSON.parse(question)).toMatchObject({
    lesson_version_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
});

test("notes on a task are saved by themselves, and a module is completed and reopened by hand", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  await beginFirst(learner);
  const module = moduleOf(page);
  await page.goto(module);
  const notes = page.getByLabel(words.notes).first();
  await notes.fill("The clay was too wet");
  await assertSeen(page.getByText(words.saved, { exact: true }));
  await page.reload();
  await expect.poll(() => notes.inputValue()).toBe("The clay was too wet");
  await assertAccessible(page, "a module");
  await page.getByRole("button", { name: words.complete }).click();
  await page.getByRole("button", { name: words.reopen }).click();
  await page.getByRole("button", { name: words.complete }).waitFor();
});

test("notes that the network does not take stay on the device until it does", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  learner.foresee(/assignments/, /ERR_FAILED/, /Failed to load resource/);
  await beginFirst(learner);
  await page.goto(moduleOf(page));
  await page.route("**/api/learning/assignments/*", (route) => route.abort());
  const notes = page.getByLabel(words.notes).first();
  await notes.fill("Written in a tunnel");
  await assertSeen(page.getByText("kept on this device"));
  await page.reload();
  await expect.poll(() => notes.inputValue()).toBe("Written in a tunnel");
  await page.unroute("**/api/learning/assignments/*");
  const id = page.url().split("/").at(-1) ?? "";
  const stored = async (): Promise<string> =>
    (await page.request.get(`/api/learning/modules/${id}`)).text();
  await expect.poll(stored, { timeout: 20_000 }).toContain("Written in a tunnel");
});

test("with the keyboard alone a lesson is begun, asked about, marked as done and left for the next", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  await tabTo(page, page.getByRole("button", { name: wordsOf("en").finalize }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: words.startFirst }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await read(learner);
  await tabTo(page, page.getByRole("button", { name: words.markDone }));
  await page.keyboard.press("Enter");
  await assertSeen(page.getByText(words.isDone));
  await tabTo(page, page.getByRole("button", { name: words.example }));
  await page.keyboard.press("Enter");
  await answered(page, 1);
  const first = page.url();
  await tabTo(
    page,
    page.locator(".lesson-finish").getByRole("link", { name: words.next }),
    "Shift+Tab",
  );
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).not.toBe(first);
  await read(learner);
});

test("on another device a sign-in leads to what there is to go on with", async () => {
  const words = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan();
  await beginFirst(learner);
  await read(learner);
  const lesson = await heading(page).innerText();
  await page.goto("/register");
  const data = await register(learner);
  const elsewhere = await person({ device: "phone", target: inject("scripted") });
  await signIn(elsewhere, data);
  await heading(elsewhere.page, wordsOf("en").today).waitFor();
  await elsewhere.page.getByRole("link", { name: words.continue }).click();
  await read(elsewhere);
  expect(await heading(elsewhere.page).innerText()).toBe(lesson);
});
