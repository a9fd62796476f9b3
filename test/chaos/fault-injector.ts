// Carries out the plan's faults, and knows which turns were in work when their worker was killed.
import { setTimeout as pause } from "node:timers/promises";
import { noFaults, type Faults } from "@ai-learning/local/faults/faults";
import type { Sql } from "postgres";
import type { InstantFault } from "./fault-kinds.ts";
import type { PlannedFault } from "./plan.ts";
import type { System } from "./system.ts";

/** A fault that happened. Milliseconds since 1970. */
export interface InjectedFault {
  readonly kind: string;
  readonly at: number;
  readonly to: number;
  readonly what: string;
}

/** A turn whose worker was killed. */
export interface Killed {
  readonly at: number;
  readonly chat: string;
  readonly message: string;
  readonly attempt: number;
}

/** Times a database that is itself being broken is asked. */
const tries = 5;

export class FaultInjector {
  readonly faults: InjectedFault[] = [];
  readonly killed: Killed[] = [];
  readonly #system: System;
  readonly #sql: Sql;
  /** Switches that are on, each with the values it was set to: lasting faults overlap. */
  readonly #active = new Set<Partial<Faults>>();

  constructor(system: System, sql: Sql) {
    this.#system = system;
    this.#sql = sql;
  }

  async break({ kind, what }: PlannedFault): Promise<void> {
    const at = Date.now();
    const note = (hit: string): void => {
      this.faults.push({ kind, at, to: Date.now(), what: hit });
    };
    if ("values" in what) {
      this.faults.push({
        kind,
        at,
        to: at + what.forMs,
        what: JSON.stringify(what.values),
      });
      await this.#applyFor(what.values, what.forMs);
      return;
    }
    const hit = await this.#inject(what.instantFault);
    if (hit !== null) note(hit);
  }

  async #applyFor(values: Partial<Faults>, forMs: number): Promise<void> {
    this.#active.add(values);
    this.#apply();
    await pause(forMs);
    this.#active.delete(values);
    this.#apply();
  }

  #apply(): void {
    const now: Partial<Faults> = Object.assign({}, ...this.#active);
    for (const [name, off] of Object.entries(noFaults()) as [keyof Faults, number][]) {
      const board = name.startsWith("model.")
        ? this.#system.modelFaults
        : this.#system.stack.faults;
      const value = now[name] ?? off;
      if (board[name] !== value) board[name] = value;
    }
  }

  /** What was hit, in words; null when there was nothing to hit. */
  async #inject(instantFault: InstantFault): Promise<string | null> {
    const { stack } = this.#system;
    if ("kill" in instantFault) {
      const claimed = instantFault.kill === "generate" ? await this.#claimed() : [];
      const hit = stack.functions.kill(instantFault.kill, instantFault.which);
      const at = Date.now();
      if (hit.length > 0) this.killed.push(...claimed.map((one) => ({ ...one, at })));
      return hit.length > 0 ? `${instantFault.kill}: ${String(hit.length)} processes` : null;
    }
    if ("drop" in instantFault) {
      const count = stack.dropSockets(instantFault.drop, instantFault.how);
      return count > 0 ? `${instantFault.how} ${String(count)}` : null;
    }
    if (instantFault.restart === "gateway") await stack.restartGateway();
    else
      await stack.restartDatabase(instantFault.restart === "database fast" ? "fast" : "immediate");
    return instantFault.restart;
  }

  async #claimed(): Promise<Omit<Killed, "at">[]> {
    const sql = this.#sql;
    for (let left = tries; left > 0; left -= 1) {
      try {
        return await sql<Omit<Killed, "at">[]>`
          select m.chat_id as chat, m.id as message, m.attempt
          from chat_messages m join chats c on c.id = m.chat_id
          where m.status = 'generating' and c.lease_until > clock_timestamp()`;
      } catch {
        // The database is away, as it may be here.
      }
    }
    return [];
  }

  /** Everything that was on is off. */
  calm(): void {
    this.#active.clear();
    this.#apply();
  }
}
