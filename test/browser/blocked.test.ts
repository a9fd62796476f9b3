// A network that lets no socket through: the chat goes on over HTTP, and back to the socket once there is one.
import { expect, inject, test } from "vitest";
import { eatSockets } from "../support/browser-line.ts";
import { person } from "../support/browser-person.ts";
import { fillChat } from "../support/database.ts";
import { release } from "../support/model.ts";
import { answered, answers, assertSeen, questions, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");
const words = wordsOf("en");

test("without a socket a plan, an answer and modules still arrive, each once", async () => {
  const learner = await person();
  learner.foresee(/WebSocket/);
  const network = await eatSockets(learner.context);
  const { page } = learner;
  await startTrack(learner);
  await answered(page, 1);
  await say(learner, words.addTesting);
  await answered(page, 2);
  expect(await questions(page).count()).toBe(1);
  expect(await page.locator("[data-client-id]").count()).toBe(0);
  await page.getByRole("button", { name: words.finalize }).click();
  await assertSeen(page.getByRole("link", { name: words.seeModules }));

  await network.spare(page);
  await page.evaluate("dispatchEvent(new Event('online'))");
  await page.locator(".chat-live[data-state=open]").waitFor();
  const polls: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/history")) polls.push(request.url());
  });
  await say(learner, words.shorter);
  await answered(page, 4);
  expect(polls).toEqual([]);
});

test("without a socket an answer grows on screen while it is written", async () => {
  const learner = await person({ target });
  learner.foresee(/WebSocket/);
  await eatSockets(learner.context);
  const { page } = learner;
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  await say(learner, "Take your time [slow 6]");
  const growing = page.locator("article.answer[data-status=generating]");
  await expect
    .poll(async () => ((await growing.count()) > 0 ? (await growing.innerText()).length : 0))
    .toBeGreaterThan(200);
  await answered(page, 2);
  expect(await answers(page).nth(1).innerText()).toContain("Answer to: Take your time");
});

test("without a socket messages of another device and older messages are loaded", async () => {
  const learner = await person({ target });
  learner.foresee(/WebSocket/);
  await eatSockets(learner.context);
  const { page } = learner;
  const chat = await startTrack(learner, "Pottery");
  await answered(page, 1);
  const id = await page.evaluate<string>(
    `fetch("/api/tracks/" + ${JSON.stringify(chat.split("/")[2])}).then((one) => one.json()).then((one) => one.chat_id)`,
  );
  await fillChat(id, 150, { target });
  const key = crypto.randomUUID();
  await say(learner, `And now [hold ${key}]`);
  await page.getByText("message 150 ").waitFor();
  await release(key, target);
  await page.getByText("Answer to: And now").waitFor();
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, -20_000);
      return page.getByText(/^message 1 /).count();
    })
    .toBe(1);
});
