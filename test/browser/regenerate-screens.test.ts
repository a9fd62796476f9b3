// An answer stopped, written anew or edited, in each of its states, by the rules of WCAG 2.2 AA and at every width.
import { inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { lineOf } from "../support/browser-line.ts";
import { person } from "../support/browser-person.ts";
import { release } from "../support/model.ts";
import { assertFits, looks } from "./screens.ts";
import { answer, answered, grown, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

test.each(looks)(
  "stop, regenerate and edit fit and are accessible in every state: $device, $language, $theme",
  async (look) => {
    const learner = await person({ target, ...look });
    learner.foresee(/ERR_INTERNET_DISCONNECTED/);
    const line = await lineOf(learner.context);
    const { page } = learner;
    const words = wordsOf(look.language);
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const state = (name: string) => page.locator(`article.question[data-state=${name}]`);
    /** What was said before may be half under the header, wherever its words happen to break. */
    const check = async (what: string, isMoving = true): Promise<void> => {
      await assertAccessible(page, what, { isMoving });
      await assertFits(page, what);
    };
    const key = crypto.randomUUID();
    const [first, second] = [`${words.shorter} [hold ${key}]`, words.addTesting];
    await startTrack(learner, "Pottery");
    await answered(page, 1);
    await say(learner, "[slow 8]");
    await grown(page, 1, 60);
    await check("an answer that can be stopped");
    await button(words.stop).click();
    await answer(page, 1).getByText(words.stopped).waitFor();
    await check("a stopped answer", false);

    await button(words.editMessage).click();
    await check("a message being edited", false);
    await page.getByRole("textbox", { name: words.editMessage }).fill(first);
    await button(words.save).click();
    await page.locator("article.answer .answer-text[inert]").waitFor();
    await say(learner, second);
    await button(words.cancelAnswer).waitFor();
    await check("an earlier answer that stays, and one that waits");
    await release(key, target);
    await answered(page, 3);

    await say(learner, `[error 400 after 1] ${crypto.randomUUID()}`);
    await answered(page, 4);
    await check("an answer that can be had anew");
    await button(words.regenerateAnswer).click();
    await page.getByText(words.restored).waitFor();
    await check("an earlier answer that came back");

    await line.cut();
    await button(words.editMessage).click();
    await page.getByRole("textbox", { name: words.editMessage }).fill("[error 400]");
    await button(words.save).click();
    await state("waiting").waitFor();
    await page.locator(".composer-note p").waitFor();
    await check("an edit that waits for the connection");
    await line.mend();
    await button(words.retry).waitFor();
    await check("a failed answer that can be tried again");
  },
);
