// What the turns of one worker share, and what they stand on.
import { hold, tryWake, type TurnWakeUp } from "../adapters/queue.ts";
import { systemClock, type Clock } from "../clock.ts";
import * as config from "../config.ts";
import { countAnswer } from "../metrics.ts";
import { giveUp } from "./give-up.ts";
import { PostsInFlight } from "./posts-in-flight.ts";
import type { TurnTiming } from "./timing.ts";
import { transport, type Transport } from "./transport.ts";
import * as Rows from "./turn.sql.ts";
import { writeAnswer, type WriteAnswer } from "./write.ts";

export interface WorkerContext {
  /** The server's model: it answers users who have none of their own. */
  readonly model: string;
  readonly timing: TurnTiming;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly store: Pick<typeof Rows, "claim" | "checkpoint" | "settle">;
  readonly write: WriteAnswer;
  readonly giveUp: typeof giveUp;
  readonly wake: (wakeUp: TurnWakeUp) => Promise<void>;
  readonly hold: typeof hold;
  readonly count: typeof countAnswer;
  readonly inFlight: PostsInFlight;
  /** Last frames under way: a slow connection does not delay the next turn. */
  readonly pendingFinalFrames: Promise<void>[];
}

/** The context of one call of the worker. */
export const workerContext = (): WorkerContext => ({
  model: config.model().name,
  timing: config.turnTiming(),
  clock: systemClock,
  transport,
  store: Rows,
  write: writeAnswer,
  giveUp,
  wake: tryWake,
  hold,
  count: countAnswer,
  inFlight: new PostsInFlight(),
  pendingFinalFrames: [],
});
