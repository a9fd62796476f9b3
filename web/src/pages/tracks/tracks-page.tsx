// The list of tracks, newest first.
import { useLocation } from "@solidjs/router";
import { createMemo, For, Match, Show, Switch, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { keepFresh } from "../../state/changes.ts";
import { LinkButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/message.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { Failure } from "../../layout/failure.tsx";
import { GuestNote } from "../../layout/guest-note.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { createLoad } from "../../state/load.ts";
import { loadUser, user } from "../../state/current-user.ts";
import { isNewcomer } from "../../state/newcomer.ts";
import { isDeleted } from "../../state/track-deletion.ts";
import { TrackCard } from "./track-card.tsx";
import "./tracks-page.css";

export default function TracksPage(): JSX.Element {
  prepareOffline();
  const location = useLocation();
  const list = createLoad(
    () => location.pathname,
    async (_, signal) => {
      const tracks = await callLater("listTracks", { signal });
      if (!user()) await loadUser(true);
      return tracks.toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
    },
  );
  keepFresh(list);
  const shown = createMemo(() => list.value()?.filter(({ id }) => !isDeleted(id)));
  const failed = () => {
    const now = list.now();
    return now.state === "failed" && now.value === undefined ? now : undefined;
  };

  return (
    <div class="page stack">
      <div class="tracks-head">
        <PageHeading text={t().tracks.title} />
        <Show when={shown()?.length}>
          {(count) => <p class="soft tracks-count">{t("trackPages").count(count())}</p>}
        </Show>
        <Show when={shown()?.length}>
          <LinkButton class="tracks-new" variant="primary" icon="plus" href="/tracks/new">
            {t().app.newTrack}
          </LinkButton>
        </Show>
      </div>
      <Show when={shown()?.length}>
        <GuestNote />
      </Show>
      <Switch fallback={<Skeleton lines={6} label={t().app.loading} />}>
        <Match when={isNewcomer(failed()?.error) || shown()?.length === 0}>
          <EmptyState title={t("trackPages").empty.title} text={t("trackPages").empty.text}>
            <LinkButton variant="primary" icon="plus" href="/tracks/new">
              {t("trackPages").empty.action}
            </LinkButton>
            <Show when={user() === null}>
              <LinkButton href="/sign-in">{t().account.signIn}</LinkButton>
            </Show>
          </EmptyState>
        </Match>
        <Match when={failed()}>
          {(now) => (
            <Failure title={t("trackPages").loadFailed} error={now().error} onRetry={list.retry} />
          )}
        </Match>
        <Match when={shown()}>
          {(tracks) => (
            <ul class="tracks-list" role="list">
              <For each={tracks()}>{(track) => <TrackCard track={track} />}</For>
            </ul>
          )}
        </Match>
      </Switch>
    </div>
  );
}
