// A generated learner, with a clock, a place to store rows, and a ledger of model calls.
import type { Operation } from "@ai-learning/protocol/analytics";
import type { Locale } from "@ai-learning/protocol/user";
import { ownModels, priceUnits, serverModel, type GeneratedModel } from "./models.ts";
import type { Random } from "./random.ts";
import { minute, nextVisit, type Range } from "./rhythm.ts";
import type { Counted, Sums } from "./sums.ts";
import { weekOf } from "./operator-sums.ts";
import { iso, type Store } from "./tables.ts";

/** What a call is made for. */
export interface CallFor {
  readonly kind: Operation;
  /** Without an id: a job's, which belongs to no message. Null: no chat at all. */
  readonly chat: { readonly id: string | null; readonly type: string } | null;
  readonly messageId: string | null;
  readonly trackId: string | null;
  readonly jobId: string | null;
  readonly attempt: number | null;
  readonly at: number;
  /** Medians. */
  readonly prompt: number;
  readonly completion: number;
  readonly outcome: Counted["outcome"];
  /** Of an answer that goes on: the attempt whose text it goes on from. */
  readonly continues?: number | null;
  /** Nobody was asked: what was there already was enough. */
  readonly isUnasked?: boolean;
}

/** What came of a call. */
export interface Called {
  readonly model: string;
  readonly tokens: number;
  readonly errorCode: string | null;
  readonly endedAt: number;
}

const errors = [
  ["model_timeout", 4],
  ["model_unavailable", 3],
  ["model_rate_limited", 2],
  ["model_refused", 1],
] as const;

/** How long it takes until another worker takes over from one that died. */
const takeOverMs = 45_000;

interface Person {
  readonly id: string;
  readonly locale: Locale;
  /** Of the time zone, hours east of Greenwich. */
  readonly offset: number;
  /** Only the ledger knows of them: a guest who was deleted. */
  readonly isForgotten: boolean;
  readonly hasOwnKey: boolean;
  /** Messages they would write and read in all. */
  readonly budget: number;
}

export class Learner {
  readonly person: Person;
  readonly random: Random;
  readonly sums: Sums;
  readonly range: Range;
  /** Days between two visits, on average. */
  readonly gap: number;
  now: number;
  messages = 0;
  /** What is done now was deleted later, and only the ledger remembers it. */
  isDeleted = false;
  readonly #store: Store;
  /** What the server's key paid for them so far: tokens, and price in units. */
  readonly paid = { tokens: 0, price: 0 };
  /** Weeks in which they wrote something. */
  readonly weeks = new Set<number>();
  readonly #days = new Map<string, number>();
  readonly #own: GeneratedModel;

  constructor(
    person: Person,
    shared: { random: Random; sums: Sums; range: Range; store: Store },
    now: number,
  ) {
    this.person = person;
    this.random = shared.random;
    this.sums = shared.sums;
    this.range = shared.range;
    this.#store = shared.store;
    this.now = now;
    this.#own = this.random.one(ownModels);
    const visits = Math.max(1, person.budget / 8);
    this.gap = Math.min(9, Math.max(0.05, ((shared.range.to - now) / 86_400_000 / visits) * 0.8));
  }

  /** Whether rows of what is done now are there. */
  get isStored(): boolean {
    return !this.isDeleted && !this.person.isForgotten;
  }

  /** Whether the year is over, or enough was said. */
  get isDone(): boolean {
    return this.now >= this.range.to || this.messages >= this.person.budget;
  }

  /** Stores a row, unless it was deleted since. */
  store: Store = (table, ...cells) => {
    if (this.isStored) this.#store(table, ...cells);
  };

  id(at = this.now): string {
    return this.random.id(at);
  }

  /** Lets some minutes pass, about so many. */
  wait(minutes: number): void {
    this.now += Math.round(Math.max(0.2, this.random.logNormal(minutes, 0.7)) * minute);
  }

  /** Lets days pass until the next visit. */
  comeBack(): void {
    this.now = nextVisit(this.random, this.now, this.gap, this.person.offset);
  }

