// Description and expectations of a track.
import type { Track } from "@ai-learning/protocol/track";
import { Show, type JSX } from "solid-js";
import { t } from "../../i18n/index.ts";

export function TrackAbout(props: { track: Track }): JSX.Element {
  return (
    <div class="track-about">
      <Show when={props.track.description}>
        <section class="stack-s" aria-labelledby="about-title">
          <h2 id="about-title">{t("trackPages").overview.about}</h2>
          <p class="track-text">{props.track.description}</p>
        </section>
      </Show>
      <section class="stack-s" aria-labelledby="expectations-title">
        <h2 id="expectations-title">{t("trackPages").overview.expectations}</h2>
        <p class="track-text" classList={{ soft: props.track.user_expectations === "" }}>
          {props.track.user_expectations || t("trackPages").overview.noExpectations}
        </p>
      </section>
    </div>
  );
}
