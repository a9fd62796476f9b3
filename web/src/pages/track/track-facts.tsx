// Status, level, hours and progress of a track.
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

export function TrackFacts(props: { track: Track }): JSX.Element {
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
          <Progress
            value={props.track.progress}
            label={t("trackPages").progress}
            text={t("trackPages").progressOf(formatPercent(props.track.progress))}
          />
        </div>
      </Show>
    </div>
  );
}
