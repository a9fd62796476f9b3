// Loading something for a page, with its three states in the open: no suspense, no flash.
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
  /** Loads again unseen: what is shown stays until something newer is there, or it turns out to be gone. */
  readonly refresh: () => void;
  /** Puts in a value known by other means. */
  set(this: void, value: T): void;
}

/** It was there and is there no more. */
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

  // It failed only for want of a sign-in, and another tab signed in.
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
      // What is being read may be older than this.
      endRefresh();
      setNow({ state: "ready", value });
    },
  };
}
