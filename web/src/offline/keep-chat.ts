// Keeps the chat on screen for reading without a network. Most of it came by the socket, which no service worker sees.
import { createEffect, onCleanup, untrack, type Accessor } from "solid-js";
import { historyOf } from "@ai-learning/client/history-of";
import type { Chat } from "@ai-learning/client/model";
import { unfinished } from "@ai-learning/client/select";
import type { LiveState } from "@ai-learning/client/socket";
import { pagePaths } from "@ai-learning/protocol/page-paths";
import { user } from "../state/current-user.ts";
import { tellWorker } from "./offline.ts";

/** Milliseconds of quiet before a chat is kept: it changes in steps. */
const quietMs = 1_000;

interface Kept {
  readonly chat: Accessor<Chat | undefined>;
  readonly live: Accessor<LiveState>;
}

/** Keeps a chat whenever it has come to rest, and as it is when the page is left or the network goes. */
export function keepChat({ chat, live }: Kept): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The chat as the service last told it. What came from a copy is not news, and keeps its date. */
  let told: Chat | undefined;
  let kept: Chat | undefined;

  function keep(): void {
    clearTimeout(timer);
    const owner = untrack(user);
    const history = told && told !== kept ? historyOf(told) : null;
    if (!owner || !told || history === null) return;
    kept = told;
    const path = pagePaths.getHistory.path.replace(":id", told.id);
    const body = JSON.stringify(history);
    void tellWorker({ type: "chat", user: owner.id, path: `${path}?limit=100`, body });
  }

  createEffect(() => {
    const now = chat();
    if (live() !== "open" && live() !== "blocked") return;
    clearTimeout(timer);
    told = now;
    if (now && unfinished(now) === undefined) timer = setTimeout(keep, quietMs);
  });
  addEventListener("offline", keep);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);
  onCleanup(() => {
    keep();
    removeEventListener("offline", keep);
    removeEventListener("pagehide", keep);
    document.removeEventListener("visibilitychange", keep);
  });
}
