// Without a network: what was opened is read, what is written waits, and nobody reads what is somebody else's.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Page } from "playwright-core";
import { defaultSiteDir } from "@ai-learning/local/paths";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person, type PersonOptions } from "../support/browser-person.ts";
import { newPerson } from "../support/client.ts";
import { passingStack } from "../support/own-stack.ts";
import type { Target } from "../support/target.ts";
import { beginFirst, learnerWithPlan, moduleOf, read } from "./lesson-steps.ts";
import { lessonWordsOf } from "./lesson-words.ts";
import {
  answered,
  answers,
  assertSeen,
  chooseInAccount,
  heading,
  overviewOf,
  questions,
  register,
  say,
  startTrack,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

const words = wordsOf("en");

/** Failing requests are what these tests are about. */
const noNetwork = [/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /WebSocket/];

/** Paths of the answers that this browser keeps. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`caches.open("answers").then(async (cache) =>
    (await cache.keys()).map(({ url }) => new URL(url).pathname))`);

/** Waits until the chat on screen is kept as it is. */
async function chatIsKept(page: Page, text: string): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate<string>(`caches.open("answers").then(async (cache) => {
          const found = (await cache.keys()).filter(({ url }) => url.endsWith("/history"));
          const copies = await Promise.all(found.map(async (one) => (await cache.match(one)).text()));
          return copies.join();
        })`),
      { timeout: 40_000 },
    )
    .toContain(text);
}

/** When an answer that comes from the store was loaded; "none" where there is no answer. */
const answerOf = (page: Page, method: string, path: string): Promise<string> =>
  page.evaluate<string>(`fetch("${path}", { method: "${method}" }).then(
    ({ headers }) => headers.get("x-from-store"), () => "none")`);

interface Reader {
  readonly learner: Person;
  readonly page: Page;
  readonly chat: string;
  /** The beginning of the plan. */
  readonly plan: string;
}

/** Somebody who has made a plan, and whose browser has put away what that needs. */
async function reader(options: PersonOptions = {}): Promise<Reader> {
  const learner = await person({ offline: true, ...options });
  const { page } = learner;
  const chat = await startTrack(learner, "Pottery");
  await answered(page, 1);
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  const plan = (await answers(page).first().locator(".answer-text").innerText()).slice(0, 20);
  await chatIsKept(page, plan.slice(0, 10));
  learner.foresee(...noNetwork);
  return { learner, page, chat, plan };
}

test("what was opened is readable without a network, and what is written then is sent afterwards", async () => {
  const { learner, page, chat, plan } = await reader();
  await page.goto(overviewOf(chat));
  await heading(page).waitFor();
  const title = await heading(page).innerText();
  await page.goto("/tracks");
  await assertSeen(page.getByRole("link", { name: title }));
  await learner.context.setOffline(true);

  await page.reload();
  await assertSeen(page.getByRole("link", { name: title }));
  await assertSeen(page.getByText(/^Offline: what you see was loaded on /));
  expect(await answerOf(page, "GET", "/api/tracks")).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(await answerOf(page, "POST", "/api/auth/ticket")).toBe("none");
  await page.goto(overviewOf(chat));
  await heading(page, title).waitFor();
  await page.goto(chat);
  await assertSeen(answers(page).getByText(plan));
  await assertAccessible(page, "A chat without a network");
  await say(learner, "Add a module on testing");
  await assertSeen(page.getByText(words.waiting));

  await learner.context.setOffline(false);
  await answered(page, 2);
  expect(await questions(page).count()).toBe(1);
  expect(await answerOf(page, "GET", "/api/tracks")).toBeNull();
});

/** Opens a chat without a network, where nothing of it is kept. */
async function assertUnreadable({ page, plan }: Reader, chat: string): Promise<void> {
  await page.goto(chat);
  await assertSeen(page.getByRole("button", { name: words.retry }));
  expect(await page.getByText(plan).count()).toBe(0);
}

test("a module and a lesson that were opened are readable without a network, and a question asked then is sent afterwards", async () => {
  const study = lessonWordsOf("en");
  const { learner, page } = await learnerWithPlan({ offline: true });
  await beginFirst(learner);
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  // Once more, now that answers are kept.
  await page.reload();
  await read(learner);
  const lesson = page.url();
  await page.getByRole("button", { name: study.example }).click();
  await answered(page, 1);
  await chatIsKept(page, `Answer to: ${study.example}`);
  const title = await heading(page).innerText();
  await page.goto(moduleOf(page));
  await assertSeen(page.getByRole("link", { name: title }));
  const ids = [...lesson.matchAll(/[0-9a-f-]{36}/g)].map(String);
  for (const path of [`modules/${ids[1] ?? ""}`, `lessons/${ids[2] ?? ""}`]) {
    await expect.poll(() => kept(page), { timeout: 40_000 }).toContain(`/api/learning/${path}`);
  }
  learner.foresee(...noNetwork);
  await learner.context.setOffline(true);

  await page.reload();
  await assertSeen(page.getByRole("link", { name: title }));
  await assertSeen(page.getByText(/^Offline: what you see was loaded on /));
  await page.getByRole("link", { name: title }).click();
  await read(learner);
  await assertSeen(page.locator(".lesson-body").getByText("A case of"));
  await page.reload();
  await read(learner);
  await assertSeen(answers(page).getByText(`Answer to: ${study.example}`));
  await assertAccessible(page, "A lesson without a network");
  await say(learner, "Why is clay wet?");
  await assertSeen(page.getByText(words.waiting));

  await learner.context.setOffline(false);
  await assertSeen(answers(page).getByText("Answer to: Why is clay wet?"));
  expect(await questions(page).count()).toBe(2);
});

