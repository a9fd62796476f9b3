// What a generated year adds up to, counted while it is made: what any reader of the database has to find.
import { OperatorSums } from "./operator-sums.ts";
import type { Operation, Stage, UsageTotals } from "@ai-learning/protocol/analytics";

/** One model call, as it counts. */
export interface Counted {
  /** When it was opened, milliseconds since 1970, and that day in UTC, like 2026-11-29. */
  readonly at: number;
  readonly day: string;
  readonly kind: Operation;
  readonly chatType: string | null;
  readonly model: string;
  readonly outcome: "complete" | "truncated" | "stopped" | "failed" | "abandoned";
  readonly errorCode: string | null;
  readonly requests: number;
  /** Null: nobody knows, as the worker died. */
  readonly tokens: {
    readonly prompt: number;
    readonly cached: number;
    readonly completion: number;
  } | null;
  readonly isEstimated: boolean;
  /** In units of 0.00000001 US dollars; null: not known. */
  readonly price: number | null;
  readonly isOwnKey: boolean;
  readonly firstTokenMs: number | null;
  readonly durationMs: number | null;
}

/** As the contract has them, with the price in whole units: they add up exactly. */
export type Sum = Omit<UsageTotals, "price_usd"> & { price_units: number };

const none = (): Sum => ({
  calls: 0,
  requests: 0,
  prompt_tokens: 0,
  cached_tokens: 0,
  completion_tokens: 0,
  tokens: 0,
  estimated_tokens: 0,
  price_units: 0,
  unpriced_calls: 0,
  own_key_tokens: 0,
  complete: 0,
  truncated: 0,
  stopped: 0,
  failed: 0,
  abandoned: 0,
});

function add(sum: Sum, call: Counted): void {
  const { prompt, cached, completion } = call.tokens ?? { prompt: 0, cached: 0, completion: 0 };
  const tokens = prompt + completion;
  sum.calls += 1;
  sum.requests += call.requests;
  sum.prompt_tokens += prompt;
  sum.cached_tokens += cached;
  sum.completion_tokens += completion;
  sum.tokens += tokens;
  if (call.isEstimated) sum.estimated_tokens += tokens;
  if (call.price === null) sum.unpriced_calls += 1;
  else sum.price_units += call.price;
  if (call.isOwnKey) sum.own_key_tokens += tokens;
  sum[call.outcome] += 1;
}

/** The stage of a call, by the rule of the contract and not by the database's. */
export function stageOf(kind: Operation, chatType: string | null): Stage {
  if (kind === "welcome" || kind === "finalization" || kind === "lesson") return kind;
  if (kind === "outline") return "lesson";
  if (kind !== "text") return "other";
  return chatType === "module_learning" ? "study" : "discussion";
}

const byKeys = ["day", "month", "chat_type", "stage", "model", "operation"] as const;
type Key = (typeof byKeys)[number];

/** A planning dialogue that has come to where it stays. */
export interface Dialogue {
  /** UTC day of its first message. */
  readonly day: string;
  readonly hasReply: boolean;
  /** Null: it was not finalised. */
  readonly finalized: { readonly messages: number; readonly minutes: number } | null;
  readonly returns: number;
  readonly isModuleOpened: boolean;
  readonly isCompleted: boolean;
}

export class Sums {
  readonly total = none();
  readonly by: Readonly<Record<Key, Map<string | null, Sum>>> = {
    day: new Map(),
    month: new Map(),
    chat_type: new Map(),
    stage: new Map(),
    model: new Map(),
    operation: new Map(),
  };
  readonly errors = new Map<string, number>();
  /** Of calls that ended whole or cut, by model and operation joined by a space. */
  readonly times = new Map<string, { firstToken: number[]; answer: number[] }>();
  readonly rows = new Map<string, number>();
  readonly dialogues: Dialogue[] = [];
  /** Planning chats, as the original's queries see them. */
  readonly planning = { chats: 0, answers: 0, tokens: 0 };
  readonly operators = new OperatorSums();
  readonly lessons = { written: 0, versions: 0, done: 0 };

