// A plan as a list: numbers hang in the margin, left of the rule.
import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import "./plan.css";

export interface PlanRow {
  readonly title: string;
  /** Where the title leads. */
  readonly href?: string;
  /** "5 hours". */
  readonly size: string;
  /** Highlighted: it is new or has changed. */
  readonly isNew?: boolean;
  /** A status label beside the size. */
  readonly mark?: JSX.Element;
  readonly extra?: JSX.Element;
}

export function Plan(props: { rows: readonly PlanRow[]; heading?: "h3" }): JSX.Element {
  return (
    <ol class="plan" role="list">
      <For each={props.rows}>
        {(row, index) => (
          <li class="plan-row" dir="auto" data-new={row.isNew ? "" : undefined}>
            <span class="plan-number" aria-hidden="true">
              {index() + 1}
            </span>
            <div class="plan-body">
              <div class="plan-head">
                <Show when={props.heading} fallback={<span class="plan-title">{row.title}</span>}>
                  <h3 class="plan-title">
                    <Show when={row.href} fallback={row.title}>
                      {(href) => <A href={href()}>{row.title}</A>}
                    </Show>
                  </h3>
                </Show>
                <span class="plan-size">
                  <bdi>{row.size}</bdi> {row.mark}
                </span>
              </div>
              {row.extra}
            </div>
          </li>
        )}
      </For>
    </ol>
  );
}
