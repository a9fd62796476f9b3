// What is known of an answer beside its text: what was left out, what can be done about a failure, when to try again.
import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import type { Notes } from "@ai-learning/client/model";
import { formatWhen } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import "./answer.css";

/** Longer waits are told as a time of day. */
const maxCountedSeconds = 120;

interface AnswerNotesProps {
  notes: Notes;
  /** It is the chat's last: it can be tried again. */
  isLast: boolean;
}

export default function AnswerNotes(props: AnswerNotesProps): JSX.Element {
  return (
    <div class="answer-notes">
      <Show when={props.notes.leftOut > 0}>
        <p>{t("answerNotes").leftOut}</p>
      </Show>
      <Show when={props.notes.advice}>
        {(advice) => <p>{t("answerNotes").advice[advice()]}</p>}
      </Show>
      <Show when={props.isLast && props.notes.retryAt}>{(at) => <Retry at={at()} />}</Show>
    </div>
  );
}

/** Counts down to the moment when another try makes sense, and is gone then. */
function Retry(props: { at: string }): JSX.Element {
  const [now, setNow] = createSignal(Date.now());
  const ticks = setInterval(() => setNow(Date.now()), 1_000);
  onCleanup(() => clearInterval(ticks));
  const seconds = (): number => Math.ceil((Date.parse(props.at) - now()) / 1_000);
  const isCounted = (): boolean => seconds() <= maxCountedSeconds;
  return (
    <Show when={seconds() > 0}>
      <p>
        {isCounted()
          ? t("answerNotes").retryIn(seconds())
          : t("answerNotes").retryAfter(formatWhen(props.at))}
      </p>
    </Show>
  );
}
