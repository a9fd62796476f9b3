// What changes in one tab is seen in the others: at once in this browser, on the next look from elsewhere.
import { onCleanup } from "solid-js";
import type { Load } from "./load.ts";

const others = "BroadcastChannel" in globalThis ? new BroadcastChannel("changes") : null;

/** Tells the other tabs that tracks or chats are not what they were. */
export function tellOthers(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: a channel of this origin
  others?.postMessage("changed");
}

/** Milliseconds: coming back to the page is told by two events, and may be often. */
const betweenLooks = 2_000;

/** Keeps what a page shows up to date for as long as the owner lives. */
export function keepFresh(load: Pick<Load<unknown>, "refresh">): void {
  let last = Date.now();
  function look(): void {
    if (document.visibilityState === "hidden" || Date.now() - last < betweenLooks) return;
    last = Date.now();
    load.refresh();
  }
  others?.addEventListener("message", load.refresh);
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  addEventListener("online", load.refresh);
  onCleanup(() => {
    others?.removeEventListener("message", load.refresh);
    document.removeEventListener("visibilitychange", look);
    removeEventListener("focus", look);
    removeEventListener("online", load.refresh);
  });
}
