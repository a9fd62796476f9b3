// A database that keeps a request waiting: the request is answered in time, and nothing of it is left half-done.
import { expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database } from "../support/database.ts";
import { track } from "../support/learning.ts";
import { shared } from "../support/target.ts";

test("a lock that is not freed is a 503 that says when to try again, and the request works afterwards", async () => {
  const client = await guest();
  const made = await track(client);
  const locked = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const holding = database().begin(async (sql) => {
    await sql`select lock_user(${client.user.id})`;
    locked.resolve();
    await free.promise;
  });
  await locked.promise;

  const answer = await client.send("deleteTrack", { params: { id: made.id } });
  free.resolve();
  await holding;

  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ code: "database_unavailable" });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await client.ok("listTracks")).toHaveLength(1);
  await client.ok("deleteTrack", { params: { id: made.id } });
  expect(await client.ok("listTracks")).toEqual([]);
});

test("a statement, a lock and an idle transaction have limits below those of the functions", async () => {
  const names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
  const limits = await Promise.all(
    names.map(async (name) => {
      const [row] = await database(shared()).unsafe<{ ms: number }[]>(
        `select extract(epoch from current_setting('${name}')::interval)::float8 * 1000 as ms`,
      );
      return row?.ms ?? 0;
    }),
  );

  for (const ms of limits) {
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThanOrEqual(10_000);
  }
});
