// A few figures that are read at a glance, each with its name and what has to be known about it.
import { For, Show, type JSX } from "solid-js";
import "./figures.css";

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly notes?: readonly string[] | undefined;
}

export function Figures(props: { of: readonly Figure[] }): JSX.Element {
  return (
    <dl class="figures">
      <For each={props.of}>
        {(figure) => (
          <div class="figure">
            <dt>{figure.name}</dt>
            <dd class="figure-value">{figure.value}</dd>
            <Show when={figure.notes?.length}>
              <For each={figure.notes}>{(note) => <dd class="figure-note">{note}</dd>}</For>
            </Show>
          </div>
        )}
      </For>
    </dl>
  );
}
