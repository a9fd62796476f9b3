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
