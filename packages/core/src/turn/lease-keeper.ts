// Holds a claimed turn while it is written: checkpoints, the lease, stop requests, who watches.
import * as log from "../log.ts";
import type { Broadcast } from "./broadcast.ts";
import * as Rows from "./turn.sql.ts";

const checkpointEveryMs = 1_000;
/** The first ones come sooner: a tab that opens as the turn is claimed is found by them. */
const firstCheckpointsMs: readonly number[] = [200, 300, 500];
const checkpointChars = 2_048;
/** Without a successful checkpoint for this long the lease is lost. */
const leaseMs = 18_000;

/** Why the writing has to end early: the learner stopped it, or the turn is not ours any more. */
export type Interruption = "stop" | "lost";

export class LeaseKeeper {
  readonly #claim: Rows.Claim;
  readonly #broadcast: Broadcast;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;
  #running: Promise<void> | null = null;
  #text = "";
  #stored = 0;
  #lastHeld = Date.now();
  #openedOver: Rows.OpenedOver;
  interruption: Interruption | null = null;

  constructor(claim: Rows.Claim, broadcast: Broadcast) {
    this.#claim = claim;
    this.#broadcast = broadcast;
    this.#openedOver = claim.opened_over;
    this.#tick();
  }

  #tick(): void {
    this.#timer = setTimeout(
      () => {
        this.#checkpoint();
        this.#tick();
      },
      firstCheckpointsMs[this.#ticks++] ?? checkpointEveryMs,
    );
  }

  /** Aborted when the writing has to end; `interruption` says why. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** How the turn came in, as last read. */
  get openedOver(): Rows.OpenedOver {
    return this.#openedOver;
  }

  /** Takes the whole text so far. */
  write(text: string): void {
    this.#text = text;
    this.#broadcast.show(text);
    if (text.length - this.#stored >= checkpointChars) this.#checkpoint();
  }

  #interrupt(why: Interruption): void {
    this.interruption ??= why;
    this.#abort.abort();
  }

  #checkpoint(): void {
    if (this.#running !== null || this.interruption !== null) return;
    const text = this.#text;
    this.#running = (async () => {
      try {
        const held = await Rows.checkpoint(this.#claim, text);
        if (held === undefined) return this.#interrupt("lost");
        this.#lastHeld = Date.now();
        this.#stored = text.length;
        this.#openedOver = held.opened_over;
        if (held.stop_requested) return this.#interrupt("stop");
        await this.#broadcast.refresh(held.opened_over);
      } catch (error) {
        log.warn("checkpoint_failed", { chat_id: this.#claim.chat_id }, error);
        if (Date.now() - this.#lastHeld > leaseMs) this.#interrupt("lost");
      }
    })().finally(() => {
      this.#running = null;
    });
  }

  /** Ends the checkpoints; after it nothing of ours writes to the turn any more. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
  }
}
