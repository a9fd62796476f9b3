// Which messages are shown: the newest at first, and older ones as the reader goes up.
import type { Message } from "@ai-learning/client/model";
import { olderThan } from "@ai-learning/client/select";
import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Room } from "./room.ts";

/** Messages shown at first, and added at a time. */
const step = 20;

export interface HistoryWindow {
  /** Ids of the messages shown, oldest first. */
  readonly ids: Accessor<readonly string[]>;
  readonly hasOlder: Accessor<boolean>;
  /** Older messages are on their way from the server. */
  readonly isLoading: Accessor<boolean>;
  readonly showOlder: () => void;
}

/** `onGrown` is called when older messages have been put above the others. */
export function createHistoryWindow(room: Room, onGrown: () => void): HistoryWindow {
  /** Position of the topmost message shown; null before there is one. */
  const [from, setFrom] = createSignal<number | null>(null);
  /** Position before which older messages were requested from the server. */
  const [requested, setRequested] = createSignal<number | null>(null);

  createEffect(
    on(room.chatId, () => {
      setFrom(null);
      setRequested(null);
    }),
  );
  createEffect(() => {
    if (room.isRestored() && from() === null) setFrom(room.messages().at(-step)?.position ?? 0);
  });

  const shown = createMemo<readonly Message[]>(() => {
    const first = from();
    return first === null ? [] : room.messages().filter((one) => one.position >= first);
  });
  const ids = createMemo<readonly string[]>((before) => {
    const now = shown().map((one) => one.id);
    return now.length === before.length && now.every((id, at) => id === before[at]) ? before : now;
  }, []);

  function showOlder(): void {
    const hidden = room.messages().length - shown().length;
    if (hidden > 0) {
      setFrom(room.messages()[Math.max(0, hidden - step)]?.position ?? 0);
      return;
    }
    const before = olderThan(room.chat());
    if (before === null || requested() === before) return;
    setRequested(before);
    void room.session.older(room.chatId(), before).then((isSent) => isSent || setRequested(null));
  }

  /** The requested messages have arrived: the newest of them are shown. */
  createEffect(() => {
    const before = requested();
    const lowest = room.messages()[0]?.position;
    if (before === null || lowest === undefined || lowest >= before) return;
    setRequested(null);
    showOlder();
  });
  // A request does not survive its connection.
  createEffect(on(room.session.live, () => setRequested(null), { defer: true }));
  createEffect(on(from, onGrown, { defer: true }));

  /** Nobody can go up on paper: all that is loaded is printed. */
  const showLoaded = (): void => void (from() === null || setFrom(0));
  addEventListener("beforeprint", showLoaded);
  onCleanup(() => removeEventListener("beforeprint", showLoaded));

  return {
    ids,
    hasOlder: () => shown().length < room.messages().length || olderThan(room.chat()) !== null,
    isLoading: () => requested() !== null,
    showOlder,
  };
}
