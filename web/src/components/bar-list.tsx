// Figures side by side as bars, each beside its name and its value.
import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import "./bar-list.css";

export interface Bar {
  readonly name: string;
  readonly href?: string | undefined;
  /** The value as it is read. */
  readonly text: string;
  /** The bar's length, from 0 to 1. */
  readonly part: number;
  /** Of a range: where its more likely half ends, from 0 to 1. */
  readonly half?: number | undefined;
}

export function BarList(props: {
  bars: readonly Bar[];
  colour?: "1" | "2" | "3" | "4" | undefined;
  label?: string | undefined;
}): JSX.Element {
  return (
    <ul class="bar-list" role="list" aria-label={props.label} data-colour={props.colour ?? "1"}>
      <For each={props.bars}>
        {(bar) => (
          <li class="bar">
            <span class="bar-name" dir="auto">
              <Show when={bar.href} fallback={bar.name}>
                {(href) => <A href={href()}>{bar.name}</A>}
              </Show>
            </span>
            <span class="bar-text">{bar.text}</span>
            <svg class="bar-track" aria-hidden="true">
              <rect class="bar-fill" width={width(bar.part)} height="100%" rx="4" />
              <Show when={bar.half !== undefined}>
                <rect class="bar-half" width={width(bar.half ?? 0)} height="100%" rx="4" />
              </Show>
            </svg>
          </li>
        )}
      </For>
    </ul>
  );
}

const width = (part: number): string => `${String(Math.min(1, Math.max(0, part)) * 100)}%`;
