// What the browser gives to the client.
import { systemClock } from "@ai-learning/client/clock";
import type { PageEvent, Platform } from "@ai-learning/client/platform";
import { directSocketUrl, siteSocketUrl } from "@ai-learning/client/socket-url";
import { batch } from "solid-js";
import { call } from "../api.ts";
import { openChannel } from "./channel.ts";
import { openUnsent } from "./unsent-database.ts";

/** Milliseconds between two looks of a hidden page, which has no animation frames. */
const hiddenFrameMs = 200;

const isVisible = (): boolean => document.visibilityState !== "hidden";

/** Calls `run` with the next animation frame. One asked for before the page was hidden would come when it is shown. */
function nextFrame(run: () => void): () => void {
  const timer = isVisible() ? undefined : setTimeout(finish, hiddenFrameMs);
  const frame = requestAnimationFrame(finish);
  document.addEventListener("visibilitychange", finish);
  function cancel(): void {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    document.removeEventListener("visibilitychange", finish);
  }
  function finish(): void {
    cancel();
    run();
  }
  return cancel;
}

function subscribe(listener: (event: PageEvent) => void): () => void {
  const events = new AbortController();
  const on = (target: EventTarget, name: string, event: PageEvent): void =>
    target.addEventListener(name, () => listener(event), { signal: events.signal });
  on(window, "online", "online");
  on(window, "offline", "offline");
  on(window, "pageshow", "visible");
  on(document, "visibilitychange", "visible");
  return () => events.abort();
}

export const platform: Platform = {
  clock: systemClock,
  page: { isOnline: () => navigator.onLine, isVisible, subscribe },
  openWebSocket: (url) => new WebSocket(url),
  socketUrl: (key) =>
    import.meta.env.SOCKET_URL
      ? directSocketUrl(call, import.meta.env.SOCKET_URL, key)
      : siteSocketUrl(location.href, key),
  nextFrame,
  batch,
  openUnsent,
  // On plain http there are no locks.
  lock: async (name, act) => ("locks" in navigator ? navigator.locks.request(name, act) : act()),
  openChannel(name, onPost) {
    const channel = openChannel(name);
    channel?.addEventListener("message", onPost);
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: a channel of this origin
      post: () => channel?.postMessage("changed"),
      close: () => channel?.close(),
    };
  },
};
