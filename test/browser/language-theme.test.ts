// What everybody meets first: the start page, its language and theme, and addresses where there is nothing.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { wordsOf } from "./words.ts";

test.each(["ru", "en"] as const)(
  "the site is in %s for a browser in that language",
  async (language) => {
    const { page } = await person({ language });
    await page.goto("/");

    await page.getByLabel(wordsOf(language).ask).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe(language);
  },
);

test("a chosen language survives a reload", async () => {
  const { page } = await person({ language: "en" });
  await page.goto("/");
  await page.getByRole("radio", { name: "RU" }).check();
  await page.getByLabel(wordsOf("ru").ask).waitFor();
  await page.reload();

  await page.getByLabel(wordsOf("ru").ask).waitFor();
  expect(await page.getAttribute("html", "lang")).toBe("ru");
});

test("a chosen theme survives a reload", async () => {
  const { page } = await person({ theme: "light" });
  const background = (): Promise<string> =>
    page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  await page.goto("/");
  const light = await background();
  await page.getByRole("button", { name: wordsOf("en").dark }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();

  await page.getByRole("button", { name: wordsOf("en").light }).waitFor();
  expect(await background()).toBe(dark);
});

test("an unknown address shows a page with a link home", async () => {
  const { page } = await person();
  const answer = await page.goto("/no/such/page");

  expect(answer?.status()).toBe(200);
  await page.getByRole("heading", { level: 1, name: wordsOf("en").notFound }).waitFor();
  await page.getByRole("main").getByRole("link").click();
  await page.getByLabel(wordsOf("en").ask).waitFor();
});

test("a visitor who only looks around stores nothing and creates no user", async () => {
  const { page, context } = await person();
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();

  expect(await context.cookies()).toEqual([]);
});
