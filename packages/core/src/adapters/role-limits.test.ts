import type { Sql } from "postgres";
import { expect, test, vi } from "vitest";
import { setRoleLimits } from "./role-limits.ts";

/** A server on which nothing is set yet, and which answers a change of a role with this error. */
function serverThatRefuses(code: string): Sql {
  const ask = () => Promise.resolve([]);
  const unsafe = () => Promise.reject(Object.assign(new Error("no"), { code }));
  return Object.assign(ask, { unsafe }) as unknown as Sql;
}

test("a server that keeps roles' settings to itself is used without them, and the log says so", async () => {
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);

  await setRoleLimits(serverThatRefuses("42501"));

  expect(String(written.mock.calls[0]?.[0])).toContain("role_limits_refused");
  written.mockRestore();
});

test("any other refusal stops the migration", async () => {
  await expect(setRoleLimits(serverThatRefuses("08006"))).rejects.toThrow("no");
});
