// Links to what comes before and after a lesson or a module.
import type { Place } from "@ai-learning/protocol/lesson";
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { modulePath, placePath } from "../../state/learning-paths.ts";

interface NeighboursProps {
  trackId: string;
  label: string;
  previous: Place | null;
  next: Place | null;
  words: { readonly previous: string; readonly next: string };
  /** The modules themselves, not lessons in them. */
  isModules?: boolean;
}

/** Links to what comes before and after. */
export function Neighbours(props: NeighboursProps): JSX.Element {
  const titleOf = (place: Place): string =>
    (props.isModules ? null : place.lesson_title) ?? place.module_title;
  const hrefOf = (place: Place): string =>
    props.isModules ? modulePath(props.trackId, place.module_id) : placePath(props.trackId, place);
  return (
    <Show when={props.previous ?? props.next}>
      <nav class="neighbours" aria-label={props.label}>
        <Show when={props.previous} fallback={<span />}>
          {(place) => (
            <A class="neighbour" rel="prev" href={hrefOf(place())}>
              <span class="small soft">{props.words.previous}</span>
              <span>{titleOf(place())}</span>
            </A>
          )}
        </Show>
        <Show when={props.next}>
          {(place) => (
            <A class="neighbour" rel="next" href={hrefOf(place())}>
              <span class="small soft">{props.words.next}</span>
              <span>{titleOf(place())}</span>
            </A>
          )}
        </Show>
      </nav>
    </Show>
  );
}
