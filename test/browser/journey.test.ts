// The whole way of a newcomer: from a wish to modules, and back another day.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { answered, answers, assertSeen, heading, overviewOf, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
  ["phone", "en"],
  ["desktop", "ru"],
] as const)(
  "on a %s in %s: a wish, a plan, two changes, modules, and all of it another day",
  async (device, language) => {
    const words = wordsOf(language);
    const learner = await person({ device, language, offline: true });
    const { page } = learner;
    const chat = await startTrack(learner);
    await answered(page, 1);
    await say(learner, words.addTesting);
    await answered(page, 2);
    expect(await answers(page).nth(1).innerText()).toMatch(new RegExp(words.testing, "i"));
    await say(learner, words.shorter);
    await answered(page, 3);
    await page.getByRole("button", { name: words.finalize }).click();
    await page.getByRole("link", { name: words.seeModules }).click();
    await heading(page, words.wish).waitFor();
    const titles = page.getByRole("main").getByRole("heading", { level: 3 });
    await titles.first().waitFor();
    const modules = await titles.allInnerTexts();
    expect(modules.length).toBeGreaterThanOrEqual(3);
    expect(modules.join("\n")).toMatch(new RegExp(words.testing, "i"));
    const profile = await learner.leave();

    const again = await person({ device, language, profile, offline: true });
    await again.page.goto(overviewOf(chat));
    await heading(again.page, words.wish).waitFor();
    expect(await again.page.getByRole("heading", { level: 3 }).allInnerTexts()).toEqual(modules);
    await again.page.getByRole("link", { name: words.changePlan }).click();
    await again.page.waitForURL(`**${chat}`);
    await answered(again.page, 4);
    await assertSeen(again.page.getByText(words.addTesting, { exact: true }));
    await again.page.goto("/tracks");
    await assertSeen(again.page.getByRole("link", { name: words.wish }));
  },
);
