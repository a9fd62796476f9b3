// What the model does before its first word, as a page says it.
import { test } from "vitest";
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
