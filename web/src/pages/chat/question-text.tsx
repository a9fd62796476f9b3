// The text of a learner's message: what it quotes is set apart.
import { createMemo, Show, type JSX } from "solid-js";
import { quoteOf } from "./quoted.ts";

export function QuestionText(props: { text: string }): JSX.Element {
  const parts = createMemo(() => quoteOf(props.text));
  return (
    <>
      <Show when={parts()}>
        {(all) => <blockquote class="question-quote">{all().passage}</blockquote>}
      </Show>
      <p class="question-text">{parts()?.question ?? props.text}</p>
    </>
  );
}