  /** Calls a model: a row of the ledger, and what it cost on the learner's day. */
  call(wanted: CallFor): Called {
    const { random } = this;
    const isOwnKey = this.person.hasOwnKey;
    const model = isOwnKey ? this.#own : serverModel(wanted.at, this.range.from);
    const { outcome, isUnasked = false } = wanted;
    const tokens = isUnasked
      ? { prompt: 0, cached: 0, completion: 0 }
      : this.#tokensOf(wanted, outcome);
    const isRefused = outcome === "failed" && tokens?.completion === 0;
    const firstTokenMs =
      isUnasked || isRefused || outcome === "abandoned"
        ? null
        : Math.round(random.logNormal(model.firstTokenMs, 0.5));
    const durationMs = isUnasked
      ? 0
      : outcome === "abandoned"
        ? null
        : Math.round(
            (firstTokenMs ?? random.logNormal(4_000, 0.8)) +
              random.logNormal(model.tokenMs, 0.2) * (tokens?.completion ?? 0),
          );
    const counted: Counted = {
      at: Math.round(wanted.at),
      day: iso(wanted.at).slice(0, 10),
      kind: wanted.kind,
      chatType: wanted.chat?.type ?? null,
      model: model.name,
      outcome,
      errorCode:
        outcome !== "failed"
          ? null
          : wanted.kind === "finalization"
            ? "model_bad_answer"
            : random.weighted(errors),
      requests:
        isUnasked || outcome === "abandoned"
          ? 0
          : random.weighted([
              [1, 97],
              [2, 2.6],
              [3, 0.4],
            ]),
      tokens,
      isEstimated:
        tokens !== null && (isUnasked || !model.isReporting || outcome === "stopped" || isRefused),
      price: tokens === null ? null : isUnasked ? 0 : priceUnits(model, tokens),
      isOwnKey,
      firstTokenMs,
      durationMs,
    };
    const endedAt = wanted.at + (durationMs ?? takeOverMs);
    this.#keep(wanted, counted, endedAt);
    const { prompt, completion } = tokens ?? { prompt: 0, completion: 0 };
    return {
      model: model.name,
      tokens: prompt + completion,
      errorCode: counted.errorCode,
      endedAt,
    };
  }

  #tokensOf({ prompt, completion }: CallFor, outcome: Counted["outcome"]): Counted["tokens"] {
    const { random } = this;
    if (outcome === "abandoned") return null;
    const read = Math.round(random.logNormal(prompt, 0.25));
    const isEmpty = outcome === "failed" && random.is(0.8);
    const share = outcome === "complete" || outcome === "truncated" ? 1 : random.between(0.1, 0.9);
    return {
      prompt: read,
      // What a server keeps is at least 1,024 tokens, in steps of 128.
      cached: read > 1_100 && random.is(0.6) ? Math.floor((read * 0.8) / 128) * 128 : 0,
      completion: isEmpty ? 0 : Math.max(1, Math.round(random.logNormal(completion, 0.5) * share)),
    };
  }

  #keep(wanted: CallFor, counted: Counted, endedAt: number): void {
    const { person, isStored } = this;
    const at = Math.round(wanted.at);
    const { tokens, price } = counted;
    const reference = (id: string | null): string | null => (isStored ? id : null);
    const isAbandoned = tokens === null;
    // Nobody is charged for a call that came to nothing, nor for one that their own key paid.
    const isBooked =
      !isAbandoned &&
      !counted.isOwnKey &&
      !wanted.isUnasked &&
      !person.isForgotten &&
      counted.kind !== "connection_test";
    this.sums.call(counted);
    this.#store(
      "ai_calls",
      this.id(at),
      person.isForgotten ? null : person.id,
      reference(wanted.chat?.id ?? null),
      reference(wanted.messageId),
      reference(wanted.trackId),
      reference(wanted.jobId),
      wanted.attempt,
      counted.kind,
      counted.chatType,
      counted.model,
      counted.requests,
      tokens?.prompt ?? null,
      tokens?.cached ?? null,
      tokens?.completion ?? null,
      isAbandoned ? null : counted.isEstimated ? "estimated" : "reported",
      counted.firstTokenMs,
      counted.durationMs,
      counted.outcome,
      counted.errorCode,
      price === null ? null : (price / 1e8).toFixed(8),
      counted.isOwnKey,
      iso(at),
      iso(endedAt),
      isBooked ? counted.day : null,
      wanted.continues ?? null,
      wanted.jobId === null ? null : 1,
    );
    if (!counted.isOwnKey && tokens !== null) {
      this.paid.tokens += tokens.prompt + tokens.completion;
      this.paid.price += price ?? 0;
    }
    const spent = isBooked ? tokens.prompt + tokens.completion : 0;
    this.#days.set(counted.day, (this.#days.get(counted.day) ?? 0) + spent);
  }

  /** Notes that they wrote something at a moment. */
  wrote(at: number): void {
    if (this.isStored) this.weeks.add(weekOf(at));
  }

  /** Stores what was spent, day by day. */
  settle(): void {
    const { person, paid, weeks } = this;
    this.isDeleted = false;
    for (const [day, spent] of this.#days) this.store("usage_days", person.id, day, spent);
    this.sums.operators.user({ id: person.id, ...paid }, this.#days.values(), weeks);
  }
}
