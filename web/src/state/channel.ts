// The channel to the other tabs of this browser. Without one they are in step on their next focus.

/** Null where the browser has none. */
export const openChannel = (name: string): BroadcastChannel | null =>
  "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null;
