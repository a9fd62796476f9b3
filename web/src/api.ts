// Calls to the service's API from this page.
import { createCall } from "@ai-learning/client/api";
import { systemClock } from "@ai-learning/client/clock";
import { pagePaths } from "@ai-learning/protocol/page-paths";
import { language } from "./i18n/index.ts";

/** Told of every call that failed only for want of a sign-in. */
export const signInNeeded = new Set<() => void>();

export const call = createCall({
  paths: pagePaths,
  fetch: (path, init) => fetch(path, init),
  clock: systemClock,
  locale: language,
  onSignInNeeded() {
    for (const tell of signInNeeded) tell();
  },
});
