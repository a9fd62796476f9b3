// One answer to every open tab: deltas in order, one post in flight per connection, so that a slow or stuck connection
// delays nobody.
import { cut } from "../chat/fit.ts";
import { atMost, every, pause, type Clock } from "../clock.ts";
import type { ModelState } from "@ai-learning/protocol/chat";
import type { Connection } from "../connection/connection.ts";
import * as log from "../log.ts";
import type { Audience, Whereabouts } from "./audience.ts";
import * as frames from "./frames.ts";
import type { PostsInFlight } from "./posts-in-flight.ts";
import type { TurnTiming } from "./timing.ts";
import { deliver, type Transport } from "./transport.ts";
import { deltaChars } from "./window.ts";

interface Viewer {
  connection: Connection;
  /** Code units of the text that it has got. */
  sent: number;
  /** What it was last told that the model does. */
  told: ModelState | null;
  /** Posts that failed in a row. */
  failures: number;
}

/** What a broadcast needs beside its answer. */
export interface BroadcastOptions {
  readonly transport: Transport;
  readonly inFlight: PostsInFlight;
  readonly timing: Pick<
    TurnTiming,
    "deltaMs" | "maxPostFailures" | "finalFrameMs" | "finalFrameTries" | "finalFrameRetryMs"
  >;
  readonly clock: Clock;
}

export class Broadcast {
  readonly #audience: Audience;
  readonly #place: frames.AnswerPlace;
  readonly #options: BroadcastOptions;
  readonly #viewers = new Map<string, Viewer>();
  readonly #stopTicks: () => void;
  /** Code units that whoever watches has before the first piece: what the answer goes on from. */
  readonly #start: number;
  #text: string;
  /** What the model does before its first word; null: nothing worth saying, or it writes. */
  #state: ModelState | null = null;

  constructor(audience: Audience, place: frames.AnswerPlace, options: BroadcastOptions) {
    this.#audience = audience;
    this.#place = place;
    this.#options = options;
    this.#text = place.continues?.text ?? "";
    this.#start = this.#text.length;
    this.#stopTicks = every(options.timing.deltaMs, () => this.#pumpAll(), options.clock);
  }

  /** Reads the audience of now; a new connection gets everything from the start. Never rejects. */
  async refresh(now?: Whereabouts): Promise<void> {
    if (now !== undefined) this.#audience.update(now);
    let connections: Connection[];
    try {
      connections = await this.#audience.connections();
    } catch (error) {
      log.warn("connections_not_read", { chat_id: this.#place.chat_id }, error);
      return;
    }
    const ids = new Set(connections.map((one) => one.connection_id));
    for (const id of this.#viewers.keys()) if (!ids.has(id)) this.#viewers.delete(id);
    for (const connection of connections) this.#see(connection);
    // Text that was there before its readers were known.
    this.#pumpAll();
  }

  #see(connection: Connection): void {
    const known = this.#viewers.get(connection.connection_id);
    // It may have said meanwhile that it understands deltas.
    if (known !== undefined) known.connection = connection;
    else
      this.#viewers.set(connection.connection_id, {
        connection,
        sent: this.#start,
        told: null,
        failures: 0,
      });
  }

  /** The whole text so far; it is posted at the next tick. */
  show(text: string): void {
    const isFirst = this.#text.length === this.#start;
    this.#text = text;
    if (isFirst && text.length > this.#start) this.#pumpAll();
  }

  /** What the model does now. Told once to everybody who watches, until there is text. */
  enter(state: ModelState | "writing"): void {
    this.#state = state === "writing" ? null : state;
    this.#pumpAll();
  }

  #pumpAll(): void {
    for (const viewer of this.#viewers.values()) this.#pump(viewer);
  }

  /** Posts the next piece to a viewer, unless there is none or the last one is still under way. */
  #pump(viewer: Viewer): void {
    const id = viewer.connection.connection_id;
    const hasAll = viewer.sent >= this.#text.length && !this.#isToTell(viewer);
    if (hasAll || this.#isLeft(viewer) || !this.#options.inFlight.isFree(id)) return;
    if (!this.#audience.follows(viewer.connection)) return;
    void this.#options.inFlight.run(id, () => this.#postNext(viewer));
  }

  /** Whether a viewer is to be told what the model does: text says more, and clients of the original know no such frame. */
  #isToTell({ connection, told }: Viewer): boolean {
    const isSilent = this.#text.length === this.#start;
    const isNews = this.#state !== null && this.#state !== told;
    return isSilent && isNews && connection.protocol >= 2;
  }

  /** Too many posts failed: its own resume will fetch the rest. */
  #isLeft(viewer: Viewer): boolean {
    return viewer.failures >= this.#options.timing.maxPostFailures;
  }

  async #postNext(viewer: Viewer): Promise<void> {
    const { connection, sent: offset } = viewer;
    const state = this.#isToTell(viewer) ? this.#state : null;
    const text = cut(this.#text.slice(offset), deltaChars);
    const frame =
      state === null
        ? frames.delta(this.#place, connection, { offset, text })
        : frames.state(this.#place, connection, state);
    const outcome = await deliver(connection, frame, this.#options.transport);
    if (outcome === "sent") {
      viewer.sent = offset + text.length;
      viewer.told = state ?? viewer.told;
      viewer.failures = 0;
    } else if (outcome === "failed") {
      viewer.failures += 1;
    } else {
      this.#viewers.delete(viewer.connection.connection_id);
    }
  }

  /**
   * Everything still unsent, then the turn's last frame, to every connection on its own time. Never rejects; a
   * connection that is stuck is left after a while.
   */
  async finish(end: frames.TurnEnd, now: Whereabouts): Promise<void> {
    const { clock, timing } = this.#options;
    this.stop();
    await this.refresh(now);
    const deadline = clock.now() + timing.finalFrameMs;
    const viewers = [...this.#viewers.values()].filter(({ connection }) =>
      this.#audience.hearsEnd(connection, end),
    );
    const all = Promise.all(viewers.map((viewer) => this.#finishFor(viewer, end, deadline)));
    await atMost(timing.finalFrameMs, all, clock);
  }

  async #finishFor(viewer: Viewer, end: frames.TurnEnd, deadline: number): Promise<void> {
    const { clock, inFlight, timing, transport } = this.#options;
    const { connection } = viewer;
    const id = connection.connection_id;
    if (this.#audience.follows(connection)) await this.#drain(viewer, deadline);
    for (let tries = 0; tries < timing.finalFrameTries && clock.now() < deadline; tries += 1) {
      if (tries > 0) await pause(timing.finalFrameRetryMs, clock);
      await inFlight.free(id);
      if (!this.#viewers.has(id)) return;
      let outcome: string | undefined;
      await inFlight.run(id, async () => {
        const frame = frames.ended(this.#place, end, connection);
        outcome = await deliver(connection, frame, transport);
      });
      if (outcome !== "failed") return;
    }
  }

  /** Posts what a viewer has not seen yet, piece by piece, until the deadline. */
  async #drain(viewer: Viewer, deadline: number): Promise<void> {
    const { clock, inFlight } = this.#options;
    const id = viewer.connection.connection_id;
    while (clock.now() < deadline && this.#viewers.has(id)) {
      await inFlight.free(id);
      if (viewer.sent >= this.#text.length || this.#isLeft(viewer)) return;
      this.#pump(viewer);
    }
  }

  /** Posts nothing more: the turn has ended, or is somebody else's now. */
  stop(): void {
    this.#stopTicks();
  }
}
