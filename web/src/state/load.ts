// Loads data for a page, with explicit states instead of Suspense.
import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { user } from "./current-user.ts";

export type Loaded<T> =
  | { readonly state: "loading"; readonly value?: T | undefined }
  | { readonly state: "failed"; readonly error: unknown; readonly value?: T | undefined }
  | { readonly state: "ready"; readonly value: T };

export interface Load<T> {
  readonly now: Accessor<Loaded<T>>;
  readonly value: Accessor<T | undefined>;
  readonly retry: () => void;
  /** Loads again in the background: the value stays until a newer one arrives or the server answers 404. */
  readonly refresh: () => void;
  /** Sets a value known from another request. */
  set(this: void, value: T): void;
}

/** It no longer exists. */
const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

const isForSignIn = (error: unknown): boolean => error instanceof ApiError && error.needsSignIn;

/**
 * Loads for every value of `source` (undefined: not yet) and again on `retry`.
 * A newer load wins over an older one; the last value stays readable meanwhile.
 */
export function createLoad<S, T>(
  source: Accessor<S | undefined>,
  load: (source: S, signal: AbortSignal) => Promise<T>,
): Load<T> {
  const [now, setNow] = createSignal<Loaded<T>>({ state: "loading" });
  const [round, setRound] = createSignal(0);
  let refreshing: AbortController | undefined;
  const endRefresh = (): void => refreshing?.abort();

  function refresh(): void {
    const from = untrack(source);
    if (from === undefined || untrack(now).state === "loading") return;
    endRefresh();
    const abort = new AbortController();
    refreshing = abort;
    load(from, abort.signal).then(
      (value) => !abort.signal.aborted && setNow({ state: "ready", value }),
      (error: unknown) =>
        !abort.signal.aborted && isGone(error) && setNow({ state: "failed", error }),
    );
  }

  // The load failed for lack of a sign-in, and another tab signed in.
  createEffect(
    on(user, (one) => {
      const last = untrack(now);
      if (one && last.state === "failed" && isForSignIn(last.error)) setRound((n) => n + 1);
    }),
  );
  createEffect<S | undefined>((before) => {
    const from = source();
    round();
    const abort = new AbortController();
    onCleanup(() => {
      abort.abort();
      endRefresh();
    });
    setNow((last) => ({ state: "loading", value: from === before ? last.value : undefined }));
    if (from === undefined) return from;
    load(from, abort.signal).then(
      (value) => !abort.signal.aborted && setNow({ state: "ready", value }),
      (error: unknown) =>
        !abort.signal.aborted && setNow((last) => ({ state: "failed", error, value: last.value })),
    );
    return from;
  });
  return {
    now,
    value: () => now().value,
    retry: () => setRound((n) => n + 1),
    refresh,
    set(value) {
      // A refresh in flight may return an older value.
      endRefresh();
      setNow({ state: "ready", value });
    },
  };
}
