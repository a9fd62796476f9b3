// What a newcomer's browser has to fetch, by the page's own account.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { answered, startTrack } from "./steps.ts";

interface Fetched {
  readonly name: string;
  readonly startTime: number;
  readonly responseEnd: number;
  readonly transferSize: number;
  readonly encodedBodySize: number;
  readonly decodedBodySize: number;
}

test("from the first page to a usable chat at most 56 KB of JavaScript travel, all of it compressed", async () => {
  const newcomer = await person({ device: "phone", language: "ru" });
  await startTrack(newcomer);
  await answered(newcomer.page, 1);
  const all = await newcomer.page.evaluate<Fetched[]>(
    `performance.getEntriesByType("resource").map((one) => ({ ...one.toJSON() }))`,
  );
  const loaded = all.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
  const chat = loaded.find(({ name }) => name.includes("/chat-page-"));
  /** The plan beside the chat, its words, and what it shares with later parts: they come once the chat is there. */
  const isLater = ({ name }: Fetched): boolean =>
    /\/(?:chat-parts|plan-side|outcomes|pages|keep-chat)-/.test(name);
  const scripts = loaded.filter((one) => !isLater(one));
  const bytes = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const uncompressed = scripts.filter(
    ({ encodedBodySize, decodedBodySize }) =>
      decodedBodySize >= 1024 && encodedBodySize >= decodedBodySize,
  );

  expect(scripts.length).toBeGreaterThan(2);
  expect(chat).toBeDefined();
  for (const one of loaded.filter(isLater)) {
    expect(one.startTime).toBeGreaterThan(chat?.responseEnd ?? 0);
  }
  expect(bytes).toBeLessThanOrEqual(56 * 1024);
  expect(uncompressed).toEqual([]);
});

test("files with a hash in their name are fetched once", async () => {
  const { page } = await person();
  const fetched = async (): Promise<Fetched[]> => {
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const all = await page.evaluate<Fetched[]>(
      `performance.getEntriesByType("resource").map((one) => ({ ...one.toJSON() }))`,
    );
    return all.filter(({ name, transferSize }) => name.includes("/assets/") && transferSize > 0);
  };

  expect(await fetched()).not.toEqual([]);
  expect(await fetched()).toEqual([]);
});
