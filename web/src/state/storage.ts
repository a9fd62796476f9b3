// What this browser remembers. Storage may be shut or full: then it remembers nothing.

/** Keeps a value; null forgets it. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Only a convenience is lost.
  }
}

/** Forgets every value whose name begins so. */
export function forgetAll(prefix: string): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // There was nothing to forget.
  }
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
