// A lesson's text: sections that can be linked to and asked about, examples set apart, exercises with hints. It may
// still be growing.
import { readLesson, type Exercise, type LessonPart } from "@ai-learning/protocol/lesson-read";
import { createMemo, createSignal, For, Index, onMount, Show, type JSX } from "solid-js";
import { CopyButton } from "../components/copy-button.tsx";
import { t } from "../i18n/index.ts";
import { LabelContext } from "../markdown/labels.ts";
import { languageOf } from "../markdown/language.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { reuse } from "../markdown/parse.ts";
import { AskSelection } from "./ask-selection.tsx";
import { settledLesson } from "./growing.ts";
import { idOf, Part } from "./lesson-part.tsx";
import "./lesson-text.css";
import { createPrinting } from "./printing.ts";
import { labels, words } from "./words.ts";

export interface LessonTextProps {
  /** Markdown. */
  text: string;
  /** The text is still being written. */
  isGrowing: boolean;
  /** Of each exercise, by its anchor, the number of hints shown; 4: the solution too. */
  opened: Readonly<Record<string, number>>;
  onOpen: (anchor: string, count: number) => void;
  /** A passage of at most 1,000 characters that the learner wants to ask about. */
  onAsk: (passage: string) => void;
}

/** The text without its title, which is the page's own heading. */
export function LessonText(props: LessonTextProps): JSX.Element {
  const parts = createMemo<readonly LessonPart[]>(
    (before) =>
      reuse(before, readLesson(props.isGrowing ? settledLesson(props.text) : props.text).parts),
    [],
  );
  const isPrinting = createPrinting();
  const isGrowing = (at: number): boolean => props.isGrowing && at === parts().length - 1;
  const [box, setBox] = createSignal<HTMLElement>();

  onMount(() => {
    const linked = location.hash.slice(1);
    const part = parts().find(({ anchor }) => encodeURIComponent(idOf(anchor)) === linked);
    if (part !== undefined) document.getElementById(idOf(part.anchor))?.scrollIntoView();
  });

  return (
    <LabelContext.Provider value={labels()}>
      <div ref={setBox} class="lesson" lang={languageOf(props.text)}>
        <Index each={parts()}>
          {(part, at) => (
            <Part
              of={part()}
              isGrowing={isGrowing(at)}
              opened={props.opened[part().anchor] ?? 0}
              onOpen={(count) => props.onOpen(part().anchor, count)}
              onAsk={props.onAsk}
            />
          )}
        </Index>
        <Show when={!props.isGrowing && parts().length > 0}>
          <div class="lesson-tools">
            <CopyButton
              text={() => props.text}
              label={words().copyLesson}
              copiedLabel={t().app.copied}
              failedLabel={t().app.notCopied}
            />
          </div>
        </Show>
        <Show when={isPrinting()}>
          <Solutions of={parts()} />
        </Show>
        <Show when={box()}>{(text) => <AskSelection box={text()} onAsk={props.onAsk} />}</Show>
      </div>
    </LabelContext.Provider>
  );
}

/** On paper, solutions stand at the end: nobody reads them by accident. */
function Solutions(props: { of: readonly LessonPart[] }): JSX.Element {
  const solved = (): Exercise[] =>
    props.of.filter((part) => part.kind === "exercise" && part.solution !== null) as Exercise[];
  return (
    <For each={solved()}>
      {(exercise) => (
        <section class="lesson-part lesson-solution">
          <h2>{solved().length > 1 ? words().solutionOf(exercise.title) : words().solution}</h2>
          <Markdown text={exercise.solution ?? ""} labels={labels()} />
        </section>
      )}
    </For>
  );
}
