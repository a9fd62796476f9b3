// Whether the page is being printed: paper gets what a screen shows on demand.
import { createSignal, onCleanup, type Accessor } from "solid-js";

export function createPrinting(): Accessor<boolean> {
  const [isPrinting, setPrinting] = createSignal(false);
  const events = new AbortController();
  const { signal } = events;
  addEventListener("beforeprint", () => setPrinting(true), { signal });
  addEventListener("afterprint", () => setPrinting(false), { signal });
  matchMedia("print").addEventListener("change", ({ matches }) => setPrinting(matches), { signal });
  onCleanup(() => events.abort());
  return isPrinting;
}
