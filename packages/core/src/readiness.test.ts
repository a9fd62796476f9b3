import type { Parts } from "@ai-learning/protocol/readiness";
import { expect, test, vi } from "vitest";
import { createReadiness } from "./readiness.ts";
import { FakeClock } from "./test/fake-clock.ts";

const there = async (): Promise<void> => undefined;
const never = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")));
  });
const allThere: Parts = {
  database: "reachable",
  table: "reachable",
  queue: "reachable",
  model: "reachable",
};
const times = { limitMs: 2_000, keepMs: 5_000 };

vi.spyOn(process.stdout, "write").mockReturnValue(true);

test("a part that refuses and one that never answers are unreachable after the limit, the others are not", async () => {
  const clock = new FakeClock();
  const refuse = (): Promise<void> => Promise.reject(new Error("refused"));
  const look = createReadiness(
    { database: there, table: never, queue: refuse, model: there },
    times,
    clock,
  );

  const parts = look();
  await clock.run(times.limitMs);

  expect(await parts).toEqual({ ...allThere, table: "unreachable", queue: "unreachable" });
  expect(clock.waiting).toBe(0);
});

test("calls that come together share one look, and its answer is given again until it is old", async () => {
  const clock = new FakeClock();
  const database = vi.fn<() => Promise<void>>(there);
  const look = createReadiness(
    { database, table: there, queue: there, model: there },
    times,
    clock,
  );

  expect(await Promise.all([look(), look()])).toEqual([allThere, allThere]);
  await clock.run(times.keepMs - 1);
  await look();
  expect(database).toHaveBeenCalledTimes(1);
  await clock.run(1);
  await look();
  expect(database).toHaveBeenCalledTimes(2);
});
