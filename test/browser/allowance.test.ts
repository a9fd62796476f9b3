// The day's allowance and the tries at a password: what is left is said before it runs out, and when it is renewed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person } from "../support/browser-person.ts";
import { database } from "../support/database.ts";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import type { Target } from "../support/target.ts";
import { accountWordsOf } from "./account-words.ts";
import { assertFits } from "./screens.ts";
import { answered, assertSeen, planner, register, say, startTrack } from "./steps.ts";
import { usageWordsOf } from "./usage-words.ts";
import { wordsOf } from "./words.ts";

const limit = 100_000;
let own: OwnStack;
let target: Target;

beforeAll(async () => {
  own = await ownStack({
    env: { GUEST_DAILY_TOKENS: String(limit), SIGN_IN_FAILURES_PER_ACCOUNT: "2" },
  });
  ({ target } = own);
});

afterAll(() => own.stack.stop());

/** As if everybody had talked for so many tokens. */
const spend = (tokens: number) => database(target)`update usage_days set spent = ${tokens}`;

/** When budgets are renewed, as clocks in Berlin show it. */
const renewal = (language: string): string =>
  new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone: "Europe/Berlin" }).format(
    new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000),
  );

test.each([
  ["ru", "narrow"],
  ["en", "desktop"],
] as const)(
  "the allowance shows once it is low, and is loaded once per answer, in %s on a %s",
  async (language, device) => {
    const learner = await person({ target, language, device });
    const { page, context } = learner;
    const words = accountWordsOf(language);
    let looks = 0;
    context.on("request", (request) => {
      if (request.url().endsWith("/me/usage")) looks += 1;
    });
    const chat = await startTrack(learner, "Pottery");
    await answered(page, 1);
    const meter = page.getByRole("meter", { name: words.allowance });
    await expect.poll(() => looks).toBeGreaterThan(0);
    expect(await meter.count()).toBe(0);
    const before = looks;
    await spend(0.8 * limit);
    await say(learner, "Add a module on glazes");
    await answered(page, 2);
    await meter.waitFor();
    expect(looks).toBe(before + 1);
    await assertSeen(page.getByText(new RegExp(`${words.leftOf} ${renewal(language)}`)));
    await assertSeen(page.getByRole("link", { name: usageWordsOf(language).usage, exact: true }));
    await assertAccessible(page, "little allowance");
    await assertFits(page, "little allowance");

    await spend(limit);
    await say(learner, "One more thing");
    const refused = page.locator("article.question[data-state=refused]");
    await assertSeen(refused.getByText(words.yourTime(renewal(language))));
    await assertSeen(refused.getByRole("link", { name: wordsOf(language).moreAllowance }));
    await assertAccessible(page, "no allowance");
    await assertFits(page, "no allowance");
    await page.goto("/account");
    await meter.waitFor();
    await assertSeen(page.getByText(words.leftToday));

    await page.evaluate(
      (body) =>
        fetch("/api/ai/user-config", {
          method: "PUT",
          headers: { "content-type": "application/json" },
          body,
        }),
      JSON.stringify({
        model_name: "mine",
        base_url: "https://own.example/v1",
        api_key: "sk-mine-01234",
      }),
    );
    await page.goto(chat);
    await assertSeen(page.getByText("mine", { exact: true }));
    await answered(page, 2);
    expect(await meter.count()).toBe(0);
  },
);

test.each([
  ["ru", "narrow"],
  ["en", "desktop"],
] as const)(
  "too many tries at a password are refused for minutes that are counted, in %s on a %s",
  async (language, device) => {
    const somebody = await person({ target, language, device });
    const { page } = somebody;
    const words = wordsOf(language);
    somebody.foresee(/401/, /429/);
    await page.clock.install();
    await page.goto("/sign-in");
    await page.getByLabel(words.email).fill(`nobody.${language}@example.com`);
    const password = page.getByLabel(words.password, { exact: true });
    const alert = page.getByRole("main").getByRole("alert");
    for (const tries of [1, 2, 3]) {
      await password.fill(`wrong horse ${String(tries)}`);
      const answer = page.waitForResponse("**/api/auth/login");
      await password.press("Enter");
      await answer;
    }
    const told = accountWordsOf(language).tryAgainIn;
    const minutes = async (): Promise<number> =>
      Number(told.exec((await alert.innerText()).replaceAll(/\s/g, " "))?.[1]);
    await expect.poll(minutes).toBeGreaterThan(10);
    const first = await minutes();
    const send = page.getByRole("main").getByRole("button", { name: words.signIn });
    expect(await send.getAttribute("aria-disabled")).toBe("true");
    await assertAccessible(page, "too many tries");
    await assertFits(page, "too many tries");

    await page.clock.runFor(2 * 60_000);
    await expect.poll(minutes).toBe(first - 2);
    await page.clock.runFor(first * 60_000);
    await expect.poll(() => send.getAttribute("aria-disabled")).toBeNull();
  },
);

test("an account has a larger allowance left than the guest it was", async () => {
  const { page, learner } = await planner({ target });
  await spend(0.9 * limit);
  await page.goto("/register");
  await register(learner);
  await page.goto("/account");
  const meter = page.getByRole("meter", { name: accountWordsOf("en").allowance });
  await meter.waitFor();
  expect(Number(await meter.getAttribute("value"))).toBeGreaterThan(0.5);
});
