import { afterEach, expect, it, vi } from "vitest";

const usage = { prompt: 1_000_000, cached: 400_000, completion: 500_000 };
const someDay = Date.parse("2025-06-01T12:00:00Z");

/** Prices with a setting; settings are read once, so each is read by modules of its own. */
async function priced(setting?: unknown) {
  vi.resetModules();
  vi.stubEnv("MODEL_PRICES", setting === undefined ? "" : JSON.stringify(setting));
  return (await import("./price.ts")).priceOf;
}
afterEach(() => void vi.unstubAllEnvs());

it("prices fresh, cached and completion tokens apart", async () => {
  const priceOf = await priced();
  expect(priceOf("gpt-4o-mini-2024-07-18", usage, someDay)).toBeCloseTo(
    0.6 * 0.15 + 0.4 * 0.075 + 0.5 * 0.6,
  );
});

it("knows no price for a model it does not know, nor for a day before the first one", async () => {
  const priceOf = await priced();
  expect(priceOf("llama-3", usage, someDay)).toBeNull();
  expect(priceOf("gpt-4.1", usage, Date.parse("2025-04-13T23:59:59Z"))).toBeNull();
  expect(priceOf("gpt-4.1", usage, Date.parse("2025-04-14T00:00:00Z"))).not.toBeNull();
});

it("prices a call by the UTC day on which it was opened, not by today's", async () => {
  const priceOf = await priced();
  const of = (day: string) => priceOf("gpt-4o", { ...usage, cached: 0 }, Date.parse(day));
  expect(of("2024-10-01T23:59:59Z")).toBeCloseTo(5 + 7.5);
  expect(of("2024-10-02T00:00:00Z")).toBeCloseTo(2.5 + 5);
});

it("lets a setting's price go before a published one, from its first day on", async () => {
  const priceOf = await priced([
    { model: "gpt-4o*", from: "2025-06-01", prompt: 1, cached: 0.5, completion: 2 },
    { model: "my-model", prompt: 3, completion: 4 },
  ]);
  expect(priceOf("gpt-4o-mini", usage, someDay)).toBeCloseTo(0.6 + 0.2 + 1);
  expect(priceOf("gpt-4o-mini", usage, someDay - 86_400_000)).toBeCloseTo(0.09 + 0.03 + 0.3);
  // Where no price of cached tokens is named, they cost what others do.
  expect(priceOf("my-model", usage, 0)).toBeCloseTo(3 + 2);
});

it.each([
  ["no JSON", "{"],
  ["no list", '{"model":"x"}'],
  ["no day", '[{"model":"x","from":"soon","prompt":1,"completion":1}]'],
  ["less than nothing", '[{"model":"x","prompt":-1,"completion":1}]'],
  ["another field", '[{"model":"x","prompt":1,"completion":1,"output":2}]'],
])("refuses a setting with %s, and names it", async (_, value) => {
  vi.resetModules();
  vi.stubEnv("MODEL_PRICES", value);
  const { modelPrices } = await import("../config.ts");
  expect(modelPrices).toThrow(/^MODEL_PRICES/);
});
