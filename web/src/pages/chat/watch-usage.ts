// Keeps what is left of the day's allowance in step with the dialogue: looked at when the chat opens, when
// an answer has ended, when something was refused for want of it, and when it is renewed. Never at intervals.
import type { Usage } from "@ai-learning/protocol/user";
import { createEffect, createMemo, on, onCleanup, type Accessor } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { call } from "../../api.ts";
import { createLoad, type Load } from "../../state/load.ts";

interface Watched {
  /** The answer that is being written or waits to be. */
  readonly unfinishedId: Accessor<string | undefined>;
  /** Messages refused for want of allowance. */
  readonly refusals: Accessor<number>;
  readonly askError: Accessor<unknown>;
}

/** It was refused for want of allowance. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "budget_exhausted";

export function watchUsage({ unfinishedId, refusals, askError }: Watched): Load<Usage> {
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
    on(askError, (error) => {
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
