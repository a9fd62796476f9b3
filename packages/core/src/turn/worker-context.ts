// What the turns of one worker share, and what they stand on.
import { hold, tryWake, type TurnWakeUp } from "../adapters/queue.ts";
import { systemClock, type Clock } from "../clock.ts";
import * as config from "../config.ts";
import { countAnswer, countTurn } from "../metrics.ts";
import { giveUp } from "./give-up.ts";
import { PostsInFlight } from "./posts-in-flight.ts";
import type { TurnTiming } from "./timing.ts";
import { transport, type Transport } from "./transport.ts";
import { closeLost } from "../usage/usage.sql.ts";
import * as Rows from "./turn.sql.ts";
import { writeAnswer, type WriteAnswer } from "./write.ts";

export interface WorkerContext {
  /** The server's model: it answers users who have none of their own. */
  readonly model: string;
  readonly timing: TurnTiming;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly store: Pick<typeof Rows, "claim" | "checkpoint" | "settle"> & {
    readonly closeLost: typeof closeLost;
  };
  readonly write: WriteAnswer;
  readonly giveUp: typeof giveUp;
  readonly wake: (wakeUp: TurnWakeUp) => Promise<void>;
  readonly hold: typeof hold;
  readonly count: { readonly answer: typeof countAnswer; readonly turn: typeof countTurn };
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
  store: { ...Rows, closeLost },
  write: writeAnswer,
  giveUp,
  wake: tryWake,
  hold,
  count: { answer: countAnswer, turn: countTurn },
  inFlight: new PostsInFlight(),
  pendingFinalFrames: [],
});
