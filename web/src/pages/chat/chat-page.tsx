// The planning chat of a track.
import { useParams } from "@solidjs/router";
import { createEffect, Match, on, Show, Switch, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { call } from "../../api.ts";
import { keepFresh } from "../../state/changes.ts";
import { LinkButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/message.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { Failure } from "../../layout/failure.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { createLoad } from "../../state/load.ts";
import { loadUser, user } from "../../state/current-user.ts";
import "./chat-page.css";
import { ChatRoom } from "./chat-room.tsx";

/** The study chat of a module uses most of this file: it is loaded from here, so that nothing of it is loaded twice. */
export const loadStudy = () => import("./study-chat.tsx");

const isUnknown = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === "track_not_found" || error.code === "invalid_id");

export default function ChatPage(): JSX.Element {
  const params = useParams<{ id: string; chatId?: string }>();
  const track = createLoad(
    () => params.id,
    (id, signal) => call("getTrack", { params: { id }, signal }),
  );
  keepFresh(track);
  const error = (): unknown => {
    const now = track.now();
    return now.state === "failed" ? now.error : undefined;
  };
  // A readable track means a signed-in user, who may not be loaded yet.
  createEffect(
    on(track.now, ({ state }) => {
      if (state === "ready" && user() === null) loadUser(true).catch(() => undefined);
    }),
  );

  return (
    <Switch
      fallback={
        <div class="page">
          <Skeleton lines={6} label={t().app.loading} />
        </div>
      }
    >
      <Match when={track.value()?.id} keyed>
        <Show when={track.value()}>
          {(value) => (
            <ChatRoom
              track={value()}
              chatId={(params.chatId ?? value().chat_id).toLowerCase()}
              onTrackChange={track.set}
            />
          )}
        </Show>
      </Match>
      <Match when={isUnknown(error())}>
        <PageHeading class="visually-hidden" text={t().tracks.notYours.title} />
        <EmptyState title={t().tracks.notYours.title} text={t().tracks.notYours.text}>
          <LinkButton href="/tracks">{t().app.myTracks}</LinkButton>
        </EmptyState>
      </Match>
      <Match when={error()}>
        <PageHeading class="visually-hidden" text={t().tracks.trackFailed} />
        <Failure title={t().tracks.trackFailed} error={error()} onRetry={track.retry} />
      </Match>
    </Switch>
  );
}
