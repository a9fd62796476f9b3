// Chats and courses on paper: a document with everything that was said and planned, and nothing of the window.
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { fillChat } from "../support/database.ts";
import { print, type Paper } from "./print.ts";
import { answered, overviewOf, planner, say, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const target = inject("scripted");

/** The id of the chat on screen. */
const chatIdOf = (page: Page, chat: string): Promise<string> =>
  page.evaluate<string>(
    `fetch("/api/tracks/" + ${JSON.stringify(chat.split("/")[2])}).then((one) => one.json()).then((one) => one.chat_id)`,
  );

/** Every sheet has something on it, and nothing of the window. */
function assertDocument(paper: Paper): void {
  expect(paper.misplaced).toEqual([]);
  expect(paper.sheets.filter((one) => one.length < 40)).toEqual([]);
  expect(paper.ink).toBeLessThan(80);
}

test.each([
  ["desktop", "ru", "dark"],
  ["phone", "en", "light"],
] as const)(
  "a long chat is printed as a whole, with its authors and no empty sheet, on a %s in %s, %s",
  async (device, language, theme) => {
    const { learner, page, chat } = await planner({ device, language, theme });
    const words = wordsOf(language);
    await fillChat(await chatIdOf(page, chat), 40, { target, chars: 700 });
    await page.reload();
    await page.getByText("message 40 ").waitFor();
    await page.getByRole("button", { name: theme === "dark" ? words.light : words.dark }).click();
    await page.getByRole("button", { name: theme === "dark" ? words.dark : words.light }).click();
    await page.getByLabel(words.message).fill("half a thought");
    await page.evaluate("scrollTo(0, 0)");
    const paper = await print(page);

    assertDocument(paper);
    expect(paper.sheets.length).toBeGreaterThan(4);
    for (let n = 1; n <= 40; n += 1) expect(paper.text).toContain(`message ${String(n)} `);
    for (const author of [words.you, words.mentor]) {
      expect(paper.text.split(`${author} message`).length).toBe(21);
    }
    expect(paper.text).toContain("Pottery");
    for (const name of [words.finalize, words.newChat, words.myTracks, "half a thought"]) {
      expect(paper.text).not.toContain(name);
    }
    await say(learner, "And glazes?");
    await page.getByText("Answer to: And glazes?").waitFor();
  },
);

test("a chat with messages that are not loaded says on paper that it is not the whole", async () => {
  const { page, chat } = await planner();
  await fillChat(await chatIdOf(page, chat), 120, { target, chars: 2_000 });
  await page.reload();
  await page.getByText("message 120 ").waitFor();
  const { text } = await print(page);

  expect(text).toContain("message 110 ");
  expect(text).not.toContain("message 1 ");
  expect(text).toMatch(/… .*message 110 /);
});

test("long lines of code, wide tables and the addresses of links are printed as a whole", async () => {
  const { learner, page } = await planner();
  const line = `print(${"1234567890 + ".repeat(20)}theEnd)`;
  const row = (cell: string): string => `| ${Array<string>(9).fill(cell).join(" | ")} |`;
  const table = [row("headline"), row("---"), row("incomprehensibilities")].join("\n");
  const link = "[the manual](https://example.org/manual)";
  await say(learner, `\n\n\`\`\`py\n${line}\n\`\`\`\n\n${table}\n\n${link}`);
  await answered(page, 2);
  const paper = await print(page);

  assertDocument(paper);
  expect(paper.text).toContain("theEnd)");
  expect(paper.text).toContain("https://example.org/manual)");
});

test("a link that says its own address is not printed with the address twice", async () => {
  const { learner, page } = await planner();
  await say(
    learner,
    "\n\nhttps://example.org/one and <https://example.org/two/>, [example.org/three](https://example.org/three), <me@example.org>, [four](https://example.org/four), [**https://example.org**](https://example.com/five)",
  );
  await answered(page, 2);
  await page.evaluate(
    `document.querySelectorAll("article.question").forEach((one) => one.remove())`,
  );
  const { text } = await print(page);
  const times = (part: string): number => text.split(part).length - 1;

  for (const once of ["one", "two", "three", "four", "five"]) {
    expect(times(`/${once}`), once).toBe(1);
  }
  expect(times("me@example.org")).toBe(1);
  expect(text).toContain("four (https://example.org/four)");
  expect(text).toContain("https://example.org (https://example.com/five)");
});

test.each([
  ["ru", "dark"],
  ["en", "light"],
] as const)(
  "a course is printed as its modules with their hours, in %s, %s",
  async (language, theme) => {
    const learner = await person({ language, theme });
    const { page } = learner;
    const words = wordsOf(language);
    const chat = await startTrack(learner);
    await answered(page, 1);
    await page.getByRole("button", { name: words.finalize }).click();
    await page.getByRole("link", { name: words.seeModules }).waitFor();
    assertDocument(await print(page));
    await page.goto(overviewOf(chat));
    const titles = page.getByRole("heading", { level: 3 });
    await titles.first().waitFor();
    const paper = await print(page);

    assertDocument(paper);
    const modules = await titles.allInnerTexts();
    expect(modules.length).toBeGreaterThan(3);
    for (const title of modules) expect(paper.text).toMatch(new RegExp(`${title} \\d+ (hour|час)`));
    // A title stands on the same sheet as what it is about.
    for (const sheet of paper.sheets)
      expect(modules.some((one) => sheet.endsWith(one))).toBe(false);
    for (const name of [words.changePlan, words.edit, words.delete, words.myTracks]) {
      expect(paper.text).not.toContain(name);
    }
  },
);

test("what lies over the page is not printed", async () => {
  const { page } = await planner();
  const words = wordsOf("en");
  await page.getByRole("button", { name: words.rename }).click();
  await page.getByRole("dialog").getByLabel(words.chatName).waitFor();
  const withDialog = await print(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: words.account }).click();
  await page.getByRole("menuitem", { name: words.signOut }).waitFor();
  const withMenu = await print(page);

  for (const paper of [withDialog, withMenu]) {
    assertDocument(paper);
    expect(paper.text).not.toContain(words.signOut);
    expect(paper.text).not.toContain(words.chatName);
  }
});
