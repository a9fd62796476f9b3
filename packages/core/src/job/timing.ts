// When a job's worker is believed dead, and how long everybody waits: one object, read by everything that waits.
import * as z from "zod";

/** Production's own times where a field is left out. */
export const jobTiming = z.object({
  /** A claim lasts so long without being renewed. */
  leaseMs: z.int().min(1).default(20_000),
  /** How often a worker renews it. */
  renewMs: z.int().min(1).default(5_000),
  /** A worker that could not renew for so long leaves its job: shortly before the lease ends. */
  leaveAfterMs: z.int().min(1).default(18_000),
  /** Without a live worker for so long, a job that waits has lost its wake-up. */
  lostAfterMs: z.int().min(1).default(30_000),
  /** How long a worker waits for a database that is away. */
  databaseMs: z.int().min(0).default(15_000),
  /** How long an HTTP request waits for a job's end. */
  waitMs: z.int().min(0).default(25_000),
  /** How often it looks, and at most how seldom. */
  firstPollMs: z.int().min(1).default(60),
  maxPollMs: z.int().min(1).default(400),
  /** Tries of one job before it is given up. */
  maxTries: z.int().min(1).default(5),
});
export type JobTiming = z.output<typeof jobTiming>;
