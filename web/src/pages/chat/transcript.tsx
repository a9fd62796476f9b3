// What was said, oldest first. The newest part is shown; what is above comes as the reader goes up.
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { t } from "../../i18n/index.ts";
import { olderThan } from "@ai-learning/client/select";
import { Answer } from "./answer.tsx";
import type { Follow } from "./follow.ts";
import { Question } from "./question.tsx";
import { useRoom } from "./room-context.ts";
import { EmptyChat, RestoreTrouble } from "./states.tsx";
import "./transcript.css";
import { UnsentQuestion } from "./unsent.tsx";

/** Messages shown at first, and added at a time. */
const step = 20;

export function Transcript(props: { follow: Follow }): JSX.Element {
  const room = useRoom();
  /** Position of the topmost message shown; null until there is one. */
  const [from, setFrom] = createSignal<number | null>(null);
  /** What older part was asked of the server. */
  const [asked, setAsked] = createSignal<number | null>(null);
  const isRestored = (): boolean => (room.chat()?.restoredFrom ?? null) !== null;

  createEffect(
    on(room.chatId, () => {
      setFrom(null);
      setAsked(null);
      props.follow.toEnd();
    }),
  );
  createEffect(() => {
    if (isRestored() && from() === null) {
      setFrom(room.messages().at(-step)?.position ?? 0);
    }
  });

  const shown = createMemo(() => {
    const first = from();
    return first === null ? [] : room.messages().filter((one) => one.position >= first);
  });
  const ids = createMemo<readonly string[]>((before) => {
    const now = shown().map((one) => one.id);
    return now.length === before.length && now.every((id, at) => id === before[at]) ? before : now;
  }, []);
  const hasMore = (): boolean =>
    shown().length < room.messages().length || olderThan(room.chat()) !== null;

  function showOlder(): void {
    const { length } = room.messages();
    const hidden = length - shown().length;
    if (hidden > 0) {
      setFrom(room.messages()[Math.max(0, hidden - step)]?.position ?? 0);
      return;
    }
    const before = olderThan(room.chat());
    if (before === null || asked() === before) return;
    setAsked(before);
    void room.session.older(room.chatId(), before).then((isAsked) => isAsked || setAsked(null));
  }

  /** The part that was asked for has come: show the newest of it. */
  createEffect(() => {
    const before = asked();
    const lowest = room.messages()[0]?.position;
    if (before === null || lowest === undefined || lowest >= before) return;
    setAsked(null);
    showOlder();
  });
  createEffect(on(room.session.live, () => setAsked(null), { defer: true }));
  createEffect(on(from, () => props.follow.keepPlace(), { defer: true }));
  props.follow.onNearStart(showOlder);

  return (
    <div class="transcript" ref={(made) => props.follow.watch(made)}>
      <Show when={isRestored()} fallback={<RestoreTrouble />}>
        <Show when={hasMore()}>
          <div class="transcript-older">
            <Button variant="quiet" size="small" busy={asked() !== null} onClick={showOlder}>
              {asked() === null ? t("chat").older : t("chat").loadingOlder}
            </Button>
          </div>
        </Show>
      </Show>
      <div class="transcript-log" role="log" aria-live="off" aria-label={t("chat").transcript}>
        <For each={ids()}>{(id) => <Row id={id} />}</For>
        <For each={room.unsent()}>{(message) => <UnsentQuestion message={message} />}</For>
      </div>
      <Show when={isRestored() && ids().length === 0 && room.unsent().length === 0}>
        <EmptyChat />
      </Show>
      <Show when={!isRestored() && room.session.problem() === null}>
        <Skeleton lines={5} label={t("chat").loading} />
      </Show>
    </div>
  );
}

function Row(props: { id: string }): JSX.Element {
  const room = useRoom();
  const message = createMemo(() => room.chat()?.messages[props.id]);
  return (
    <Show when={message()}>
      {(one) => (
        <Show when={one().sender === "ai"} fallback={<Question message={one()} />}>
          <Answer message={one()} />
        </Show>
      )}
    </Show>
  );
}
