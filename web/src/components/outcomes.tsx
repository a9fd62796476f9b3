// What a change of the plan does to each module of a course, as lists in a dialog.
import { For, Show, type JSX } from "solid-js";
import { kinds, type Outcome, type Outcomes, type Progress } from "./outcome.ts";

export interface OutcomeWords extends Readonly<Record<(typeof kinds)[number], string>> {
  readonly archivedText: string;
  readonly was: (before: string) => string;
  readonly progress: Readonly<Record<Progress, string>>;
  readonly untitled: string;
}

export function OutcomeLists(props: { outcomes: Outcomes; words: OutcomeWords }): JSX.Element {
  const facts = ({ before, progress }: Outcome): string =>
    [
      ...(before === null ? [] : [props.words.was(before)]),
      ...(progress === null ? [] : [props.words.progress[progress]]),
    ].join(", ");
  return (
    <div class="outcomes">
      <For each={kinds.filter((kind) => props.outcomes[kind].length > 0)}>
        {(kind) => (
          <section data-kind={kind}>
            <h3>{props.words[kind]}</h3>
            <Show when={kind === "archived"}>
              <p class="soft small">{props.words.archivedText}</p>
            </Show>
            <ul>
              <For each={props.outcomes[kind]}>
                {(one) => (
                  <li dir="auto">
                    {one.title || props.words.untitled}
                    <Show when={facts(one)}>
                      {(text) => <span class="soft small"> — {text()}</span>}
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </div>
  );
}
