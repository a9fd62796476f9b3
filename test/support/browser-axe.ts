// axe on a page as it stands: the rules of WCAG 2.2 AA, and that everything is in a landmark.
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const source = await readFile(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations"],
};

/**
 * Whether a control is large enough once it is scrolled to: where the page happens to rest, one may be half under the
 * header or the composer, which stay.
 */
async function isLargeInTheMiddle(page: Page, selector: string): Promise<boolean> {
  await page.locator(selector).evaluate((element) => element.scrollIntoView({ block: "center" }));
  const rule = JSON.stringify({ runOnly: { type: "rule", values: ["target-size"] } });
  const found = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(selector)}, ${rule})`);
  return found.violations.length === 0;
}

/**
 * Fails with one line for each element that breaks a rule. While a page `isMoving`, its controls may
 * be half under the header that stays: how large they are is judged when it rests.
 */
export async function assertAccessible(
  page: Page,
  state: string,
  { isMoving = false } = {},
): Promise<void> {
  await page.evaluate(source);
  const chosen = {
    ...options,
    rules: { region: { enabled: true }, "target-size": { enabled: !isMoving } },
  };
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(chosen)})`);
  const lines: string[] = [];
  for (const { id, help, nodes } of found.violations) {
    for (const { target, failureSummary = "" } of nodes) {
      const [, why = ""] = failureSummary.split("\n");
      const selector = target.join(" ");
      if (why.includes("partially obscured") && (await isLargeInTheMiddle(page, selector)))
        continue;
      lines.push(`${id} at ${selector}: ${help}. ${why.trim()}`);
    }
  }
  assert.deepEqual(lines, [], `${state} breaks rules of WCAG 2.2 AA`);
}
