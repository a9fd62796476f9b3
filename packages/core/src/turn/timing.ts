// When a turn's worker is believed dead, and how long everybody waits: one object, read by everything that waits.
import * as z from "zod";

const ms = (fallback: number) => z.int().min(1).max(600_000).default(fallback);
const count = (fallback: number) => z.int().min(1).max(1_000).default(fallback);

/** Milliseconds unless the name says otherwise; production's own where a field is left out. */
export const turnTiming = z
  .strictObject({
    /** A claim lasts so long after its last checkpoint. */
    leaseMs: ms(20_000),
    /** A worker without a checkpoint for so long leaves its turn: shortly before the lease ends. */
    leaveAfterMs: ms(18_000),
    /** How often the text so far is stored and the lease renewed. */
    checkpointMs: ms(1_000),
    /** The first ones come sooner: a tab that opens as the turn is claimed is found by them. */
    firstCheckpointsMs: z.array(z.int().min(1)).max(10).default([200, 300, 500]),
    /** So many new characters are stored without waiting for the next checkpoint's time. */
    checkpointChars: z.int().min(1).default(2_048),
    /** How often what is new is posted. */
    deltaMs: ms(100),
    /** Posts that fail in a row before a connection is left to its own resume. */
    maxPostFailures: count(5),
    /** How long the last frame of a turn is tried to be sent to a slow connection. */
    finalFrameMs: ms(5_000),
    /** Tries of the last frame, and how long after a failed one the next comes. */
    finalFrameTries: count(3),
    finalFrameRetryMs: ms(300),
    /** Tries of one turn before it is given up, for any reason. */
    maxTries: count(5),
    /** A next turn is begun only when at least this much of the function's time is left. */
    minRemainingMs: ms(250_000),
    /** A wake-up whose worker died is delivered again after so long; whole seconds, as SQS counts. */
    visibilityMs: z.int().multipleOf(1_000).min(1_000).max(600_000).default(30_000),
    /** How often a worker puts that off. */
    extendVisibilityMs: ms(10_000),
    /** A turn without a live worker for so long has lost its wake-up or its worker. */
    lostAfterMs: ms(30_000),
    /** How long an HTTP request waits for its answer. */
    waitMs: z.int().min(0).max(28_000).default(25_000),
    /** How soon it looks first, and at most how seldom. */
    firstPollMs: ms(60),
    maxPollMs: ms(400),
    /** How long a worker waits for a database that is away: its lease outlives that. */
    databaseMs: z.int().min(0).max(600_000).default(15_000),
  })
  .refine(({ leaveAfterMs, leaseMs }) => leaveAfterMs < leaseMs, {
    error: "must be shorter than leaseMs: two workers would write one turn",
    path: ["leaveAfterMs"],
  })
  .refine(
    ({ extendVisibilityMs, leaseMs, visibilityMs }) => extendVisibilityMs + leaseMs <= visibilityMs,
    {
      error:
        "must be at least leaseMs + extendVisibilityMs: a dead worker's wake-up would find its lease live, and be used up",
      path: ["visibilityMs"],
    },
  );
export type TurnTiming = z.output<typeof turnTiming>;
