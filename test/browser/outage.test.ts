// The service without its database: every screen says so, loses nothing, and goes on when it is back.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person } from "../support/browser-person.ts";
import { database } from "../support/database.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { shared, targetOf, type Target } from "../support/target.ts";
import { answered, assertSeen, heading, overviewOf, questions, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");
let relay: Relay;
let stack: TestStack;
let target: Target;

beforeAll(async () => {
  const { databaseUrl, modelUrl } = shared();
  const name = `outage_${randomUUID().replaceAll("-", "")}`;
  await database().unsafe(`create database ${name}`);
  const own = new URL(databaseUrl);
  own.pathname = `/${name}`;
  relay = await startRelay(own.href);
  stack = await startTestStack(modelUrl, { env: { DATABASE_URL: relay.url } });
  target = targetOf(stack, modelUrl);
});

beforeEach(() => relay.mend());

afterAll(async () => {
  await stack.stop();
  await relay.stop();
});

/** Somebody with a plan, who expects the worst. */
async function planner(): Promise<{ learner: Person; chat: string }> {
  const learner = await person({ target });
  learner.foresee(/\b50[0-4]\b/, /WebSocket/);
  const chat = await startTrack(learner, "Pottery");
  await answered(learner.page, 1);
  return { learner, chat };
}

test.each(["list", "track", "chat"] as const)(
  "a %s that cannot be loaded can be retried",
  async (screen) => {
    const { learner, chat } = await planner();
    const { page } = learner;
    const address = { list: "/tracks", track: overviewOf(chat), chat }[screen];
    relay.cut();
    await page.goto(address);
    const retry = page.getByRole("button", { name: words.retry });
    await retry.waitFor();
    await assertAccessible(page, `${screen} without a database`);
    relay.mend();
    await expect
      .poll(
        async () => {
          if (await retry.isVisible()) await retry.click();
          return page.getByText("Pottery").count();
        },
        { interval: 500 },
      )
      .toBeGreaterThan(0);
  },
);

test("a title that could not be saved stays in its field", async () => {
  const learner = await person({ target });
  learner.foresee(/\b50[0-4]\b/, /401/);
  const { page } = learner;
  relay.cut();
  await page.goto("/");
  await page.getByLabel(words.ask).fill("Pottery");
  await page.getByRole("button", { name: words.getPlan }).click();
  await page.getByRole("alert").getByText(/./).first().waitFor();
  await assertAccessible(page, "the landing page without a database");

  expect(await page.getByLabel(words.ask).inputValue()).toBe("Pottery");
  relay.mend();
  await expect
    .poll(
      async () => {
        const button = page.getByRole("button", { name: words.getPlan });
        if (await button.isVisible()) await button.click();
        return page.url();
      },
      { interval: 500 },
    )
    .toMatch(/\/chat/);
});

test("a message sent during an outage is answered once after it", async () => {
  const { learner, chat } = await planner();
  const { page } = learner;
  relay.cut();
  await say(learner, "Are you there?");
  await assertSeen(questions(page).getByText("Are you there?"));
  await page.locator("article.question[data-client-id]").waitFor();
  relay.mend();
  const again = page.getByRole("button", { name: words.again });
  await expect
    .poll(
      async () => {
        if (await again.isVisible()) await again.click();
        return page.locator("article.answer[data-status=complete]").count();
      },
      { interval: 500 },
    )
    .toBe(2);
  await page.goto(chat);
  await answered(page, 2);

  expect(await questions(page).count()).toBe(1);
});

test("the settings page says what could not be loaded", async () => {
  const { learner } = await planner();
  relay.cut();
  await learner.page.goto("/settings");
  await heading(learner.page, words.settings).waitFor();

  await assertSeen(learner.page.getByRole("main").getByRole("button", { name: words.test }));
  await assertAccessible(learner.page, "settings without a database");
});
