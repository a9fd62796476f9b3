// Calls to the service's API from this page.
import { createCall, type ApiOptions, type Call } from "@ai-learning/client/api";
import { systemClock } from "@ai-learning/client/clock";
import type { RouteName } from "@ai-learning/protocol/http";
import { pagePaths } from "@ai-learning/protocol/page-paths";
import { untrack } from "solid-js";
import { language } from "./i18n/index.ts";

/** Told of every call that failed only for want of a sign-in. */
export const signInNeeded = new Set<() => void>();

const options = {
  fetch: (path, init) => fetch(path, init),
  clock: systemClock,
  // Untracked: words that arrive later would have everything on screen loaded again.
  locale: () => untrack(language),
  onSignInNeeded() {
    for (const tell of signInNeeded) tell();
  },
} satisfies Omit<ApiOptions, "paths">;

export const call = createCall({ ...options, paths: pagePaths });

/** Calls of routes whose paths a part of the page brings along. */
export const callTo = <Known extends RouteName>(paths: ApiOptions<Known>["paths"]): Call<Known> =>
  createCall({ ...options, paths });
