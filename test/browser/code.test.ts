// Code in an answer: colours for programs, pictures for diagrams.
import { expect, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { answer, answered, planner, say } from "./steps.ts";

const program = '```python\nfor name in ["Ann"]:\n    print(name)  # hi\n```';
const output = "```text\nfor Ann\n```";
const diagram = "```mermaid\nflowchart LR\n  A[Read] --> B[Count]\n```";
const broken = "```mermaid\nflowchart LR\n  A[[ --\n```";

test("code is coloured as elements, and copied and read as it was written", async () => {
  const { learner, page } = await planner();
  await say(learner, `\n\n${program}\n\n${output}`);
  await answered(page, 2);
  const code = answer(page, 1).locator(".code code");

  await expect
    .poll(() => code.first().locator(".hljs-keyword").allInnerTexts())
    .toEqual(["for", "in"]);
  expect(await code.first().innerText()).toBe('for name in ["Ann"]:\n    print(name)  # hi');
  expect(await code.nth(1).locator("span").count()).toBe(0);
  await assertAccessible(page, "an answer with code");
});

test("a diagram is drawn on demand in a sandbox, and one that cannot be drawn says why and stays readable", async () => {
  const { learner, page } = await planner();
  await say(learner, `\n\n${diagram}\n\n${broken}`);
  await answered(page, 2);
  const blocks = answer(page, 1).locator(".code");
  const fetched = (): Promise<number> =>
    page.evaluate<number>(
      `performance.getEntriesByType("resource").filter(({ name }) => /\\/diagram\\.html$/.test(name)).length`,
    );
  const draw = (at: number) => blocks.nth(at).getByRole("button", { name: "Draw diagram" });

  await draw(1).waitFor();
  expect(await fetched()).toBe(0);
  await draw(0).click();
  const frame = blocks.first().locator("iframe");
  await expect
    .poll(() => frame.evaluate("document.querySelector('iframe').clientHeight"))
    .toBeGreaterThan(40);
  expect(await frame.getAttribute("sandbox")).toBe("allow-scripts");
  const drawn = frame.contentFrame();
  await drawn.locator("svg").waitFor();
  expect(await drawn.locator("svg").textContent()).toContain("Count");
  expect(await drawn.locator("body").evaluate("self.origin")).toBe("null");

  await draw(1).click();
  await expect.poll(() => blocks.nth(1).innerText()).toContain("could not be drawn");
  expect(await blocks.nth(1).locator("iframe").count()).toBe(0);
  expect(await blocks.nth(1).locator("code").innerText()).toContain("A[[ --");
});
