// What people do on the site, a step each, found as they find it: by what things are called.
import type { Locator, Page } from "playwright-core";
import { person, type Person, type PersonOptions } from "../support/browser-person.ts";
import { expect, inject } from "vitest";
import { newPerson } from "../support/client.ts";
import { wordsOf } from "./words.ts";

/** A page's own name. */
export const heading = (page: Page, name?: string | RegExp): Locator =>
  page.getByRole("heading", { level: 1, ...(name !== undefined && { name }) });

/** Fails unless it comes to be seen. */
export const assertSeen = (what: Locator): Promise<void> => what.first().waitFor();

/** Starts a track on the landing page, as a guest unless signed in; ends in its chat, whose address is returned. */
export async function startTrack(somebody: Person, wish?: string): Promise<string> {
  const { page } = somebody;
  const words = wordsOf(somebody.language);
  await page.goto("/");
  await page.getByLabel(words.ask).fill(wish ?? words.wish);
  await page.getByRole("button", { name: words.getPlan }).click();
  await page.waitForURL(/\/tracks\/[0-9a-f-]{36}\/chat/);
  return new URL(page.url()).pathname;
}

/** The address of a track's overview, from that of its chat. */
export const overviewOf = (chat: string): string => chat.replace(/\/chat.*$/, "");

/** Chooses something from the account's menu. */
export async function chooseInAccount(somebody: Person, item: string): Promise<void> {
  const { page, language } = somebody;
  await page.getByRole("button", { name: wordsOf(language).account }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** What a new account is opened with. */
export type Credentials = ReturnType<typeof newPerson>;

/** Fills in and sends the form of `/register`. */
export async function fillIn(somebody: Person): Promise<Credentials> {
  const { page, language } = somebody;
  const words = wordsOf(language);
  const data = newPerson();
  await page.getByLabel(words.firstName).fill(data.first_name);
  await page.getByLabel(words.lastName).fill(data.last_name);
  await page.getByLabel(words.email).fill(data.email);
  await page.getByLabel(words.password, { exact: true }).fill(data.password);
  await page.getByRole("main").locator("form button[type=submit]").click();
  return data;
}

/** Where a sign-in leads: to what there is to go on with, else to the tracks. */
const home = ({ page, language }: Person): Locator => {
  const { myTracks, today } = wordsOf(language);
  return heading(page, new RegExp(`^(${myTracks}|${today})$`));
};

/** Registers, and ends in the list of tracks or what there is to go on with. */
export async function register(somebody: Person): Promise<Credentials> {
  const data = await fillIn(somebody);
  await home(somebody).waitFor();
  return data;
}

/** Signs in with an account's data. */
export async function signIn(somebody: Person, data: Credentials): Promise<void> {
  const { page, language } = somebody;
  const words = wordsOf(language);
  await page.goto("/sign-in");
  await page.getByLabel(words.email).fill(data.email);
  await page.getByLabel(words.password, { exact: true }).fill(data.password);
  await page.getByRole("main").getByRole("button", { name: words.signIn }).click();
  await home(somebody).waitFor();
}

/** The finished answers on screen, oldest first. */
export const answers = (page: Page): Locator =>
  page.locator("article.answer:is([data-status=complete], [data-status=stopped])");

/** The nth answer from 0, finished or not. */
export const answer = (page: Page, index: number): Locator =>
  page.locator("article.answer").nth(index);

/** Waits until so much of the nth answer is on screen. */
export async function grown(page: Page, index: number, length: number): Promise<void> {
  await expect
    .poll(async () => {
      const texts = await answer(page, index).locator(".answer-text").allInnerTexts();
      return texts.join("").length;
    })
    .toBeGreaterThan(length);
}

/** What the learner said, as it stands on screen, sent or not. */
export const questions = (page: Page): Locator => page.locator("article.question");

/** Waits until so many answers are finished. */
export const answered = (page: Page, count: number): Promise<void> =>
  answers(page)
    .nth(count - 1)
    .waitFor();

/** Writes to the mentor and sends it. */
export async function say(somebody: Person, text: string, page = somebody.page): Promise<void> {
  const words = wordsOf(somebody.language);
  await page.getByLabel(words.message).fill(text);
  await page.getByRole("button", { name: words.send, exact: true }).click();
}

/** Somebody in the chat of a new track whose plan is there, by default on the scripted model. */
export async function planner(
  options: PersonOptions = {},
): Promise<{ readonly learner: Person; readonly page: Page; readonly chat: string }> {
  const learner = await person({ target: inject("scripted"), ...options });
  const chat = await startTrack(learner, "Pottery");
  await answered(learner.page, 1);
  return { learner, page: learner.page, chat };
}

/** The numbers of the scripted filler's lines: whether any is missing or twice. */
export function wholeness(text: string): string {
  const numbers = [...text.matchAll(/\b0\d{6}\b/g)].map(Number);
  const first = numbers.findIndex((number, index) => number !== index + 1);
  if (numbers.length < 20) return `only ${String(numbers.length)} lines`;
  return first < 0 ? "whole" : `line ${String(first + 1)} is ${String(numbers[first])}`;
}