test("a chat that an account's owner read is not readable after they signed out", async () => {
  const reading = await reader();
  const { learner, page, chat } = reading;
  await page.goto("/register");
  await register(learner);
  await page.goto(chat);
  await answered(page, 1);
  await chatIsKept(page, reading.plan.slice(0, 10));
  await chooseInAccount(learner, words.signOut);
  await page.getByLabel(words.ask).waitFor();

  expect(await kept(page)).toEqual([]);
  await learner.context.setOffline(true);
  await assertUnreadable(reading, chat);
});

test("nobody reads what somebody else opened in the same browser", async () => {
  const reading = await reader();
  const { learner, page, chat } = reading;
  await page.goto("/register");
  await register(learner);
  await page.goto(chat);
  await chatIsKept(page, reading.plan.slice(0, 10));
  const other = newPerson();
  // Without signing out: as after a sign-in that was lost.
  const post = (path: string, body: object): Promise<number> =>
    page.evaluate<number>(`fetch("${path}", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: ${JSON.stringify(JSON.stringify(body))},
    }).then(({ status }) => status)`);
  // The page still has the chat on screen, which is somebody else's now.
  learner.foresee(/40[1349]/);
  expect(await post("/api/auth/register", other)).toBeLessThan(300);
  expect(await kept(page)).not.toContain(chat);
  await page.goto("/tracks");
  await assertSeen(page.getByText(words.noTracks));
  await expect.poll(() => kept(page)).toContain("/api/tracks");

  await learner.context.setOffline(true);
  await assertUnreadable(reading, chat);
  await page.goto("/tracks");
  await assertSeen(page.getByText(words.noTracks));
});

/** The site as built, in a folder of its own, on a stack that shows it. */
async function ownSite(): Promise<{ folder: string; target: Target }> {
  const folder = await mkdtemp(join(tmpdir(), "ai-learning-site-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(defaultSiteDir, folder, { recursive: true });
  const { target } = await passingStack({ site: "as-is", siteDir: folder });
  return { folder, target };
}

/** Replaces a text in every file and file name of a built site. */
async function replaceIn(folder: string, before: RegExp, after: string): Promise<void> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of files.filter((one) => one.isFile())) {
    const place = join(parentPath, name);
    if (/\.(?:js|html|json)$/.test(name)) {
      await writeFile(place, (await readFile(place, "utf8")).replaceAll(before, after));
    }
    if (before.test(name)) await rename(place, join(parentPath, name.replaceAll(before, after)));
  }
}

test("a page that is open when a new build is deployed goes on with its own files; the next one is new", async () => {
  const { folder, target } = await ownSite();
  const { learner, page } = await reader({ target });
  await page.evaluate("globalThis.isTheSamePage = true");
  // Every script has another name, and no old one is on the server any more.
  await replaceIn(folder, /(?<=[A-Za-z]-)[\w-](?=[\w-]{5}\.js)/g, "0");
  await replaceIn(folder, /(?<=version:[`"'])\w{12}(?=[`"'])/g, "ffffffffffff");
  await page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())");
  await expect
    .poll(() => page.evaluate<string>("caches.keys().then((names) => names.join())"))
    .toContain("site-ffffffffffff");

  await chooseInAccount(learner, words.settings);
  await heading(page, words.settings).waitFor();
  expect(await page.evaluate("globalThis.isTheSamePage")).toBe(true);
  await page.reload();
  await heading(page, words.settings).waitFor();
  const loaded = await page.evaluate<string>(
    `performance.getEntriesByType("resource").map(({ name }) => name).join()`,
  );
  expect(loaded).toMatch(/settings-page-0.{5}\.js/);
});

test.each([
  ["refuses", `Promise.reject(new DOMException("It is off.", "SecurityError"))`],
  ["never answers", "new Promise(() => undefined)"],
])("a store that %s after it was filled stands in nobody's way", async (_, broken) => {
  const { folder, target } = await ownSite();
  const script = join(folder, "sw.js");
  const breaking = `addEventListener("activate", () => setTimeout(() => {
    for (const name of ["open", "match", "keys", "delete", "has"])
      CacheStorage.prototype[name] = () => ${broken};
  }));`;
  await writeFile(script, breaking + (await readFile(script, "utf8")));
  const learner = await person({ target, offline: true });
  const { page } = learner;
  const chat = await startTrack(learner, "Pottery");
  await answered(page, 1);
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  await expect.poll(() => page.evaluate("navigator.serviceWorker.controller !== null")).toBe(true);

  await page.reload();
  await answered(page, 1);
  await say(learner, "Why clay?");
  await answered(page, 2);
  await page.goto(overviewOf(chat));
  await heading(page).waitFor();
});
