// Status, level, hours and progress of a track.
import type { Today } from "@ai-learning/protocol/lesson";
import type { Track } from "@ai-learning/protocol/track";
import { Show, type JSX } from "solid-js";
import { StatusChip } from "../../components/badge.tsx";
import { Progress } from "../../components/progress.tsx";
import { formatAgo, formatDateTime, formatPercent } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { hoursOf } from "../../state/track-hours.ts";

/** The hours of the plan, and beside them the hours asked for where they differ. */
function hoursText(track: Track): string {
  const hours = hoursOf(track);
  const asked = track.estimated_duration_hours;
  return hours === asked ? t().tracks.hours(hours) : t("trackPages").hoursAsked(hours, asked);
}

interface TrackFactsProps {
  track: Track;
  /** How far the learner has come, once it is known. */
  learned: Today["tracks"][number] | undefined;
}

export function TrackFacts(props: TrackFactsProps): JSX.Element {
  const percent = (): number => props.learned?.progress ?? props.track.progress;
  const text = (): string =>
    props.learned === undefined
      ? t("trackPages").progressOf(formatPercent(percent()))
      : t("learning").progressOf(
          formatPercent(percent()),
          t("learning").hoursDone(props.learned.hours_done, props.learned.hours),
        );
  return (
    <div class="track-facts">
      <StatusChip
        status={props.track.status}
        label={t("trackPages").statuses[props.track.status]}
      />
      <span>{t().tracks.levels[props.track.difficulty_level]}</span>
      <span>{hoursText(props.track)}</span>
      <time
        class="soft"
        datetime={props.track.updated_at}
        title={formatDateTime(props.track.updated_at)}
      >
        {t("trackPages").updated(formatAgo(props.track.updated_at))}
      </time>
      <Show when={props.track.modules.length > 0}>
        <div class="track-progress">
          <Progress value={percent()} label={t("trackPages").progress} text={text()} />
        </div>
      </Show>
    </div>
  );
}
