import { ApiError } from "@ai-learning/client/api-error";
import { systemClock } from "@ai-learning/client/clock";
import type { Job } from "@ai-learning/protocol/job";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { waitForJob } from "./wait-for-job.ts";

type Read = Pick<Job, "status" | "error"> | Error;

const job = (read: Exclude<Read, Error>): Job => ({
  id: "j",
  kind: "module-outline",
  track_id: null,
  attempt: 1,
  result: null,
  created_at: "",
  updated_at: "",
  ended_at: null,
  ...read,
});

const waitFor = (reads: Read[], signal = new AbortController().signal): Promise<void> =>
  waitForJob("j", signal, {
    clock: systemClock,
    read: () => {
      const next = (reads.length > 1 ? reads.shift() : reads[0]) ?? running;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(job(next));
    },
  });

const running: Read = { status: "running", error: null };
const offline = new ApiError({ code: "offline", detail: "", status: 0 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("waiting for a job", () => {
  it("ends when the job is complete, whatever the network did meanwhile", async () => {
    const done = waitFor([running, offline, running, { status: "complete", error: null }]);
    await vi.advanceTimersByTimeAsync(20_000);
    await expect(done).resolves.toBeUndefined();
  });

  it("fails with the job's own reason", async () => {
    const error = { code: "budget_exhausted" as const, detail: "nothing left" };
    await expect(waitFor([{ status: "failed", error }])).rejects.toMatchObject({
      code: "budget_exhausted",
    });
  });

  it("fails when the job cannot be read, now or later", async () => {
    const gone = new ApiError({ code: "job_not_found", detail: "", status: 404 });
    await expect(waitFor([gone])).rejects.toBe(gone);
  });

  it("ends when it is given up", async () => {
    const abort = new AbortController();
    const done = waitFor([running], abort.signal);
    done.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    abort.abort(new Error("left"));
    await expect(done).rejects.toThrow("left");
    expect(vi.getTimerCount()).toBe(0);
  });
});
