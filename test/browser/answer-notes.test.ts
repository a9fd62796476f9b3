// What is known about an answer beside its text, as a learner with a model of their own reads it.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { modelOf } from "../models/mode.ts";
import { startModelServer, type ModelServer } from "../models/server.ts";
import { assertAccessible } from "../support/browser-axe.ts";
import { answer, answered, assertSeen, planner, say } from "./steps.ts";
import { wordsOf } from "./words.ts";

let server: ModelServer;

beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.stop());

/** Has the page's learner answered by a model of their own that has a mode. */
async function bring(page: Page, mode: string): Promise<void> {
  const body = JSON.stringify({
    model_name: modelOf({ name: mode }),
    base_url: `${server.url}/own/v1`,
    api_key: "sk-own-0123456789",
  });
  const status = await page.evaluate(
    async (sent) =>
      (
        await fetch("/api/ai/user-config", {
          method: "PUT",
          headers: { "content-type": "application/json" },
          body: sent,
        })
      ).status,
    body,
  );
  expect(status).toBe(200);
}

const said = {
  en: {
    key: "Your model's server refused the key. Check it in the AI settings.",
    later: /Try again in \d+ seconds?\./,
    leftOut: "Older messages were left out to fit the model's memory.",
  },
  ru: {
    key: "Сервер вашей модели отклонил ключ. Проверьте его в настройках ИИ.",
    later: /Повторите через \d+ секунд[уы]?\./,
    leftOut: "Ранние сообщения не поместились в память модели и не учтены.",
  },
} as const;

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "on a %s in %s an answer says what to correct, when to try again, and that messages were left out",
  async (device, language) => {
    const { key, later, leftOut } = said[language];
    const words = wordsOf(language);
    const target = inject("system");
    const { learner, page } = await planner({ target, device, language });

    await bring(page, "401");
    await say(learner, "Hello");
    await assertSeen(answer(page, 1).getByText(key));
    await assertAccessible(page, "advice about a model of one's own");

    await bring(page, "429 with Retry-After: 50");
    await answer(page, 1).getByRole("button", { name: words.retry, exact: true }).click();
    await assertSeen(answer(page, 1).getByText(later));
    expect(await answer(page, 1).getByText(key).count()).toBe(0);

    await bring(page, "window of 2,000 tokens, in Ollama's words");
    await answer(page, 1).getByRole("button", { name: words.retry, exact: true }).click();
    await answered(page, 2);
    for (let turn = 2; turn <= 4; turn += 1) {
      await say(learner, "Why is clay wet? ".repeat(120));
      await answered(page, turn + 1);
    }
    await assertSeen(answer(page, 4).getByText(leftOut));
    expect(await answer(page, 0).getByText(leftOut).count()).toBe(0);
    await page.reload();
    await assertSeen(answer(page, 4).getByText(leftOut));
  },
);

test("a device whose clock is an hour behind counts the same seconds to another try", async () => {
  const { learner, page } = await planner({ target: inject("system") });
  await page.addInitScript(() => {
    const right = Date.now;
    Date.now = () => right() - 3_600_000;
  });
  await page.reload();
  await answered(page, 1);
  await bring(page, "429 with Retry-After: 50");

  await say(learner, "Hello");

  await assertSeen(answer(page, 1).getByText(said.en.later));
});
