import type * as crypto from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";

type Parameters = Record<string, unknown> & { nonce: Uint8Array };
const asked = vi.hoisted((): [string, Parameters][] => []);
const byEmail = vi.hoisted(() => vi.fn<() => Promise<object | undefined>>());
const replaceHash = vi.hoisted(() => vi.fn<(...values: string[]) => Promise<void>>());
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof crypto>();
  const argon2: typeof real.argon2 = (algorithm, parameters, done) => {
    asked.push([algorithm, parameters as unknown as Parameters]);
    real.argon2(algorithm, parameters, done);
  };
  return { ...real, argon2 };
});
vi.mock("./user.sql.ts", () => ({ byEmail, replaceHash }));
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

// bcrypt of "верный пароль 1" as libxcrypt made it, in the form that passlib stores.
const ofPasslib = "$2b$04$abcdefghijklmnopqrstuuAvbdbxOLLHdbgYlnTNJYhSrjiLa.ev6";

test("a sign-in with a password of the original stores it as one of ours", async () => {
  byEmail.mockResolvedValue({ ...known, password_hash: ofPasslib });

  const row = await login({ email: "A@example.com", password: "верный пароль 1" }, "192.0.2.1");

  expect(row).toMatchObject({ id: known.id });
  const [id, before, after = ""] = replaceHash.mock.lastCall ?? [];
  expect([id, before]).toEqual([known.id, ofPasslib]);
  expect(after).toMatch(/^\$argon2id\$/);
  expect(await password.verify("верный пароль 1", after)).toBe(true);
});

test("a wrong password of the original's is refused and replaces nothing", async () => {
  replaceHash.mockClear();
  byEmail.mockResolvedValue({ ...known, password_hash: ofPasslib });

  const signIn = login({ email: "a@example.com", password: "неверный" }, "192.0.2.1");

  await expect(signIn).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(replaceHash).not.toHaveBeenCalled();
});
