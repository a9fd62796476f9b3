// One answer to every open tab: deltas in order, one post in flight per connection, so that a slow
// or stuck connection delays nobody.
import * as Connections from "../connection/connection.ts";
import type { Connection } from "../connection/connection.ts";
import { cut } from "../chat/fit.ts";
import * as log from "../log.ts";
import * as socket from "../adapters/socket.ts";
import * as frames from "./frames.ts";
import type { OpenedOver } from "./turn.sql.ts";
import { deltaChars } from "./window.ts";

/** How often what is new is posted. */
const tickMs = 100;
/** After the last frame is due, how long a slow connection is waited for. */
const farewellMs = 5_000;
/** Posts that fail in a row before a connection is left to its own resume. */
const maxFailures = 5;

/** Tries of a turn's last frame, and the pause between them. */
const farewellTries = 3;
const farewellPauseMs = 300;

/** Posts under way by connection: one at a time for each, over all turns of one worker. */
export type Lines = Map<string, Promise<void>>;

interface Viewer {
  readonly connection: Connection;
  sent: number;
  failures: number;
}

/** Whether a connection follows a turn: a client of the original renders its own HTTP reply. */
export const follows = (connection: Connection, openedOver: OpenedOver): boolean =>
  connection.channel === "chat" && (connection.protocol >= 2 || openedOver !== "http");

/** Posts a frame and forgets the connection when it is gone. */
export async function deliver(
  connection: Connection,
  frame: Parameters<typeof socket.post>[1],
): Promise<"sent" | "gone" | "failed"> {
  try {
    if (await socket.post(connection.connection_id, frame)) return "sent";
    await Connections.remove(connection);
    return "gone";
  } catch (error) {
    log.warn("post_failed", { connection_id: connection.connection_id, type: frame.type }, error);
    return "failed";
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export class Broadcast {
  readonly #sessionId: string;
  readonly #place: frames.AnswerPlace;
  readonly #lines: Lines;
  readonly #viewers = new Map<string, Viewer>();
  readonly #timer: NodeJS.Timeout;
  #openedOver: OpenedOver;
  #text = "";

  constructor(sessionId: string, place: frames.AnswerPlace, openedOver: OpenedOver, lines: Lines) {
    this.#sessionId = sessionId;
    this.#lines = lines;
    this.#place = place;
    this.#openedOver = openedOver;
    this.#timer = setInterval(() => this.#pumpAll(), tickMs);
  }

  /** Reads who is watching now; whoever is new gets everything from the beginning. */
  async refresh(openedOver: OpenedOver): Promise<void> {
    this.#openedOver = openedOver;
    let connections: Connection[];
    try {
      connections = await Connections.ofSession(this.#sessionId);
    } catch (error) {
      log.warn("connections_not_read", {}, error);
      return;
    }
    const ids = new Set(connections.map((one) => one.connection_id));
    for (const id of this.#viewers.keys()) if (!ids.has(id)) this.#viewers.delete(id);
    for (const connection of connections) {
      const known = this.#viewers.get(connection.connection_id);
      if (known === undefined || known.connection.protocol !== connection.protocol) {
        this.#viewers.set(connection.connection_id, {
          connection,
          sent: known?.sent ?? 0,
          failures: 0,
        });
      }
    }
    // Text that was there before its readers were known.
    this.#pumpAll();
  }

  /** The whole text so far; it is posted at the next tick. */
  show(text: string): void {
    const first = this.#text === "";
    this.#text = text;
    if (first && text !== "") this.#pumpAll();
  }

  #pumpAll(): void {
    for (const viewer of this.#viewers.values()) this.#pump(viewer);
  }

  #pump(viewer: Viewer): void {
    if (
      this.#lines.has(viewer.connection.connection_id) ||
      viewer.sent >= this.#text.length ||
      viewer.failures >= maxFailures ||
      !follows(viewer.connection, this.#openedOver)
    ) {
      return;
    }
    const offset = viewer.sent;
    const text = cut(this.#text.slice(offset), deltaChars);
    void this.#post(viewer, async () => {
      try {
        const frame = frames.delta(this.#place, viewer.connection, offset, text);
        if (await socket.post(viewer.connection.connection_id, frame)) {
          viewer.sent = offset + text.length;
          viewer.failures = 0;
        } else {
          this.#viewers.delete(viewer.connection.connection_id);
          await Connections.remove(viewer.connection);
        }
      } catch (error) {
        viewer.failures += 1;
        log.warn("delta_failed", { connection_id: viewer.connection.connection_id }, error);
      }
    });
  }

  /** Takes a viewer's line, which has to be free. */
  #post(viewer: Viewer, act: () => Promise<void>): Promise<void> {
    const id = viewer.connection.connection_id;
    const under = act().finally(() => this.#lines.delete(id));
    this.#lines.set(id, under);
    return under;
  }

  /**
   * Everything still unsent, then the turn's last frame, to every connection on its own clock. Never
   * rejects; a connection that is stuck is left after a while.
   */
  async finish(end: frames.TurnEnd, openedOver: OpenedOver): Promise<void> {
    clearInterval(this.#timer);
    await this.refresh(openedOver);
    const deadline = Date.now() + farewellMs;
    const all = [...this.#viewers.values()].filter((one) => one.connection.channel === "chat");
    await Promise.race([
      Promise.all(all.map((viewer) => this.#farewell(viewer, end, deadline))),
      pause(farewellMs),
    ]);
  }

  async #farewell(viewer: Viewer, end: frames.TurnEnd, deadline: number): Promise<void> {
    const { connection } = viewer;
    const followed = follows(connection, this.#openedOver);
    if (followed) await this.#drain(viewer, deadline);
    // The original was told of finished modules also while its request waited.
    const told = followed || (end.kind === "finalization" && end.status === "complete");
    if (!told) return;
    for (let tries = 0; tries < farewellTries && Date.now() < deadline; tries += 1) {
      await this.#free(viewer);
      if (!this.#viewers.has(connection.connection_id)) return;
      let outcome: string | undefined;
      await this.#post(viewer, async () => {
        outcome = await deliver(connection, frames.ended(this.#place, end, connection));
      });
      if (outcome !== "failed") return;
      await pause(farewellPauseMs);
    }
  }

  /** Waits until nothing is under way to a viewer. */
  async #free(viewer: Viewer): Promise<void> {
    for (;;) {
      const under = this.#lines.get(viewer.connection.connection_id);
      if (under === undefined) return;
      await under;
    }
  }

  /** Posts what a viewer has not seen yet, piece by piece, until the deadline. */
  async #drain(viewer: Viewer, deadline: number): Promise<void> {
    while (Date.now() < deadline && this.#viewers.has(viewer.connection.connection_id)) {
      await this.#free(viewer);
      if (viewer.sent >= this.#text.length || viewer.failures >= maxFailures) return;
      this.#pump(viewer);
    }
  }

  /** Stops posting without a word: the turn is somebody else's now. */
  leave(): void {
    clearInterval(this.#timer);
  }
}
