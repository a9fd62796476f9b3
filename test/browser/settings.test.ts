// The settings: which model answers, whether another one would, and a model of one's own in its place.
import { mentorModel } from "@ai-learning/mentor/name";
import { expect, test } from "vitest";
import { assertAccessible } from "../support/browser-axe.ts";
import { person, type Person } from "../support/browser-person.ts";
import { modelKey, modelName } from "../support/script.ts";
import { shared } from "../support/target.ts";
import { assertFits, looks } from "./screens.ts";
import { answered, answers, assertSeen, startTrack } from "./steps.ts";
import { wordsOf } from "./words.ts";

test.each(["ru", "en"] as const)(
  "the connection test greets the model, in %s",
  async (language) => {
    const { page } = await person({ language, device: "phone" });
    const words = wordsOf(language);
    await page.goto("/settings");
    await page.getByText(mentorModel).first().waitFor();
    await page.getByRole("button", { name: words.test }).click();

    await assertSeen(page.getByText(words.testOk, { exact: true }));
  },
);

/** The fields of the own-model form. */
function fieldsOf({ page, language }: Person) {
  const words = wordsOf(language);
  return {
    url: page.getByLabel(words.baseUrl),
    model: page.getByLabel(words.modelName),
    key: page.getByLabel(words.apiKey, { exact: true }),
    save: page.getByRole("button", { name: words.save }),
    test: page.getByRole("button", { name: words.test }),
  };
}

/** Opens the form and fills it in, the key aside. */
async function fillIn(somebody: Person): Promise<ReturnType<typeof fieldsOf>> {
  const { page, language } = somebody;
  const fields = fieldsOf(somebody);
  await page.goto("/settings");
  await page.getByRole("button", { name: wordsOf(language).ownModel }).click();
  await fields.url.fill(`${shared().modelUrl}/v1`);
  await fields.model.fill(modelName);
  return fields;
}

const kept = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])";

test("the user's own model is tested with the form's values before anything is saved", async () => {
  const somebody = await person();
  const { page } = somebody;
  const words = wordsOf("en");
  const { key, test: greet } = await fillIn(somebody);
  await key.fill("sk-wrong");
  somebody.foresee(/502|400|401|422/);
  await greet.click();
  await page.getByText(words.testFailed).waitFor();
  await key.fill(modelKey);
  await greet.click();
  await page.getByText(words.testOk, { exact: true }).waitFor();

  expect(await page.evaluate(kept)).not.toContain(modelKey);
  await page.reload();
  await page.getByRole("button", { name: words.ownModel }).waitFor();
});

test.each(["ru", "en"] as const)(
  "the user's own model answers once it is saved, and the built-in one again when it is removed, in %s",
  async (language) => {
    const somebody = await person({ language });
    const { page } = somebody;
    const words = wordsOf(language);
    const { key, save } = await fillIn(somebody);
    await key.fill(modelKey);
    await save.click();
    const facts = page.locator(".facts");
    await facts.getByText(modelName).waitFor();
    expect(await key.inputValue()).toBe("");
    await page.reload();
    await page.getByText(`…${modelKey.slice(-4)}`).waitFor();
    expect(await page.content()).not.toContain(modelKey);
    expect(await page.evaluate(kept)).not.toContain(modelKey);

    await startTrack(somebody);
    await answered(page, 1);
    // As the scripted model plans, and the demo mentor does not.
    expect(await answers(page).first().textContent()).toContain(modelName);

    await page.goto("/settings");
    await page.getByRole("button", { name: words.builtIn }).click();
    await facts.getByText(mentorModel).waitFor();
    await page.getByRole("button", { name: words.ownModel }).waitFor();
  },
);

test("the user's own model is not saved while a value is missing, which shows an error beside its field", async () => {
  const somebody = await person();
  const { page } = somebody;
  const { url, key, save } = await fillIn(somebody);
  await url.fill("example.com");
  await save.click();
  expect(await url.getAttribute("aria-invalid")).toBe("true");
  expect(await key.getAttribute("aria-invalid")).toBe("true");
  expect(await page.evaluate("document.activeElement.name")).toBe("base_url");
  await url.fill("http://user:secret@example.com/v1");
  await key.fill("sk-own-0123456789");
  expect(await key.getAttribute("aria-invalid")).toBeNull();
  somebody.foresee(/400/);
  await save.click();
  await page.locator(".field-error").first().waitFor();
  expect(await url.getAttribute("aria-invalid")).toBe("true");
});

test("the user's own model is set up with the keyboard alone", async () => {
  const somebody = await person();
  const { page } = somebody;
  const words = wordsOf("en");
  await page.goto("/settings");
  await page.getByText(mentorModel).first().waitFor();
  await page.getByRole("button", { name: words.ownModel }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type(`${shared().modelUrl}/v1`);
  await page.keyboard.press("Tab");
  await page.keyboard.type(modelName);
  await page.keyboard.press("Tab");
  await page.keyboard.type(modelKey);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator(".facts").getByText("0.8").waitFor();
  expect(await page.locator(".facts").textContent()).toContain(modelName);
});

test.each(looks)(
  "the user's own model fits and is accessible: $device, $language, $theme",
  async (look) => {
    const somebody = await person(look);
    const { page } = somebody;
    const { save } = await fillIn(somebody);
    await save.click();
    await page.locator(".field-error").first().waitFor();
    await assertFits(page, "one's own model");
    await assertAccessible(page, "one's own model");
  },
);

test.each(looks)("the page of the API fits: $device, $theme", async (look) => {
  const { page } = await person(look);
  await page.goto("/");
  await page.locator("footer a[href='/api/docs']").click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate(
    "document.querySelectorAll('details').forEach((one) => { one.open = true; })",
  );
  await assertFits(page, "the page of the API");
  await assertAccessible(page, "the page of the API");
});
