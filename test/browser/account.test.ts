// Guests, accounts, and whose work is whose.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import {
  assertSeen,
  chooseInAccount,
  heading,
  overviewOf,
  register,
  signIn,
  startTrack,
} from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each([
  ["phone", "ru"],
  ["desktop", "en"],
] as const)(
  "a guest on a %s who registers in %s keeps everything, and finds it by signing in elsewhere",
  async (device, language) => {
    const guest = await person({ device, language });
    const words = wordsOf(language);
    const chat = await startTrack(guest);
    await chooseInAccount(guest, words.keepWork);
    const account = await register(guest);
    await guest.page.getByRole("link", { name: words.wish }).waitFor();

    const elsewhere = await person({ device: "desktop", language });
    await signIn(elsewhere, account);
    await elsewhere.page.getByRole("link", { name: words.wish }).click();
    await elsewhere.page.waitForURL(`**${chat}`);
    await assertSeen(heading(elsewhere.page));
  },
);

test("somebody else's link shows no more than an unknown one", async () => {
  const owner = await person();
  const track = overviewOf(await startTrack(owner));
  const stranger = await person();
  const words = wordsOf("en");
  await startTrack(stranger);
  stranger.foresee(/404/, /400/);

  for (const address of [track, track.replace(/.{12}$/, "000000000000"), "/tracks/nonsense"]) {
    await stranger.page.goto(address);
    await assertSeen(stranger.page.getByText(words.noSuchTrack).first());
  }
});

test("a visitor with a link is asked to sign in and then sees the linked page", async () => {
  const owner = await person();
  const words = wordsOf("en");
  const track = overviewOf(await startTrack(owner));
  await chooseInAccount(owner, words.keepWork);
  const account = await register(owner);
  const visitor = await person();
  visitor.foresee(/401/);
  await visitor.page.goto(track);
  await visitor.page.getByRole("main").getByRole("link", { name: words.signIn }).click();
  await visitor.page.getByLabel(words.email).fill(account.email);
  await visitor.page.getByLabel(words.password, { exact: true }).fill(account.password);
  await visitor.page.getByRole("main").getByRole("button", { name: words.signIn }).click();

  await heading(visitor.page, words.wish).waitFor();
  expect(new URL(visitor.page.url()).pathname).toBe(track);
});

test("invalid input shows an error beside its field, and the first field gets the focus", async () => {
  const { page } = await person();
  const words = wordsOf("en");
  await page.goto("/register");
  await page.getByLabel(words.firstName).fill("Ada");
  await page.getByRole("main").getByRole("button", { name: words.register }).click();

  const last = page.getByLabel(words.lastName);
  await expect.poll(() => last.getAttribute("aria-invalid")).toBe("true");
  expect(
    await last.evaluate(
      (field: unknown) => field === Reflect.get(globalThis, "document").activeElement,
    ),
  ).toBe(true);
});

test("a wrong password shows an error, and the email stays", async () => {
  const somebody = await person();
  const words = wordsOf("en");
  somebody.foresee(/401/);
  await somebody.page.goto("/sign-in");
  await somebody.page.getByLabel(words.email).fill("nobody@example.com");
  await somebody.page.getByLabel(words.password, { exact: true }).fill("wrong password");
  await somebody.page.getByRole("main").getByRole("button", { name: words.signIn }).click();

  await somebody.page
    .getByText(/email address or the password is wrong/)
    .first()
    .waitFor();
  expect(await somebody.page.getByLabel(words.email).inputValue()).toBe("nobody@example.com");
});

test("signing out removes the user's work from the device", async () => {
  const somebody = await person();
  const words = wordsOf("en");
  const track = overviewOf(await startTrack(somebody));
  await chooseInAccount(somebody, words.keepWork);
  await register(somebody);
  await chooseInAccount(somebody, words.signOut);
  await somebody.page.getByLabel(words.ask).waitFor();
  somebody.foresee(/401/);
  await somebody.page.goto(track);

  await assertSeen(somebody.page.getByText(words.needSignIn).first());
});
