// What the model does before its first word, as a page says it.
import { expect, inject, test } from "vitest";
import { release } from "../support/model.ts";
import { answer, answered, assertSeen, planner, say } from "./steps.ts";

test.each([
  ["ru", "Думает…"],
  ["en", "Thinking…"],
] as const)(
  "in %s a model that thinks aloud is said to be thinking",
  async (language, thinking) => {
    const { learner, page } = await planner({ language });
    await say(learner, "hm [think 5]");

    await assertSeen(answer(page, 1).getByText(thinking));
    await assertSeen(page.locator("[aria-live]").getByText(thinking));
    await answered(page, 2);
    await assertSeen(answer(page, 1).getByText("Answer to: hm"));
  },
);

test.each([
  ["ru", "Модель запускается…"],
  ["en", "The model is starting…"],
] as const)(
  "in %s a model that gives no sign for some seconds is said to be starting, until it answers",
  async (language, starting) => {
    const { learner, page } = await planner({ language });
    const key = crypto.randomUUID();
    await say(learner, `hm [hold ${key}]`);

    await assertSeen(answer(page, 1).getByText(starting));
    await assertSeen(page.locator("[aria-live]").getByText(starting));
    await release(key, inject("scripted"));
    await answered(page, 2);
    expect(await answer(page, 1).getByText(starting).count()).toBe(0);
  },
);
