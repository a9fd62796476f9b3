// An answer in front of its reader: what a translator does to it, a selection in it, formulas, other directions.
import type { Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person } from "../support/browser-person.ts";
import { assertFits } from "./screens.ts";
import { answer, answered, grown, planner, say, startTrack } from "./steps.ts";
import { translate } from "./translator.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");

/** The text of the nth answer as it is in the document. */
const textOf = (learner: Person, index: number): Promise<string> =>
  answer(learner.page, index).locator(".answer-text").innerText();

/** Says something that the scripted model repeats, and waits for the answer. */
async function hear(learner: Person, text: string, index = 1): Promise<void> {
  await say(learner, `\n\n${text}`);
  await answered(learner.page, index + 1);
}

/** Where every button has another name. */
async function sayWithKeys({ page }: Person, text: string): Promise<void> {
  await page.getByLabel(words.message).fill(text);
  await page.getByLabel(words.message).press("Enter");
}

test("a translator that puts its own elements in the place of texts neither doubles a growing answer nor breaks it", async () => {
  const { learner, page } = await planner();
  await translate(page);
  await sayWithKeys(learner, "Tell me **more** [slow 3]");
  await grown(page, 1, 60);
  expect(await answer(page, 1).locator(".markdown").getAttribute("translate")).toBe("no");
  await answered(page, 2);
  await expect.poll(() => textOf(learner, 1)).toMatch(/^⟦Answer to: Tell me ⟧ ?⟦more⟧/);
  const numbers = (await textOf(learner, 1)).match(/\b0\d{6}\b/g) ?? [];
  expect(numbers.length).toBeGreaterThan(10);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("an answer that was translated gives way to the next one, and the page's own words change under a translator", async () => {
  const { learner, page } = await planner();
  const field = page.getByLabel(words.message);
  await translate(page);
  await sayWithKeys(learner, "Tell me more [slow 1]");
  await answered(page, 2);
  await expect.poll(() => textOf(learner, 1)).toContain("⟦Answer to: Tell me more");
  await page.getByRole("button", { name: words.regenerateAnswer }).click();
  await expect.poll(() => answer(page, 1).getAttribute("data-status")).not.toBe("complete");
  await answered(page, 2);
  await expect.poll(async () => (await textOf(learner, 1)).match(/Answer to/g)?.length).toBe(1);
  for (const [length, shown] of [
    [11_500, "500"],
    [11_501, "499"],
    [11_000, "1,000"],
  ] as const) {
    await field.fill("x".repeat(length));
    await expect
      .poll(() => page.locator(".message-hint").innerText())
      .toMatch(new RegExp(`^⟦?${shown} characters left⟧?$`));
  }
  await field.fill("");
  await expect.poll(() => page.locator(".message-hint").innerText()).toMatch(/^⟦?Enter to send/);
});

test("headings and buttons have one text under a translator, also after the language of the page changes", async () => {
  const { page } = await planner();
  await page.goto("/settings");
  await page.getByRole("heading", { level: 1, name: words.settings }).waitFor();
  await translate(page);
  const texts = (of: string): Promise<string[]> => page.locator(of).allInnerTexts();
  const russian = wordsOf("ru");
  await expect.poll(() => texts("h1")).toEqual([`⟦${words.settings}⟧`]);
  for (const [name, shown] of [
    ["Русский", russian],
    ["English", words],
    ["Русский", russian],
  ] as const) {
    await page.getByRole("radio", { name }).check();
    await expect.poll(() => texts("h1")).toEqual([`⟦${shown.settings}⟧`]);
    await expect.poll(() => texts("main button")).toContain(`⟦${shown.test}⟧`);
  }
  expect((await texts("main button")).filter((one) => one.split("⟦").length > 2)).toEqual([]);
  await page.getByRole("button", { name: russian.test }).click();
  await page.getByText(russian.testOk).waitFor();
});

test("a selection in the paragraph that is being written stays while it grows", async () => {
  const { learner, page } = await planner();
  await say(learner, "Keep *these* words selected [slow 4]");
  await grown(page, 1, 60);
  await page.evaluate(`{
    const node = [...document.querySelectorAll("article.answer")].at(-1).querySelector(".markdown p").lastChild;
    const walker = document.createTreeWalker(document.querySelectorAll("article.answer")[1].querySelector(".markdown"), NodeFilter.SHOW_TEXT);
    let last = node;
    while (walker.nextNode()) last = walker.currentNode;
    getSelection().setBaseAndExtent(last, 0, last, Math.min(last.length, 5));
    globalThis.selected = last;
  }`);
  const before = await page.evaluate<string>("String(getSelection())");
  expect(before).not.toBe("");
  const length = (await textOf(learner, 1)).length;
  await grown(page, 1, length + 100);
  expect(await page.evaluate("String(getSelection())")).toBe(before);
  await answered(page, 2);
  expect(await page.evaluate("String(getSelection())")).toBe(before);
  expect(await page.evaluate("globalThis.selected.isConnected")).toBe(true);
});

test("an answer names its own language, not the page's", async () => {
  const { learner, page } = await planner();
  const language = (index: number): Promise<string | null> =>
    answer(page, index).locator(".markdown").getAttribute("lang");
  await hear(learner, "Вот план из трёх модулей: основы, практика и небольшой проект.");
  await hear(learner, "هذه خطة من ثلاث وحدات: الأساسيات والتطبيق ومشروع صغير في النهاية.", 2);
  await hear(learner, "This is a plan of three modules for you.", 3);
  expect(await language(3)).toBe("en");
  expect(await language(1)).toBe("ru");
  expect(await language(2)).toBe("ar");
});

test("tildes, products, years and signs are the text they are", async () => {
  const { learner, page } = await planner();
  await hear(
    learner,
    "3~5 h, 20~30 h, ~~gone~~\n\n1984. A book\n\n2*3*4, snake_case_name, __init__, List<T>\n\n+ 5 = 7\n\n    Tyger Tyger",
  );
  const shown = answer(page, 1).locator(".markdown");
  const text = await shown.innerText();
  for (const part of ["3~5 h, 20~30 h", "1984. A book", "2*3*4", "__init__, List<T>", "+ 5 = 7"]) {
    expect(text).toContain(part);
  }
  expect(await shown.locator("del").allInnerTexts()).toEqual(["gone"]);
  expect(await shown.locator("ol, ul, em, pre").count()).toBe(0);
});

const formulas = String.raw`Euler: \(e^{i\pi}+1=0\), $a*b*c$ for $5 and $10.

\[
\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}
- 2
\]

$$\href{javascript:alert(1)}{x}$$ and $\undefinedmacro$.`;

test("formulas are typeset once their library is there, and what it cannot set stays as it was written", async () => {
  const { learner, page } = await planner();
  expect(await page.evaluate(loaded)).toBe(0);
  await hear(learner, formulas);
  const shown = answer(page, 1).locator(".markdown");
  await shown.locator("math").nth(2).waitFor();
  expect(await page.evaluate(loaded)).toBe(1);
  expect(await shown.locator("math mtr").count()).toBe(2);
  expect(await shown.locator("math[display=block]").count()).toBe(1);
  expect(await shown.innerText()).toContain("for $5 and $10.");
  expect(await shown.innerText()).toContain(String.raw`$$\href{javascript:alert(1)}{x}$$`);
  expect(await shown.innerText()).toContain(String.raw`$\undefinedmacro$`);
  expect(await shown.locator("[href], [id], script, img").count()).toBe(0);
  await answer(page, 1).getByRole("button", { name: "Copy answer" }).click();
  await expect
    .poll(() => page.evaluate<string>("navigator.clipboard.readText()"))
    .toContain(formulas);
});

/** How many files of the library the page has fetched. */
const loaded = `performance.getEntriesByType("resource").filter(({ name }) => /typeset.*\\.js$/.test(name)).length`;

test("a formula whose library cannot be fetched stays as it was written, and the page goes on", async () => {
  const { learner, page } = await planner();
  learner.foresee(/typeset/, /ERR_FAILED/);
  await page.route(/typeset/, (route) => route.abort());
  await page.evaluate("globalThis.isSamePage = true");
  await hear(learner, String.raw`So \(x_1 + x_2\) it is.`);
  expect(await textOf(learner, 1)).toContain(String.raw`So \(x_1 + x_2\) it is.`);
  await hear(learner, "And on.", 2);
  expect(await page.evaluate("globalThis.isSamePage")).toBe(true);
  expect(await textOf(learner, 1)).toContain(String.raw`So \(x_1 + x_2\) it is.`);
});

test("an unfinished formula is shown as text and never as Markdown", async () => {
  const { learner, page } = await planner();
  await page.evaluate(`{
    globalThis.wrong = [];
    new MutationObserver(() => {
      for (const one of document.querySelectorAll("article.answer:last-of-type .markdown :is(em, strong, del)")) {
        globalThis.wrong.push(one.outerHTML);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }`);
  const sum = String.raw`\(a_1 *b* + a_2 **c** + ${"x_i + ".repeat(12)} 1\)`;
  await say(learner, `Write ${sum} [slow 2]`);
  await answered(page, 2);
  expect(await page.evaluate("globalThis.wrong")).toEqual([]);
  await answer(page, 1).locator("math").waitFor();
});

test("a formula that is wider than a phone scrolls in a box that the keyboard reaches, and others are no stops", async () => {
  const { learner, page } = await planner({ device: "phone" });
  const terms = Array.from({ length: 20 }, (_, n) => `a_{${String(n)}}x`).join(" + ");
  const roots = String.raw`\sqrt{${terms}}`;
  await hear(
    learner,
    `$$${terms}$$\n\n- with \\(${roots}\\) and $x$, and one that may be broken: $${terms}$\n\n| a |\n|---|\n| $${roots}$ |\n\n$$x^2$$`,
  );
  const shown = answer(page, 1).locator(".markdown");
  const boxes = shown.getByRole("region", { name: "Formula" });
  await expect.poll(() => boxes.count()).toBe(2);
  expect(await shown.locator("math").count()).toBe(6);
  for (const box of await boxes.all()) {
    await box.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => box.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0);
  }
  await assertFits(page, "a chat with wide formulas");
  await assertAccessible(page, "a chat with wide formulas");
});

const arabic = `خطة الدراسة

- الوحدة الأولى
- الوحدة الثانية
- Python

| الأسبوع | الموضوع |
|---|---|
| الأول | البداية |
| 2 | Git |

\`\`\`js
const a = 1;
\`\`\`

And a line in English.`;

/** From which edges of their boxes the texts of elements begin. */
const sides = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const text = [...range.getClientRects()].find(({ width }) => width > 1);
    const box = one.getBoundingClientRect();
    return text.left - box.left > box.right - text.right ? "right" : "left";
  })`);

test("what is written from right to left stands at the right, and code and other text at the left", async () => {
  const { learner, page } = await planner();
  await hear(learner, arabic);
  const shown = "article.answer:last-of-type .markdown";
  expect(await sides(page, `${shown} li > p`)).toEqual(["right", "right", "right"]);
  expect(await sides(page, `${shown} td`)).toEqual(["right", "right", "right", "right"]);
  expect(await sides(page, `${shown} pre`)).toEqual(["left"]);
  expect(await sides(page, `${shown} > p`)).toEqual(["left", "right", "left"]);
  expect(
    await page.evaluate(`(() => {
      const [first, second] = [...document.querySelectorAll("${shown} td")].map((one) => one.getBoundingClientRect().left);
      return { isFirstRight: first > second, list: getComputedStyle(document.querySelector("${shown} ul")).direction };
    })()`),
  ).toEqual({ isFirstRight: true, list: "rtl" });
  expect(await sides(page, ".question-text")).toEqual(["right"]);
});

/** Whether a click at the right edge of a field goes before its first letter: there Arabic begins. */
async function beginsAtRight(field: Locator, text: string): Promise<boolean> {
  await field.fill(text);
  const { width = 0 } = (await field.boundingBox()) ?? {};
  await field.click({ position: { x: width - 16, y: 18 } });
  return field.evaluate((one) => "selectionStart" in one && one.selectionStart === 0);
}

test("what is typed from right to left begins at the right in every field", async () => {
  const { learner, page } = await planner();
  const field = page.getByLabel(words.message);
  expect(await beginsAtRight(field, "خطة الدراسة")).toBe(true);
  expect(await beginsAtRight(field, "A plan")).toBe(false);
  await hear(learner, "خطة");
  await page.getByRole("button", { name: words.editMessage }).last().click();
  const editor = page.locator("article.question textarea");
  expect(await beginsAtRight(editor, "خطة الدراسة")).toBe(true);
  await page.keyboard.press("Escape");
  await page.goto("/tracks/new");
  const fields = page
    .getByRole("main")
    .locator("form :is(textarea, input:not([type]), input[type=text])");
  await fields.first().waitFor();
  for (const one of await fields.all()) {
    expect(await beginsAtRight(one, "תוכנית לימודים")).toBe(true);
  }
  expect(await fields.count()).toBeGreaterThan(2);
});

test("an Arabic plan stands at the right on the pages of its track, its fields included", async () => {
  const learner = await person({ target: inject("scripted") });
  const { page } = learner;
  await startTrack(learner, "تعلم الخزف اليدوي");
  await answered(page, 1);
  await say(learner, "اكتب [add الوحدة الأخيرة في الخزف]");
  await answered(page, 2);
  await page.getByRole("button", { name: words.finalize }).click();
  await page.getByRole("link", { name: words.seeModules }).click();
  await page.locator(".modules .plan-row").first().waitFor();
  expect(await sides(page, "h1")).toEqual(["right"]);
  expect(await page.evaluate(rowDirections)).toContainEqual({
    title: "الوحدة الأخيرة في الخزف",
    isNumberRight: true,
  });
  // The page's own words stand on the side of the row, and are read from left to right.
  expect(await sides(page, ".plan-row[dir=auto]:last-child .module-goals-title")).toEqual([
    "right",
  ]);
  expect(
    await page.evaluate(`(() => {
      const size = document.querySelector(".plan-row:last-child bdi");
      return getComputedStyle(size).direction;
    })()`),
  ).toBe("ltr");
  await page.getByRole("button", { name: words.edit }).click();
  const field = page.getByRole("dialog").getByRole("textbox").first();
  await field.waitFor();
  expect(await field.inputValue()).toBe("تعلم الخزف اليدوي");
  expect(
    await page.evaluate(
      `getComputedStyle(document.querySelector("[role=dialog] input")).unicodeBidi`,
    ),
  ).toBe("plaintext");
});

/** Titles of the rows of a plan, and whether their numbers stand at the right. */
const rowDirections = `[...document.querySelectorAll(".plan-row")].map((row) => {
  const [title, number] = [row.querySelector(".plan-title"), row.querySelector(".plan-number")];
  return { title: title.textContent, isNumberRight: number.getBoundingClientRect().left > title.getBoundingClientRect().left };
})`;
