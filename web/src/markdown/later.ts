// Code that a text can be read without: fetched when a text first needs it.
import { createSignal } from "solid-js";
import { optionalCode } from "../state/optional-code.ts";

/** What is there of it, reactive. Asking fetches it; after a failure the next to ask tries again. */
export function later<T extends object>(fetch: () => Promise<T>): () => T | undefined {
  const [loaded, setLoaded] = createSignal<T>();
  let isLoading = false;

  async function load(): Promise<void> {
    isLoading = true;
    optionalCode.loading += 1;
    const found = await fetch().catch(() => undefined);
    optionalCode.loading -= 1;
    isLoading = false;
    setLoaded(() => found);
  }

  return () => {
    const found = loaded();
    if (found === undefined && !isLoading) void load();
    return found;
  };
}
