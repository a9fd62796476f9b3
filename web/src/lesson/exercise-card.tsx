// An exercise: its task, then hints one by one, then the solution. What is not opened is not on the page.
import type { Exercise } from "@ai-learning/protocol/lesson-read";
import { createMemo, createUniqueId, Index, Show, type JSX } from "solid-js";
import { Button } from "../components/button.tsx";
import { announce } from "../components/live-region.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import "./exercise-card.css";
import { passageOf } from "./passage.ts";
import { stepsOf } from "./steps.ts";
import { labels, words } from "./words.ts";

export interface ExerciseProps {
  /** Hints shown, 0 to 3; 4: the solution too. */
  opened: number;
  onOpen: (count: number) => void;
  onAsk: (passage: string) => void;
}

export function ExerciseCard(
  props: ExerciseProps & { of: Exercise; isGrowing: boolean },
): JSX.Element {
  const steps = createMemo(() => stepsOf(props.of, props.opened, !props.isGrowing));
  const isTaskGrowing = (): boolean =>
    props.isGrowing && props.of.hints.length === 0 && props.of.solution === null;
  /** What was opened by the last click: the focus goes there, once. */
  let opening = 0;

  function open(kind: "hint" | "solution", count: number): void {
    opening = count;
    props.onOpen(count);
    announce(kind === "hint" ? words().hintShown(count, steps().count) : words().solutionShown);
  }

  /** Gives the focus to what was revealed by a click, as soon as it is on the page. */
  function reveal(box: HTMLElement, count: number): void {
    if (opening !== count) return;
    opening = 0;
    queueMicrotask(() => box.focus());
  }

  return (
    <>
      <Markdown text={props.of.markdown} isGrowing={isTaskGrowing()} labels={labels()} />
      <Index each={steps().shown}>
        {(hint, at) => (
          <Revealed kind="hint" title={words().hint(at + 1)} ref={(box) => reveal(box, at + 1)}>
            <Markdown text={hint()} labels={labels()} />
          </Revealed>
        )}
      </Index>
      <Show when={steps().solution}>
        {(solution) => (
          <Revealed kind="solution" title={words().solution} ref={(box) => reveal(box, 4)}>
            <Markdown text={solution()} isGrowing={props.isGrowing} labels={labels()} />
          </Revealed>
        )}
      </Show>
      <Show when={steps().next}>
        {(next) => (
          <p class="exercise-next">
            <Button
              icon="arrow-down"
              aria-expanded="false"
              onClick={() => open(next().kind, next().opens)}
            >
              {next().kind === "hint" ? words().showHint(next().opens) : words().showSolution}
            </Button>
          </p>
        )}
      </Show>
      <Show when={steps().isWithoutSolution}>
        <p class="exercise-next row">
          <span class="soft">{words().noSolution}</span>
          <Button icon="chat" onClick={() => props.onAsk(passageOf(props.of.markdown))}>
            {words().askMentor}
          </Button>
        </p>
      </Show>
    </>
  );
}

/** A hint or a solution that was opened. */
function Revealed(props: {
  kind: "hint" | "solution";
  title: string;
  ref: (box: HTMLElement) => void;
  children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <section
      ref={props.ref}
      class="exercise-revealed"
      data-kind={props.kind}
      aria-labelledby={id}
      tabindex="-1"
    >
      <h3 id={id}>{props.title}</h3>
      {props.children}
    </section>
  );
}
