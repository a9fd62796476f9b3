// The settings: which model answers, and whether another one would.
import { expect, test } from "vitest";
import { person } from "../support/browser-person.ts";
import { modelKey, modelName } from "../support/script.ts";
import { shared } from "../support/target.ts";
import { assertSeen } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each(["ru", "en"] as const)(
  "the connection test greets the model, in %s",
  async (language) => {
    const { page } = await person({ language, device: "phone" });
    const words = wordsOf(language);
    await page.goto("/settings");
    await page.getByText("demo-mentor").first().waitFor();
    await page.getByRole("button", { name: words.test }).click();

    await assertSeen(page.getByText(words.testOk, { exact: true }));
  },
);

test("a model of one's own is tested with one's own key", async () => {
  const somebody = await person();
  const { page } = somebody;
  const words = wordsOf("en");
  await page.goto("/settings");
  await page.getByRole("button", { name: words.testOther }).click();
  await page.getByLabel(words.baseUrl).fill(`${shared().modelUrl}/v1`);
  await page.getByLabel(words.modelName).fill(modelName);
  await page.getByLabel(words.apiKey, { exact: true }).fill("sk-wrong");
  somebody.foresee(/502|400|401|422/);
  await page.getByRole("button", { name: words.test }).click();
  await page.getByText(words.testFailed).waitFor();
  await page.getByLabel(words.apiKey, { exact: true }).fill(modelKey);
  await page.getByRole("button", { name: words.test }).click();

  await page.getByText(words.testOk, { exact: true }).waitFor();
  expect(await page.evaluate("JSON.stringify({ ...localStorage })")).not.toContain(modelKey);
});
