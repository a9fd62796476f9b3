// A long chat: its newest part at once, the rest as the reader goes up, without a jump.
import { expect, inject, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { fillChat } from "../support/database.ts";
import { answered, startTrack } from "./steps.ts";

const target = inject("scripted");
/** Pixels that the wheel is turned at a time. */
const turn = 400;

/** Watches the message under the reader's eye, frame by frame, while pages are put above it. */
const watch = `(() => {
  globalThis.jumps = [];
  let before;
  const look = () => {
    const rows = [...document.querySelectorAll("article.question, article.answer")];
    const eye = rows.find((row) => row.getBoundingClientRect().bottom > innerHeight / 2);
    if (before && before.rows !== rows.length && before.row.isConnected) {
      const moved = before.row.getBoundingClientRect().top - before.top;
      globalThis.jumps.push({ text: before.row.textContent.slice(0, 30), moved });
    }
    if (eye) before = { row: eye, top: eye.getBoundingClientRect().top, rows: rows.length };
    requestAnimationFrame(look);
  };
  look();
})()`;

test.each(["phone", "desktop"] as const)(
  "on a %s a chat of 120 messages can be read to its beginning without a jump of the text",
  async (device) => {
    const learner = await person({ target, device });
    const { page } = learner;
    const chat = await startTrack(learner, "Pottery");
    await answered(page, 1);
    const id = await page.evaluate<string>(
      `fetch("/api${chat.replace("/chat", "")}").then((one) => one.json()).then((one) => one.chat_id)`,
    );
    await fillChat(id, 120, { chars: 300, target });
    await page.goto(chat);
    await page.getByText("message 120 ").waitFor();
    expect(await page.locator("article").count()).toBeLessThan(60);
    await page.evaluate(watch);
    await expect
      .poll(
        async () => {
          await page.mouse.wheel(0, -turn);
          return page.getByText(/^message 1 /).count();
        },
        { interval: 30 },
      )
      .toBe(1);
    const jumps = await page.evaluate<{ text: string; moved: number }[]>("globalThis.jumps");

    expect(jumps.length).toBeGreaterThan(2);
    // A turn of the wheel or two may fall between two frames.
    const jumped = jumps.filter(
      ({ moved }) => Math.abs(moved - turn * Math.round(moved / turn)) >= 4,
    );
    expect(jumped).toEqual([]);
    const texts = await page.locator("article.question, article.answer").allInnerTexts();
    const numbers = texts.flatMap((text) => Number(/message (\d+) /.exec(text)?.[1] ?? []) || []);
    expect(numbers).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  },
);
