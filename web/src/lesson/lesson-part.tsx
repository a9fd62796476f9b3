// A part of a lesson: its heading, with a button that asks about it, and its text.
import type { LessonPart } from "@ai-learning/protocol/lesson-read";
import { Show, type JSX } from "solid-js";
import { Button } from "../components/button.tsx";
import { inline } from "../markdown/inline.ts";
import { Inlines } from "../markdown/inlines.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { ExerciseCard, type ExerciseProps } from "./exercise-card.tsx";
import { passageOf } from "./passage.ts";
import { labels, words } from "./words.ts";

/** The id of a part's element: headings are written by a model, and the page has ids of its own. */
export const idOf = (anchor: string): string => `part-${anchor}`;

export function Part(props: ExerciseProps & { of: LessonPart; isGrowing: boolean }): JSX.Element {
  const id = (): string => idOf(props.of.anchor);
  const exercise = () => (props.of.kind === "exercise" ? props.of : undefined);
  return (
    <section
      id={id()}
      class="lesson-part"
      data-kind={props.of.kind}
      aria-labelledby={props.of.title === "" ? undefined : `${id()}-title`}
    >
      <Show when={props.of.title}>
        {(title) => (
          <div class="lesson-heading">
            <h2 id={`${id()}-title`} dir="auto">
              <Inlines of={inline(props.of.heading)} />
            </h2>
            <Button
              variant="quiet"
              size="small"
              icon="chat"
              label={words().askSection(title())}
              onClick={() => props.onAsk(passageOf(`${title()}\n\n${props.of.markdown}`))}
            />
          </div>
        )}
      </Show>
      <Show
        when={exercise()}
        fallback={
          <Markdown text={props.of.markdown} isGrowing={props.isGrowing} labels={labels()} />
        }
      >
        {(of) => (
          <ExerciseCard
            of={of()}
            isGrowing={props.isGrowing}
            opened={props.opened}
            onOpen={props.onOpen}
            onAsk={props.onAsk}
          />
        )}
      </Show>
    </section>
  );
}
