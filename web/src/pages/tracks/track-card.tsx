// One track in the list.
import type { Track } from "@ai-learning/protocol/track";
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { StatusChip } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Progress } from "../../components/progress.tsx";
import { formatAgo, formatDateTime, formatPercent } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { deleteTrack } from "../../state/track-deletion.ts";
import { hoursOf } from "../../state/track-hours.ts";

/** A track without modules is still being planned: its card leads to the chat. */
const homeOf = (track: Track): string =>
  track.modules.length === 0 ? `/tracks/${track.id}/chat` : `/tracks/${track.id}`;

export function TrackCard(props: { track: Track }): JSX.Element {
  return (
    <li class="track-card">
      <div class="track-card-head">
        <h2 class="track-card-title">
          <A class="track-card-link" href={homeOf(props.track)}>
            {props.track.title}
          </A>
        </h2>
        <StatusChip
          status={props.track.status}
          label={t("trackPages").statuses[props.track.status]}
        />
      </div>
      <Show when={props.track.description}>
        <p class="soft track-card-text">{props.track.description}</p>
      </Show>
      <p class="soft small track-card-facts">
        <span>{t().tracks.levels[props.track.difficulty_level]}</span>
        <span>{t().tracks.hours(hoursOf(props.track))}</span>
        <span>
          {props.track.modules.length === 0
            ? t("trackPages").noModules
            : t("trackPages").modules(props.track.modules.length)}
        </span>
        <time datetime={props.track.updated_at} title={formatDateTime(props.track.updated_at)}>
          {t("trackPages").updated(formatAgo(props.track.updated_at))}
        </time>
      </p>
      <div class="track-card-foot">
        <Show when={props.track.modules.length > 0} fallback={<span />}>
          <Progress
            value={props.track.progress}
            label={t("trackPages").progress}
            text={formatPercent(props.track.progress)}
          />
        </Show>
        <Button
          class="track-card-delete"
          variant="quiet"
          size="small"
          icon="trash"
          label={t("trackPages").deleteOne(props.track.title)}
          onClick={(event) => {
            const card = event.currentTarget.closest("li");
            const next = card?.nextElementSibling ?? card?.previousElementSibling;
            deleteTrack(props.track);
            const link = next?.querySelector<HTMLElement>("a");
            (link ?? document.querySelector<HTMLElement>("main h1"))?.focus();
          }}
        />
      </div>
    </li>
  );
}
