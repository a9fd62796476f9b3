// What to go on with, and how far each track is.
import "../learning/styles.ts";
import type { Today } from "@ai-learning/protocol/lesson";
import { A, useLocation } from "@solidjs/router";
import { createMemo, For, Match, Show, Switch, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { LinkButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/message.tsx";
import { Progress } from "../../components/progress.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { formatPercent } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { Failure } from "../../layout/failure.tsx";
import { GuestNote } from "../../layout/guest-note.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { keepFresh } from "../../state/changes.ts";
import { loadUser, user } from "../../state/current-user.ts";
import { placePath } from "../../state/learning-paths.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { createLoad } from "../../state/load.ts";
import { isNewcomer } from "../../state/newcomer.ts";
import { isDeleted } from "../../state/track-deletion.ts";

export default function TodayPage(): JSX.Element {
  prepareOffline();
  const location = useLocation();
  const load = createLoad(
    () => location.pathname,
    async (_, signal) => {
      const today = await callLater("today", { signal });
      if (!user()) await loadUser(true);
      return today;
    },
  );
  keepFresh(load);
  const failed = () => {
    const now = load.now();
    return now.state === "failed" && now.value === undefined ? now : undefined;
  };
  const tracks = createMemo(() => load.value()?.tracks.filter(({ id }) => !isDeleted(id)));

  return (
    <div class="page stack today">
      <div class="today-head">
        <PageHeading text={t("learning").today.title} />
        <Show when={load.value()?.lessons_done_this_week}>
          {(count) => <p class="soft">{t("learning").today.thisWeek(count())}</p>}
        </Show>
      </div>
      <Switch fallback={<Skeleton lines={6} label={t().app.loading} />}>
        <Match when={isNewcomer(failed()?.error) || tracks()?.length === 0}>
          <EmptyState title={t("learning").today.emptyTitle} text={t("learning").today.emptyText}>
            <LinkButton variant="primary" icon="plus" href="/tracks/new">
              {t("learning").today.emptyAction}
            </LinkButton>
            <Show when={user() === null}>
              <LinkButton href="/sign-in">{t().account.signIn}</LinkButton>
            </Show>
          </EmptyState>
        </Match>
        <Match when={failed()}>
          {(now) => (
            <Failure title={t("learning").today.failed} error={now().error} onRetry={load.retry} />
          )}
        </Match>
        <Match when={load.value()}>
          {(today) => (
            <>
              <GuestNote />
              <Show when={nextOf(today())}>{(next) => <Next next={next()} />}</Show>
              <section class="today-tracks" aria-labelledby="today-tracks">
                <div class="today-tracks-head">
                  <h2 id="today-tracks">{t("learning").today.tracks}</h2>
                  <A href="/tracks">{t("learning").today.allTracks}</A>
                  <LinkButton size="small" icon="plus" href="/tracks/new">
                    {t().app.newTrack}
                  </LinkButton>
                </div>
                <ul class="today-list" role="list">
                  <For each={tracks()}>{(track) => <TrackRow track={track} />}</For>
                </ul>
              </section>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

type NextPlace = NonNullable<Today["next"]>;

const nextOf = ({ next }: Today): NextPlace | undefined =>
  next === null || isDeleted(next.track_id) ? undefined : next;

function Next(props: { next: NextPlace }): JSX.Element {
  const next = () => props.next;
  return (
    <section class="today-next" aria-labelledby="today-next">
      <h2 id="today-next">{t("learning").today.next}</h2>
      <p class="today-title" dir="auto">
        {next().lesson_title ?? next().module_title}
      </p>
      <p class="soft" dir="auto">
        {next().track_title} · {t("learning").moduleOf(next().module_number)}
        <Show when={next().lesson_title}>: {next().module_title}</Show>
      </p>
      <div class="row">
        <LinkButton variant="primary" href={placePath(next().track_id, next())}>
          {t("learning").continue}
        </LinkButton>
      </div>
    </section>
  );
}

type TrackToday = Today["tracks"][number];

function TrackRow(props: { track: TrackToday }): JSX.Element {
  const track = () => props.track;
  const words = () => t("learning").today;
  /** What comes next in it; a track without modules is still being planned. */
  const next = () => {
    const place = track().next;
    if (place !== null) {
      const title = place.lesson_title ?? place.module_title;
      return { href: placePath(track().id, place), text: title };
    }
    return track().hours === 0
      ? { href: `/tracks/${track().id}/chat`, text: words().planning }
      : undefined;
  };
  return (
    <li class="today-track">
      <h3>
        <A href={`/tracks/${track().id}`} dir="auto">
          {track().title}
        </A>
      </h3>
      <Show when={track().hours > 0}>
        <Progress
          value={track().progress}
          label={`${t("learning").progress}: ${track().title}`}
          text={t("learning").progressOf(
            formatPercent(track().progress),
            t("learning").hoursDone(track().hours_done, track().hours),
          )}
        />
      </Show>
      <p class="small">
        <Show when={next()} fallback={<span class="soft">{words().finished}</span>}>
          {(place) => (
            <A href={place().href} dir="auto">
              {place().text}
            </A>
          )}
        </Show>
      </p>
    </li>
  );
}
