// The page of one track.
import type { Track } from "@ai-learning/protocol/track";
import { A, useNavigate, useParams } from "@solidjs/router";
import { Match, Show, Switch, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { call } from "../../api.ts";
import { callLater } from "../../later-api.ts";
import { keepFresh } from "../../state/changes.ts";
import { LinkButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/message.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { Failure } from "../../layout/failure.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { placePath } from "../../state/learning-paths.ts";
import { createLoad } from "../../state/load.ts";
import { loadUser, user } from "../../state/current-user.ts";
import { deleteTrack } from "../../state/track-deletion.ts";
import { EarlierPlans } from "./earlier-plans.tsx";
import { Modules } from "./modules.tsx";
import { TrackAbout } from "./track-about.tsx";
import { TrackFacts } from "./track-facts.tsx";
import "./track-page.css";
import { TrackTools } from "./track-tools.tsx";

const isStranger = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === "track_not_found" || error.code === "invalid_id");

export default function TrackPage(): JSX.Element {
  prepareOffline();
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    async (id, signal) => {
      const track = await call("getTrack", { params: { id }, signal });
      if (!user()) await loadUser(true);
      return track;
    },
  );
  keepFresh(load);
  const failed = () => {
    const now = load.now();
    return now.state === "failed" && now.value === undefined ? now : undefined;
  };

  return (
    <div class="page stack">
      <Switch
        fallback={
          <>
            <h1 class="visually-hidden">{t().app.loading}</h1>
            <Skeleton lines={7} label={t().app.loading} />
          </>
        }
      >
        <Match when={isStranger(failed()?.error)}>
          <PageHeading
            class="visually-hidden"
            title={t().tracks.notYours.title}
            text={t("trackPages").one}
          />
          <EmptyState title={t().tracks.notYours.title} text={t().tracks.notYours.text}>
            <LinkButton variant="primary" href="/tracks">
              {t().app.myTracks}
            </LinkButton>
          </EmptyState>
        </Match>
        <Match when={failed()}>
          {(now) => (
            <>
              <PageHeading class="visually-hidden" text={t("trackPages").one} />
              <Failure title={t().tracks.trackFailed} error={now().error} onRetry={load.retry} />
            </>
          )}
        </Match>
        <Match when={load.value()}>
          {(track) => <Overview track={track()} onChange={load.set} onStale={load.refresh} />}
        </Match>
      </Switch>
    </div>
  );
}

interface OverviewProps {
  track: Track;
  onChange: (track: Track) => void;
  /** What is on screen is out of date. */
  onStale: () => void;
}

function Overview(props: OverviewProps): JSX.Element {
  const navigate = useNavigate();
  // The page is of use without it: a failure shows the plan alone.
  const today = createLoad(
    () => (props.track.modules.length > 0 ? props.track.updated_at : undefined),
    (_, signal) => callLater("today", { signal }),
  );
  keepFresh(today);
  const learned = () => today.value()?.tracks.find((one) => one.id === props.track.id);

  function remove(): void {
    deleteTrack(props.track);
    navigate("/tracks");
  }

  return (
    <>
      <A class="track-back small" href="/tracks">
        {t("trackPages").overview.back}
      </A>
      <div class="track-head">
        <PageHeading text={props.track.title} />
        <TrackTools
          track={props.track}
          onChange={(track) => props.onChange(track)}
          onDelete={remove}
        />
      </div>
      <TrackFacts track={props.track} learned={learned()} />
      <div class="row">
        <Show when={learned()?.next}>
          {(next) => (
            <LinkButton variant="primary" href={placePath(props.track.id, next())}>
              {learned()?.hours_done === 0 && next().lesson_id === null
                ? t("learning").start
                : t("learning").continue}
            </LinkButton>
          )}
        </Show>
        <LinkButton
          variant={learned()?.next ? "secondary" : "primary"}
          icon="chat"
          href={`/tracks/${props.track.id}/chat`}
        >
          {props.track.modules.length > 0
            ? t("trackPages").overview.changePlan
            : t("trackPages").overview.openChat}
        </LinkButton>
        <Show when={props.track.modules.length > 0}>
          <LinkButton icon="clock" href="/calendar">
            {t("trackPages").take.calendar}
          </LinkButton>
        </Show>
      </div>
      <div class="track-body">
        <TrackAbout track={props.track} />
        <div class="track-main">
          <Modules trackId={props.track.id} modules={props.track.modules} />
          <EarlierPlans
            track={props.track}
            onChange={(track) => props.onChange(track)}
            onStale={() => props.onStale()}
          />
        </div>
      </div>
    </>
  );
}
