// Keeps tabs in step: changes show at once in this browser's tabs, and on the next focus elsewhere.
import { onCleanup } from "solid-js";
import { openChannel } from "./channel.ts";
import type { Load } from "./load.ts";

const others = openChannel("changes");

/** Tells the other tabs that tracks or chats have changed. */
export function tellOthers(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: a channel of this origin
  others?.postMessage("changed");
}

/** Minimum milliseconds between refreshes: returning to the page fires two events, and may be frequent. */
const betweenLooks = 2_000;

/** Refreshes a load when it may be out of date, until the owner is disposed. */
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
