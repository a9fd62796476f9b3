// A value of the client's as a signal.
import type { Readable } from "@ai-learning/client/value";
import { createSignal, onCleanup, type Accessor } from "solid-js";

/** Follows a value for as long as the owner lives. */
export function follow<T>(value: Readable<T>): Accessor<T> {
  const [get, set] = createSignal(value.get());
  onCleanup(value.subscribe((next) => set(() => next)));
  return get;
}
