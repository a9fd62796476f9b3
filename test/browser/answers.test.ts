// Answers that take their time or never come: what the learner sees, and how they go on.
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { lineOf } from "../support/browser-line.ts";
import { person, type Person, type PersonOptions } from "../support/browser-person.ts";
import { release } from "../support/model.ts";
import { assertFits } from "./screens.ts";
import {
  answered,
  answers,
  assertSeen,
  planner,
  questions,
  say,
  startTrack,
  wholeness,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const words = wordsOf("en");

/** Somebody in a chat with a plan. */
const inChat = async (options: PersonOptions = {}): Promise<Person> =>
  (await planner(options)).learner;

const failed = (learner: Person) => learner.page.locator("article.answer[data-status=failed]");

test("the plan grows on screen while it is written", async () => {
  const learner = await person({ target, motion: true });
  await startTrack(learner, "Pottery [slow 3]");
  const lengths = new Set<number>();
  await expect
    .poll(
      async () => {
        lengths.add((await learner.page.locator("article.answer").innerText()).length);
        return answers(learner.page).count();
      },
      { interval: 20 },
    )
    .toBe(1);

  expect(lengths.size, `lengths seen: ${[...lengths].join(", ")}`).toBeGreaterThan(8);
});

test.each(["[error 500]", "[error 401]", "[refuse]", "[cut]", "[empty]"])(
  "an answer that failed by %s says so and offers a retry",
  async (directive) => {
    const learner = await inChat({ device: "phone", theme: "dark" });
    await say(learner, `Please ${directive}`);
    await failed(learner).getByRole("button", { name: words.retry }).waitFor();

    expect(await failed(learner).innerText()).not.toMatch(/scripted failure|undefined|\bnull\b/);
    await assertAccessible(learner.page, "a failed answer");
    await assertFits(learner.page, "a failed answer");
    await learner.page.reload();
    await assertSeen(failed(learner).getByRole("button", { name: words.retry }));
  },
);

test("a retry of the last answer replaces it: one question, one answer", async () => {
  const learner = await inChat();
  const once = `Tell me [error 401 x1] ${crypto.randomUUID()}`;
  await say(learner, once);
  await failed(learner).getByRole("button", { name: words.retry }).click();
  await answered(learner.page, 2);

  expect(await learner.page.getByText(once, { exact: true }).count()).toBe(1);
  expect(await learner.page.locator("article.answer").count()).toBe(2);
});

test("a retry of a failed answer that others follow asks again at the end", async () => {
  const learner = await inChat();
  const once = `Tell me [error 401 x1] ${crypto.randomUUID()}`;
  await say(learner, once);
  await failed(learner).waitFor();
  await say(learner, "And something else");
  await answered(learner.page, 2);
  await failed(learner).getByRole("button", { name: words.again }).click();
  await answered(learner.page, 3);

  expect(await learner.page.getByText(once, { exact: true }).count()).toBe(2);
  expect(await failed(learner).count()).toBe(1);
});

test("a first plan that failed can be requested again", async () => {
  const learner = await person({ target });
  await startTrack(learner, "Pottery [error 500]");

  await assertSeen(failed(learner).getByRole("button", { name: words.retry }));
});

test("a failed finalisation creates no modules and can be retried", async () => {
  const learner = await inChat();
  await say(learner, "Thank you [alwaysbadjson]");
  await answered(learner.page, 2);
  await learner.page.getByRole("button", { name: words.finalize }).click();

  await assertSeen(failed(learner).getByRole("button", { name: words.retry }));
  expect(await learner.page.getByRole("link", { name: words.seeModules }).count()).toBe(0);
});

test("a page reloaded while an answer is written shows all of it", async () => {
  const learner = await inChat();
  await say(learner, "Take your time [slow 4]");
  const growing = learner.page.locator("article.answer").nth(1);
  await expect.poll(async () => (await growing.innerText()).length).toBeGreaterThan(100);
  await learner.page.reload();
  await answered(learner.page, 2);

  expect(await questions(learner.page).count()).toBe(1);
  expect(wholeness(await answers(learner.page).nth(1).innerText())).toBe("whole");
});

test("a tab opened and a connection lost while an answer is written both end with all of it", async () => {
  const learner = await person({ target });
  const line = await lineOf(learner.context);
  const chat = await startTrack(learner, "Pottery");
  await answered(learner.page, 1);
  await say(learner, "Take your time [slow 5]");
  const growing = learner.page.locator("article.answer").nth(1);
  await expect.poll(async () => (await growing.innerText()).length).toBeGreaterThan(100);
  const tab = await learner.tab();
  await tab.goto(chat);
  await expect
    .poll(async () => (await tab.locator("article.answer").nth(1).innerText()).length)
    .toBeGreaterThan(150);
  await line.drop();
  await answered(learner.page, 2);
  await answered(tab, 2);

  for (const page of [learner.page, tab]) {
    expect(wholeness(await answers(page).nth(1).innerText())).toBe("whole");
  }
});

test("a question sent while another is being answered is queued", async () => {
  const learner = await inChat();
  const key = crypto.randomUUID();
  await say(learner, `First [hold ${key}]`);
  await learner.page.locator("article.answer").nth(1).waitFor();
  await say(learner, "Second");
  await learner.page.locator("article.answer").nth(2).waitFor();
  await release(key, target);
  await answered(learner.page, 3);

  const texts = await answers(learner.page).allInnerTexts();
  expect(texts[1]).toContain("Answer to: First");
  expect(texts[2]).toContain("Answer to: Second");
});

test("a growing answer does not scroll a reader away, and a button leads back to the end", async () => {
  const learner = await inChat({ device: "phone" });
  const { page } = learner;
  await say(learner, "Take your time [slow 5]");
  const growing = page.locator("article.answer").nth(1);
  await expect.poll(async () => (await growing.innerText()).length).toBeGreaterThan(800);
  await page.mouse.wheel(0, -4000);
  const jump = page.getByRole("button", { name: "Jump to latest" });
  await jump.waitFor();
  const top = await page.evaluate("scrollY");
  await answered(page, 2);
  expect(await page.evaluate("scrollY")).toBe(top);
  await jump.click();

  await expect.poll(() => jump.count()).toBe(0);
});

test("an answer that its length limit cut off says so under its text", async () => {
  const { page, chat } = await planner();
  // As the server will say it of such an answer.
  await page.routeWebSocket(/\/ws/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) =>
      socket.send(String(frame).replaceAll('"status":"complete"', '"status":"truncated"')),
    );
  });
  await page.goto(chat);

  await assertSeen(page.locator("article.answer").getByText(words.cutOff));
  await assertAccessible(page, "an answer that was cut off");
});
