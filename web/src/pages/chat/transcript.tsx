// The messages of the chat, oldest first, with what waits to be sent below them.
import { createEffect, createMemo, For, on, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { t } from "../../i18n/index.ts";
import { Answer } from "./answer.tsx";
import type { Follow } from "./follow.ts";
import { createHistoryWindow } from "./history-window.ts";
import { Question } from "./question.tsx";
import { useRoom } from "./room-context.ts";
import { EmptyChat, RestoreError } from "./notices.tsx";
import "./transcript.css";
import { UnsentQuestion } from "./unsent-question.tsx";

export function Transcript(props: { follow: Follow }): JSX.Element {
  const room = useRoom();
  const history = createHistoryWindow(room, () => props.follow.keepPlace());
  createEffect(on(room.chatId, () => props.follow.toEnd()));
  props.follow.onNearStart(history.showOlder);
  const isEmpty = (): boolean => history.ids().length === 0 && room.unsent().length === 0;

  return (
    <div class="transcript" ref={(made) => props.follow.watch(made)}>
      <Show when={room.isRestored()} fallback={<RestoreError />}>
        <Show when={history.hasOlder()}>
          <div class="transcript-older">
            <Button
              variant="quiet"
              size="small"
              busy={history.isLoading()}
              onClick={history.showOlder}
            >
              {history.isLoading() ? t("chat").loadingOlder : t("chat").older}
            </Button>
          </div>
        </Show>
      </Show>
      <div class="transcript-log" role="log" aria-live="off" aria-label={t("chat").transcript}>
        <For each={history.ids()}>{(id) => <Row id={id} />}</For>
        <For each={room.unsent()}>{(message) => <UnsentQuestion message={message} />}</For>
      </div>
      <Show when={room.isRestored() && isEmpty()}>
        <EmptyChat />
      </Show>
      <Show when={!room.isRestored() && room.session.problem() === null}>
        <Skeleton lines={5} label={t("chat").loading} />
      </Show>
    </div>
  );
}

function Row(props: { id: string }): JSX.Element {
  const room = useRoom();
  const { Lesson = Answer } = room;
  const message = createMemo(() => room.chat()?.messages[props.id]);
  return (
    <Show when={message()}>
      {(one) => (
        <Show when={one().sender === "ai"} fallback={<Question message={one()} />}>
          <Show when={one().kind === "lesson"} fallback={<Answer message={one()} />}>
            <Lesson message={one()} />
          </Show>
        </Show>
      )}
    </Show>
  );
}
