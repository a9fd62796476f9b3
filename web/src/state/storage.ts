// Values kept in localStorage. Where storage is unavailable or full, nothing is kept.

/** Stores a value; null removes it. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Only a convenience is lost.
  }
}

/** Removes every value whose name has this prefix. */
export function forgetAll(prefix: string): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // Storage is unavailable: nothing is stored in it.
  }
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Deletes the service worker's copies of answers: the worker may not see this page's requests, and so no sign-out. */
export const forgetAnswers = (): unknown =>
  // On plain http there are neither workers nor caches.
  globalThis.caches?.delete("answers").catch(() => undefined);