  call(call: Counted): void {
    const keys: Readonly<Record<Key, string | null>> = {
      day: call.day,
      month: call.day.slice(0, 7),
      chat_type: call.chatType,
      stage: stageOf(call.kind, call.chatType),
      model: call.model,
      operation: call.kind,
    };
    add(this.total, call);
    this.operators.call(call);
    for (const key of byKeys) {
      const sums = this.by[key];
      let sum = sums.get(keys[key]);
      if (sum === undefined) sums.set(keys[key], (sum = none()));
      add(sum, call);
    }
    if (call.errorCode !== null) {
      this.errors.set(call.errorCode, (this.errors.get(call.errorCode) ?? 0) + 1);
    }
    if (call.outcome === "complete" || call.outcome === "truncated") this.#time(call);
  }

  #time({ model, kind, firstTokenMs, durationMs }: Counted): void {
    const key = `${model} ${kind}`;
    let times = this.times.get(key);
    if (times === undefined) this.times.set(key, (times = { firstToken: [], answer: [] }));
    if (firstTokenMs !== null) times.firstToken.push(firstTokenMs);
    if (durationMs !== null) times.answer.push(durationMs);
  }

  row(table: string): void {
    this.rows.set(table, (this.rows.get(table) ?? 0) + 1);
  }

  /** The sums as JSON: what `--sums FILE` writes. */
  toJSON() {
    const object = <T>(map: ReadonlyMap<string | null, T>): Record<string, T> =>
      Object.fromEntries(
        [...map]
          .map(([key, value]) => [String(key), value] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      );
    return {
      rows: object(this.rows),
      total: this.total,
      ...Object.fromEntries(byKeys.map((key) => [`by_${key}`, object(this.by[key])])),
      errors: object(this.errors),
      response_times: object(
        new Map([...this.times].map(([key, times]) => [key, timesOf(times)] as const)),
      ),
      planning: planningOf(this.dialogues),
      funnel: funnelOf(this.dialogues),
      planning_chats: this.planning,
      lessons: this.lessons,
    };
  }
}

/** A quantile (0 to 1) of numbers by nearest rank, as PostgreSQL's `percentile_disc`. Null: there are none. */
export function quantileOf(values: readonly number[], share: number): number | null {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function timesOf({ firstToken, answer }: { firstToken: number[]; answer: number[] }) {
  return {
    calls: answer.length,
    first_token_p50_ms: quantileOf(firstToken, 0.5),
    first_token_p95_ms: quantileOf(firstToken, 0.95),
    answer_p50_ms: quantileOf(answer, 0.5),
    answer_p95_ms: quantileOf(answer, 0.95),
  };
}

const spreadOf = (values: readonly number[]) => ({
  mean: meanOf(values),
  p50: quantileOf(values, 0.5),
  p95: quantileOf(values, 0.95),
});

/** Figures of planning dialogues, as the contract has them. */
export function planningOf(dialogues: readonly Dialogue[]) {
  const finalized = dialogues.flatMap((one) => one.finalized ?? []);
  return {
    dialogues: dialogues.length,
    finalized: finalized.length,
    share_finalized: dialogues.length === 0 ? null : finalized.length / dialogues.length,
    messages_to_finalization: spreadOf(finalized.map(({ messages }) => messages)),
    minutes_to_finalization: spreadOf(finalized.map(({ minutes }) => minutes)),
    unfinished: dialogues.length - finalized.length,
    returned: dialogues.filter(({ returns }) => returns > 0).length,
    returns: dialogues.reduce((sum, { returns }) => sum + returns, 0),
  };
}

/** How many tracks came to each step, or to a later one. */
export function funnelOf(dialogues: readonly Dialogue[]) {
  const count = (reached: (one: Dialogue) => boolean): number => dialogues.filter(reached).length;
  return {
    plan_shown: dialogues.length,
    first_reply: count(({ hasReply, finalized }) => hasReply || finalized !== null),
    finalized: count(({ finalized }) => finalized !== null),
    first_module_opened: count(({ isModuleOpened }) => isModuleOpened),
    completed: count(({ isCompleted }) => isCompleted),
  };
}
