// Keeps a claimed turn while it is written: checkpoints, the lease, stop requests, who watches.
import { type Clock } from "../clock.ts";
import type { State } from "../model/transcript.ts";
import type { Asked } from "../model/usage.ts";
import * as log from "../log.ts";
import type { Broadcast } from "./broadcast.ts";
import type { TurnTiming } from "./timing.ts";
import type { Checkpoint, Claim } from "./turn.sql.ts";

/** Why the writing has to end early: the learner stopped it, or the turn is not ours any more. */
export type Interruption = "stop" | "lost";

export interface LeaseKeeperOptions {
  readonly turn: Pick<Claim, "chat_id" | "opened_over" | "continues">;
  readonly broadcast: Pick<Broadcast, "show" | "enter" | "refresh">;
  /** Stores the text so far and what a model was asked, and renews the lease; undefined when the turn is not ours any more. */
  readonly checkpoint: (text: string, asked: Asked | null) => Promise<Checkpoint | undefined>;
  readonly timing: Pick<
    TurnTiming,
    "checkpointMs" | "firstCheckpointsMs" | "checkpointChars" | "leaveAfterMs"
  >;
  readonly clock: Clock;
}

export class LeaseKeeper {
  readonly #options: LeaseKeeperOptions;
  readonly #abort = new AbortController();
  #cancelTick: () => void = () => undefined;
  #ticks = 0;
  #running: Promise<void> | null = null;
  #text: string;
  #stored: number;
  /** Not in the ledger yet. */
  #asked: Asked | null = null;
  /** When the last statement was sent that renewed the lease. */
  #renewedAt: number;
  interruption: Interruption | null = null;

  constructor(options: LeaseKeeperOptions) {
    this.#options = options;
    this.#text = options.turn.continues?.text ?? "";
    this.#stored = this.#text.length;
    this.#renewedAt = options.clock.now();
    this.#scheduleTick();
  }

  #scheduleTick(): void {
    const { clock, timing } = this.#options;
    const delay = timing.firstCheckpointsMs[this.#ticks++] ?? timing.checkpointMs;
    this.#cancelTick = clock.after(delay, () => {
      this.#scheduleTick();
      // Also when a checkpoint is still under way: a statement may hang for longer than the lease lasts.
      if (clock.now() - this.#renewedAt > timing.leaveAfterMs) this.#interrupt("lost");
      this.#checkpoint();
    });
  }

  /** Aborted when the writing has to end; `interruption` says why. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Takes what a model is asked: the next checkpoint puts it into the ledger. */
  ask(asked: Asked): void {
    this.#asked = asked;
  }

  /** Takes the whole text so far. */
  write(text: string): void {
    this.#text = text;
    this.#options.broadcast.show(text);
    if (text.length - this.#stored >= this.#options.timing.checkpointChars) this.#checkpoint();
  }

  /** What the model does now. */
  enter(state: State): void {
    this.#options.broadcast.enter(state);
  }

  #interrupt(why: Interruption): void {
    this.interruption ??= why;
    this.#abort.abort();
  }

  #checkpoint(): void {
    if (this.#running !== null || this.interruption !== null) return;
    this.#running = this.#storeText().finally(() => {
      this.#running = null;
    });
  }

  async #storeText(): Promise<void> {
    const { broadcast, checkpoint, clock, timing, turn } = this.#options;
    const sentAt = clock.now();
    const text = this.#text;
    const asked = this.#asked;
    try {
      const stored = await checkpoint(text, asked);
      if (stored === undefined) return this.#interrupt("lost");
      this.#renewedAt = sentAt;
      this.#stored = text.length;
      if (this.#asked === asked) this.#asked = null;
      if (stored.stop_requested) return this.#interrupt("stop");
      await broadcast.refresh(stored);
    } catch (error) {
      log.warn("checkpoint_failed", { chat_id: turn.chat_id }, error);
      if (clock.now() - this.#renewedAt > timing.leaveAfterMs) this.#interrupt("lost");
    }
  }

  /** Ends the checkpoints; after it nothing of ours writes to the turn any more. */
  async close(): Promise<void> {
    this.#cancelTick();
    await this.#running;
  }
}
