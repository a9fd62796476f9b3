// Carries out the plan's faults, and knows which turns were in work when their worker was killed.
import { noFaults, type Faults } from "@ai-learning/local/faults/faults";
import type { Sql } from "postgres";
import type { Blow } from "./fault-kinds.ts";
import type { Break } from "./plan.ts";
import type { System } from "./system.ts";

/** A fault that happened. Milliseconds since 1970. */
export interface Harm {
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

export class Breaker {
  readonly harms: Harm[] = [];
  readonly killed: Killed[] = [];
  readonly #system: System;
  readonly #sql: Sql;
  /** Switches that are on, by whoever flipped them: spells overlap. */
  readonly #spells = new Set<Partial<Faults>>();

  constructor(system: System, sql: Sql) {
    this.#system = system;
    this.#sql = sql;
  }

  async break({ kind, what }: Break): Promise<void> {
    const at = Date.now();
    const note = (hit: string): void => {
      this.harms.push({ kind, at, to: Date.now(), what: hit });
    };
    if ("values" in what) {
      this.harms.push({ kind, at, to: at + what.forMs, what: JSON.stringify(what.values) });
      await this.#spell(what.values, what.forMs);
      return;
    }
    const hit = await this.#strike(what.blow);
    if (hit !== null) note(hit);
  }

  async #spell(values: Partial<Faults>, forMs: number): Promise<void> {
    this.#spells.add(values);
    this.#apply();
    await new Promise((done) => setTimeout(done, forMs));
    this.#spells.delete(values);
    this.#apply();
  }

  #apply(): void {
    const now: Partial<Faults> = Object.assign({}, ...this.#spells);
    for (const [name, off] of Object.entries(noFaults()) as [keyof Faults, number][]) {
      const board = name.startsWith("model.")
        ? this.#system.modelFaults
        : this.#system.stack.faults;
      const value = now[name] ?? off;
      if (board[name] !== value) board[name] = value;
    }
  }

  /** What was hit, in words; null when there was nothing to hit. */
  async #strike(blow: Blow): Promise<string | null> {
    const { stack } = this.#system;
    if ("kill" in blow) {
      const claimed = blow.kill === "generate" ? await this.#claimed() : [];
      const hit = stack.functions.kill(blow.kill, blow.which);
      const at = Date.now();
      if (hit.length > 0) this.killed.push(...claimed.map((one) => ({ ...one, at })));
      return hit.length > 0 ? `${blow.kill}: ${String(hit.length)} processes` : null;
    }
    if ("drop" in blow) {
      const count = stack.dropSockets(blow.drop, blow.how);
      return count > 0 ? `${blow.how} ${String(count)}` : null;
    }
    if (blow.restart === "gateway") await stack.restartGateway();
    else await stack.restartDatabase(blow.restart === "database fast" ? "fast" : "immediate");
    return blow.restart;
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
    this.#spells.clear();
    this.#apply();
  }
}
