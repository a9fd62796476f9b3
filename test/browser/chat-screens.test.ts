// The chat in each of its states, in both themes, by the rules of WCAG 2.2 AA and at the narrowest width.
import { test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { assertFits, looks } from "./screens.ts";
import { answered, heading, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each(looks)(
  "a chat fits and is accessible in every state: $device, $language, $theme",
  async (look) => {
    const somebody = await person(look);
    const { page } = somebody;
    const words = wordsOf(look.language);
    const check = async (state: string, isMoving = false): Promise<void> => {
      await assertAccessible(page, state, { isMoving });
      await assertFits(page, state);
    };
    const chat = await startTrack(somebody);
    await page.locator("article.answer").waitFor();
    await check("a chat whose plan is being written", true);
    await answered(page, 1);
    await check("a chat with a plan");
    await page.getByRole("button", { name: words.rename }).click();
    await page.getByRole("dialog").waitFor();
    await check("a chat being renamed");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words.finalize }).click();
    await page.getByRole("link", { name: words.seeModules }).waitFor();
    await check("a chat whose plan has become modules");
    await page.getByRole("link", { name: words.seeModules }).click();
    await page.getByRole("heading", { level: 3 }).first().waitFor();
    await check("a track with modules");
    await page.goto("/tracks");
    await page.getByRole("link", { name: words.wish }).waitFor();
    await check("a list with a track that has modules");
    await page.goto(chat);
    await answered(page, 2);
    await page.getByRole("button", { name: words.newChat }).click();
    await page.getByRole("dialog").getByLabel(words.chatName).fill("Pandas");
    await page.getByRole("dialog").getByRole("button", { name: words.create }).click();
    await heading(page, "Pandas").waitFor();
    await check("a new chat");
    somebody.foresee(/40[04]/);
    await page.goto(`${chat}/00000000-0000-7000-8000-000000000000`);
    await page.getByText(words.noChat).first().waitFor();
    await check("a chat that is not there");
  },
);
