// The runner's status page: readable by everybody, on every screen, and renewed without a reload.
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import type { Target } from "../support/target.ts";

let own: OwnStack;
let target: Target;
beforeAll(async () => {
  own = await ownStack({ env: { DEFAULT_OPENAI_API_KEY: "" }, warm: true });
  target = { ...own.target, siteUrl: own.stack.controlUrl };
});
afterAll(() => own.stack.stop());

test.each([
  ["desktop", "light"],
  ["phone", "dark"],
  ["narrow", "light"],
] as const)(
  "the status page fits a %s in %s and breaks no rule of access",
  async (device, theme) => {
    const { page } = await person({ target, device, theme });
    await page.goto("/status");
    await page.getByRole("heading", { name: "Parts" }).waitFor();

    expect(await page.getByRole("listitem").filter({ hasText: "Database" }).count()).toBe(1);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    await assertAccessible(page, `status on a ${device} in ${theme}`);
  },
);

test("a part that goes away and comes back is told without a reload", async () => {
  const { page } = await person({ target });
  await page.goto("/status");
  const summary = page.getByRole("status");
  await expect.poll(() => summary.textContent()).toBe("Everything is running.");
  own.stack.faults["model.unavailable"] = 1;
  await expect.poll(() => summary.textContent()).toBe("Not running: Model, Readiness.");
  const title = await page.title();
  own.stack.faults["model.unavailable"] = 0;

  await expect.poll(() => summary.textContent()).toBe("Everything is running.");
  expect(title).toBe("Status: 2 away – AI Learning Platform");
});
