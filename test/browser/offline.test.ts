// The network goes and comes back while somebody is on a page without a socket.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { assertSeen, heading, overviewOf, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

const note = {
  en: "You are offline. What you see may be out of date.",
  ru: "Нет сети. То, что вы видите, могло устареть.",
} as const;

test.each(["ru", "en"] as const)(
  "every page says that the network is gone, until it is back, in %s",
  async (language) => {
    const somebody = await person({ language, device: "phone" });
    const { page, context } = somebody;
    const track = overviewOf(await startTrack(somebody));
    for (const address of ["/", "/tracks", track, "/settings"]) {
      await page.goto(address);
      await heading(page).waitFor();
      await context.setOffline(true);
      await assertSeen(page.getByRole("status").getByText(note[language]));
      await context.setOffline(false);
      await expect.poll(() => page.getByText(note[language]).count()).toBe(0);
    }
  },
);

test("a list that failed offline loads as soon as the network is back", async () => {
  const somebody = await person();
  const { page, context } = somebody;
  const words = wordsOf("en");
  await page.goto(overviewOf(await startTrack(somebody)));
  await heading(page, words.wish).waitFor();
  // Its code is here already: only what it shows is missing.
  await page.getByRole("link", { name: words.myTracks }).click();
  await page.getByRole("link", { name: words.wish }).click();
  await heading(page).waitFor();
  somebody.foresee(/ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  await page.getByRole("link", { name: words.myTracks }).click();
  await assertSeen(page.getByRole("button", { name: words.retry }));
  await context.setOffline(false);

  await assertSeen(page.getByRole("link", { name: words.wish }));
});
