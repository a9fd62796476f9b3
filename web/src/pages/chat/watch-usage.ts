// Loads the day's allowance when the chat opens, when
// an answer has ended, when a request was refused for lack of it, and when it renews. Never at intervals.
import type { Usage } from "@ai-learning/protocol/user";
import { createEffect, createMemo, on, onCleanup, type Accessor } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { call } from "../../api.ts";
import { createLoad, type Load } from "../../state/load.ts";

interface Watched {
  /** The answer that is generating or pending. */
  readonly unfinishedId: Accessor<string | undefined>;
  /** Number of messages refused for lack of allowance. */
  readonly refusals: Accessor<number>;
  readonly requestError: Accessor<unknown>;
}

/** True for a refusal for lack of allowance. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "budget_exhausted";

export function watchUsage({ unfinishedId, refusals, requestError }: Watched): Load<Usage> {
  const usage = createLoad(
    () => true,
    (_, signal) => call("usage", { signal }),
  );
  createEffect(
    on(unfinishedId, (now, before) => {
      if (before !== undefined && before !== now) usage.refresh();
    }),
  );
  const refused = createMemo(refusals);
  createEffect(
    on(refused, (now, before = 0) => {
      if (now > before) usage.refresh();
    }),
  );
  createEffect(
    on(requestError, (error) => {
      if (isRefusal(error)) usage.refresh();
    }),
  );
  createEffect(
    on(usage.value, (value) => {
      const left = value === undefined ? 0 : Date.parse(value.renews_at) - Date.now();
      if (left <= 0) return;
      const timer = setTimeout(usage.refresh, left + 1_000);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return usage;
}
