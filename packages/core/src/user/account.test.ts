import type * as crypto from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";

type Parameters = Record<string, unknown> & { nonce: Uint8Array };
const asked = vi.hoisted((): [string, Parameters][] => []);
const byEmail = vi.hoisted(() => vi.fn<() => Promise<object | undefined>>());
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof crypto>();
  const argon2: typeof real.argon2 = (algorithm, parameters, done) => {
    asked.push([algorithm, parameters as unknown as Parameters]);
    real.argon2(algorithm, parameters, done);
  };
  return { ...real, argon2 };
});
vi.mock("./user.sql.ts", () => ({ byEmail }));
vi.mock("../auth/rate-limit.ts", () => ({
  take: async () => undefined,
  giveBack: async () => undefined,
}));
vi.mock("../connection/close.ts", () => ({}));

const { login } = await import("./account.ts");
const password = await import("../auth/password.ts");

const known = { id: "1", email: "a@example.com", is_guest: false, is_active: true };
const hashed = await password.hash("correct horse 1");

beforeEach(() => {
  asked.length = 0;
});

/** What a refused sign-in made argon2 do: how often, and at what cost. */
async function work(row: object | undefined): Promise<unknown[]> {
  byEmail.mockResolvedValue(row);
  const draft = { email: "a@example.com", password: "wrong horse 1" };
  await expect(login(draft, "192.0.2.1")).rejects.toMatchObject({ code: "invalid_credentials" });
  return asked.splice(0).map(([algorithm, { memory, passes, parallelism, tagLength, nonce }]) => ({
    algorithm,
    memory,
    passes,
    parallelism,
    tagLength,
    nonce: nonce.length,
  }));
}

test.each([
  ["an unknown address", undefined],
  ["a guest's address", { ...known, is_guest: true, password_hash: "!" }],
  ["a hash that is none", { ...known, password_hash: "!" }],
  ["a closed account", { ...known, is_active: false, password_hash: hashed }],
])("a sign-in with %s costs what one with a wrong password costs", async (_, row) => {
  const wrong = await work({ ...known, password_hash: hashed });
  expect(wrong).toEqual([
    {
      algorithm: "argon2id",
      memory: 19_456,
      passes: 2,
      parallelism: 1,
      tagLength: 32,
      nonce: 16,
    },
  ]);
  expect(await work(row)).toEqual(wrong);
});
