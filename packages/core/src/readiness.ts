// Which parts are there, asked side by side, each for a limited time, and not again for a while: frequent callers
// learn nothing newer and cost nothing more.
import type { Parts } from "@ai-learning/protocol/readiness";
import type { Check } from "./adapters/health.ts";
import { systemClock, type Clock } from "./clock.ts";
import * as log from "./log.ts";

/** Milliseconds. */
interface Times {
  /** After which a part that has not answered counts as not there. */
  readonly limitMs: number;
  /** For which an answer is given again. */
  readonly keepMs: number;
}

type Checks = Readonly<Record<keyof Parts, Check>>;

async function stateOf(
  part: string,
  check: Check,
  limitMs: number,
  clock: Clock,
): Promise<"reachable" | "unreachable"> {
  const waiting = new AbortController();
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(limitMs, () => {
    late.reject(new Error(`No answer within ${limitMs} ms`));
    waiting.abort();
  });
  try {
    await Promise.race([check(waiting.signal), late.promise]);
    return "reachable";
  } catch (error) {
    log.warn("part_unreachable", { part }, error);
    return "unreachable";
  } finally {
    cancel();
  }
}

async function ask(checks: Checks, limitMs: number, clock: Clock): Promise<Parts> {
  const state = (part: keyof Parts) => stateOf(part, checks[part], limitMs, clock);
  const [database, table, queue, model] = await Promise.all([
    state("database"),
    state("table"),
    state("queue"),
    state("model"),
  ]);
  return { database, table, queue, model };
}

/** A function that tells the parts' states; calls that come together share one look. */
export function createReadiness(
  checks: Checks,
  { limitMs, keepMs }: Times = { limitMs: 4_000, keepMs: 5_000 },
  clock: Clock = systemClock,
): () => Promise<Parts> {
  let asked: Promise<Parts> | undefined;
  let keptUntil = Infinity;
  return async () => {
    if (asked === undefined || clock.now() >= keptUntil) {
      keptUntil = Infinity;
      asked = ask(checks, limitMs, clock).finally(() => (keptUntil = clock.now() + keepMs));
    }
    return asked;
  };
}
