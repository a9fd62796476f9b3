// The clock of open connections: closes those that are idle or too old, and those that a fault switch ends.
import { closeConnection, isOpen, resetConnection, type Connections } from "./connection.ts";
import type { FaultBoard } from "../faults/faults.ts";
import type { Limits } from "../limits.ts";

/** Checks every connection at an interval, from now until `stop`. */
export class ConnectionSweep {
  readonly #connections: Connections;
  readonly #limits: Limits;
  readonly #faults: FaultBoard;
  readonly #intervalMs: number;
  readonly #timer: NodeJS.Timeout;

  constructor(connections: Connections, limits: Limits, faults: FaultBoard) {
    this.#connections = connections;
    this.#limits = limits;
    this.#faults = faults;
    const { socketIdleMs, socketLifeMs } = limits;
    this.#intervalMs = Math.max(10, Math.min(1000, socketIdleMs / 4, socketLifeMs / 4));
    this.#timer = setInterval(() => this.#sweep(), this.#intervalMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sweep(): void {
    const now = Date.now();
    const seconds = this.#intervalMs / 1000;
    const maxAgeMs =
      this.#faults.values["sockets.closeEverySeconds"] * 1000 || this.#limits.socketLifeMs;
    for (const connection of this.#connections.values()) {
      if (!isOpen(connection)) continue;
      const isIdle = now - connection.lastActiveAt >= this.#limits.socketIdleMs;
      const isOld = now - connection.connectedAt >= maxAgeMs;
      if (this.#faults.roll("sockets.reset", seconds)) resetConnection(connection);
      else if (isIdle || isOld || this.#faults.roll("sockets.close", seconds)) {
        closeConnection(connection, 1001, "Going away");
      }
    }
  }
}
