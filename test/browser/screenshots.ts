// `npm run screenshots`: the pictures that README and docs show, from a running stack on the demo mentor.
import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Browser as Chromium, Page } from "playwright-core";
import { runCommand } from "@ai-learning/local/command";
import { repositoryRoot } from "@ai-learning/local/paths";
import { print } from "@ai-learning/local/terminal";
import { findBrowser } from "../support/browser.ts";
import { contextOptions, launch, type Look } from "../support/browser-context.ts";
import { withStack } from "./script-stack.ts";
import { wordsOf } from "./words.ts";

const folder = join(repositoryRoot, "docs/images");

/** A name for the files, and how the site is looked at. */
const looks = {
  desktop: { device: "desktop", language: "ru", theme: "light" },
  phone: { device: "phone", language: "en", theme: "dark" },
} as const satisfies Record<string, Look>;

await runCommand(async () => {
  await mkdir(folder, { recursive: true });
  const browser = await launch(await findBrowser());
  try {
    // Slow enough that a plan can be caught while it is written.
    await withStack({ mentor: { paceMs: 25 } }, async (siteUrl) => {
      for (const name of ["desktop", "phone"] as const) await takeAll(browser, siteUrl, name);
    });
  } finally {
    await browser.close();
  }
});

async function takeAll(
  browser: Chromium,
  siteUrl: string,
  name: keyof typeof looks,
): Promise<void> {
  const look = looks[name];
  const words = wordsOf(look.language);
  const context = await browser.newContext(contextOptions(look, siteUrl));
  const page = await context.newPage();
  const answers = page.locator("article.answer[data-status=complete]");
  const take = (what: string): Promise<void> => picture(page, `${what}-${name}.png`);

  await page.goto("/");
  await page.getByLabel(words.ask).waitFor();
  await take("landing");
  await page.getByLabel(words.ask).fill(words.wish);
  await page.getByRole("button", { name: words.getPlan }).click();
  await page.locator("article.answer li").nth(3).waitFor();
  await take("plan");
  await answers.first().waitFor();
  await page.getByLabel(words.message).fill(words.addTesting);
  await page.getByRole("button", { name: words.send, exact: true }).click();
  await answers.nth(1).waitFor();
  await page.locator("article.question").last().scrollIntoViewIfNeeded();
  await take("chat");
  await page.getByRole("button", { name: words.finalize }).click();
  await page.getByRole("link", { name: words.seeModules }).click();
  await page.getByRole("heading", { level: 3 }).first().waitFor();
  await take("track");
  await context.close();
}

async function picture(page: Page, file: string): Promise<void> {
  const path = join(folder, file);
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  await page.screenshot({ path, animations: "disabled", caret: "hide", scale: "css" });
  print(`  ${relative(repositoryRoot, path)}`);
}
