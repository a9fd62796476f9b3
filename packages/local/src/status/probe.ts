// Asking whether a part is there, for a limited time: a part that hangs must not hang the answer.
import { messageOf } from "../log.ts";

/** How a part does. */
export interface PartState {
  /** As people call it. */
  readonly name: string;
  readonly ok: boolean;
  /** Where it is when it is there, what is wrong when it is not. */
  readonly says: string;
  readonly version?: string;
  /** How long it took to answer, in milliseconds. */
  readonly ms?: number;
}

/** What a look at a part found. */
export type Found<T> = Pick<PartState, "says" | "version"> & { readonly more?: T };

/** How long a part is waited for, in milliseconds. */
const partMs = 5000;

/** The same for what a function answers, whose process may have to start first. */
export const functionMs = 10_000;

/** A look at a part, which ends with the signal. What it found beside its state is undefined unless it is there. */
export async function probe<T = undefined>(
  name: string,
  look: (signal: AbortSignal) => Promise<Found<T>>,
  limitMs = partMs,
): Promise<{ readonly state: PartState; readonly more: T | undefined }> {
  const since = performance.now();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const waiting = new AbortController();
  const timer = setTimeout(() => {
    reject(new Error(`does not answer within ${String(limitMs / 1000)} s`));
    waiting.abort();
  }, limitMs);
  try {
    const { says, version, more } = await Promise.race([look(waiting.signal), late]);
    const ms = Math.round(performance.now() - since);
    return { state: { name, ok: true, says, ms, ...(version !== undefined && { version }) }, more };
  } catch (thrown) {
    return { state: { name, ok: false, says: reasonOf(thrown) }, more: undefined };
  } finally {
    clearTimeout(timer);
  }
}

/** What `fetch` hides in the cause, and what several addresses hide in a list. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    return reasonOf(thrown.errors[0]);
  }
  if (thrown instanceof Error && thrown.cause !== undefined) return reasonOf(thrown.cause);
  const text = messageOf(thrown).split("\n")[0]?.trim() ?? "";
  return text === "" ? "does not answer" : text.slice(0, 200);
}
