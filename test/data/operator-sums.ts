// Sums behind the questions that operators ask beside the API: see docs/analytics.md.
import { day, hour } from "./rhythm.ts";

/** Of a user or a track, what the server's own key paid. */
export interface Cost {
  readonly id: string;
  readonly tokens: number;
  /** In units of 0.00000001 US dollars. */
  readonly price: number;
}

/** How many of the dearest are kept. */
const dearest = 10;

const week = 7 * day;
/** A Monday, UTC. */
const monday = Date.parse("2024-01-01");

/** The beginning of a moment's week. */
export const weekOf = (ms: number): number => ms - ((ms - monday) % week);

const addTo = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const keep = (list: Cost[], cost: Cost): void => {
  list.push(cost);
  list.sort((a, b) => b.price - a.price || (a.id < b.id ? -1 : 1));
  list.length = Math.min(list.length, dearest);
};

export class OperatorSums {
  readonly users: Cost[] = [];
  readonly tracks: Cost[] = [];
  /** First tokens in milliseconds, by hour of the day, UTC. */
  readonly firstTokens: readonly number[][] = Array.from({ length: 24 }, () => []);
  /** Calls that ended whole or cut, by model and operation joined by a space. */
  readonly cut = new Map<string, { calls: number; truncated: number }>();
  /** By day and model joined by a space: calls, and price in units. */
  readonly costs = new Map<string, { calls: number; price: number }>();
  /** Days of users, by quarters of the day's limit; the last: over it. */
  readonly budgets = [0, 0, 0, 0, 0];
  /** Learners who wrote in a week, by its beginning, and those of them who wrote in the week before. */
  readonly active = new Map<number, number>();
  readonly returning = new Map<number, number>();
  readonly completed = { modules: 0, lessons: 0, done: 0 };
  /** From a finalisation to the first lesson of its track, hours. */
  readonly hoursToLesson: number[] = [];
  /** By kind and status joined by a space. */
  readonly jobs = new Map<string, number>();

  user(cost: Cost, spent: Iterable<number>, weeks: ReadonlySet<number>): void {
    if (cost.price > 0) keep(this.users, cost);
    for (const tokens of spent) {
      const quarter = Math.min(4, Math.floor(tokens / (userDailyTokens / 4)));
      this.budgets[quarter] = (this.budgets[quarter] ?? 0) + 1;
    }
    for (const one of weeks) {
      addTo(this.active, one);
      if (weeks.has(one - week)) addTo(this.returning, one);
    }
  }

  track(cost: Cost): void {
    if (cost.price > 0) keep(this.tracks, cost);
  }

  call(call: {
    readonly day: string;
    readonly at: number;
    readonly model: string;
    readonly kind: string;
    readonly outcome: string;
    readonly price: number | null;
    readonly firstTokenMs: number | null;
  }): void {
    const cost = this.costs.get(`${call.day} ${call.model}`) ?? { calls: 0, price: 0 };
    cost.calls += 1;
    cost.price += call.price ?? 0;
    this.costs.set(`${call.day} ${call.model}`, cost);
    const isTruncated = call.outcome === "truncated";
    if (call.outcome !== "complete" && !isTruncated) return;
    if (call.firstTokenMs !== null) {
      this.firstTokens[Math.floor((call.at % day) / hour)]?.push(call.firstTokenMs);
    }
    const cut = this.cut.get(`${call.model} ${call.kind}`) ?? { calls: 0, truncated: 0 };
    cut.calls += 1;
    if (isTruncated) cut.truncated += 1;
    this.cut.set(`${call.model} ${call.kind}`, cut);
  }

  job(kind: string, status: string): void {
    addTo(this.jobs, `${kind} ${status}`);
  }
}

/** A user's tokens a day, as USER_DAILY_TOKENS has them unless it is set. */
const userDailyTokens = 400_000;
