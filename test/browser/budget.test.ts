// The day's allowance is used up: what is said, what to do, and that nothing written is lost.
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { shared, targetOf, type Target } from "../support/target.ts";
import { database } from "../support/database.ts";
import { planText, pottery } from "../support/lessons.ts";
import { lessonWordsOf } from "./lesson-words.ts";
import { assertFits } from "./screens.ts";
import { answered, assertSeen, fillIn, questions, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const told = {
  en: "You have used up today's allowance. It renews at midnight UTC.",
  ru: "Дневной лимит исчерпан. Он обновится в полночь по UTC.",
} as const;

let stack: TestStack;
let target: Target;

beforeAll(async () => {
  const { modelUrl } = shared();
  stack = await startTestStack(modelUrl, { env: { GUEST_DAILY_TOKENS: "20000" } });
  target = targetOf(stack, modelUrl);
});

afterAll(() => stack.stop());

/** As if everybody had talked all day. */
const useUp = () => database(target)`update usage_days set spent = 20000`;

test.each(["ru", "en"] as const)(
  "a message beyond the allowance is kept, with the reason and a link to continue, in %s",
  async (language) => {
    const learner = await person({ target, language, device: "phone" });
    const { page } = learner;
    const words = wordsOf(language);
    const chat = await startTrack(learner, "Pottery");
    await answered(page, 1);
    await useUp();
    await say(learner, "One more thing");
    const refused = page.locator("article.question[data-state=refused]");
    await assertSeen(refused.getByText(told[language]));
    await refused.getByRole("button", { name: words.again }).waitFor();
    await assertAccessible(page, "a message beyond the allowance");
    await assertFits(page, "a message beyond the allowance");
    await page.reload();
    await assertSeen(refused.getByText("One more thing"));

    await refused.getByRole("link", { name: words.moreAllowance }).click();
    await fillIn(learner);
    await page.waitForURL(`**${chat}`);
    await refused.getByRole("button", { name: words.again }).click();
    await answered(page, 2);
    expect(await questions(page).count()).toBe(1);
  },
);

test("a finalisation beyond the allowance is refused with the reason, and the plan stays", async () => {
  const learner = await person({ target });
  const { page } = learner;
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  // What does not add up is put to the model.
  await say(learner, `[say]\n${planText(pottery).replace("Total: 10", "Total: 99")}`);
  await answered(page, 2);
  await useUp();
  learner.foresee(/402/);
  await page.getByRole("button", { name: wordsOf("en").finalize }).click();

  await assertSeen(page.getByRole("alert").getByText(told.en));
  await assertSeen(
    page.getByRole("alert").getByRole("link", { name: wordsOf("en").moreAllowance }),
  );
  await answered(page, 2);
});

test("a complete plan is finalised also beyond the allowance", async () => {
  const learner = await person({ target });
  const { page } = learner;
  await startTrack(learner, "Pottery");
  await answered(page, 1);
  await say(learner, `[say]\n${planText(pottery)}`);
  await answered(page, 2);
  await useUp();
  await page.getByRole("button", { name: wordsOf("en").finalize }).click();

  await assertSeen(page.getByRole("link", { name: lessonWordsOf("en").startFirst }));
});
