// What is known of an answer beside its text: what was left out, what can be done about a failure, when to try again.
import { createResource, createSignal, onCleanup, Show, type JSX } from "solid-js";
import type { Notes } from "@ai-learning/client/model";
import { formatWhen } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { askLead } from "../../state/server-clock.ts";

/** Longer waits are told as a time of day. */
const maxCountedSeconds = 120;

/** Asked once a page. */
let lead: Promise<number> | undefined;

interface AnswerNotesProps {
  notes: Notes;
  /** It is the chat's last: it can be tried again. */
  isLast: boolean;
}

export default function AnswerNotes(props: AnswerNotesProps): JSX.Element {
  return (
    <div class="answer-notes">
      <Show when={props.notes.leftOut > 0}>
        <p>{t("chatParts").answerNotes.leftOut}</p>
      </Show>
      <Show when={props.notes.advice}>
        {(advice) => <p>{t("chatParts").answerNotes.advice[advice()]}</p>}
      </Show>
      <Show when={props.isLast && props.notes.retryAt}>{(at) => <Retry at={at()} />}</Show>
    </div>
  );
}

/** Counts down to the moment when another try makes sense, and is gone then. The moment is told by the server's clock. */
function Retry(props: { at: string }): JSX.Element {
  const [ahead] = createResource(() => (lead ??= askLead()), { initialValue: 0 });
  const [local, setLocal] = createSignal(Date.now());
  const ticks = setInterval(() => setLocal(Date.now()), 1_000);
  const now = (): number => local() + ahead.latest;
  onCleanup(() => clearInterval(ticks));
  const seconds = (): number => Math.ceil((Date.parse(props.at) - now()) / 1_000);
  const isCounted = (): boolean => seconds() <= maxCountedSeconds;
  return (
    <Show when={seconds() > 0}>
      <p>
        {isCounted()
          ? t("chatParts").answerNotes.retryIn(seconds())
          : t("chatParts").answerNotes.retryAfter(formatWhen(props.at))}
      </p>
    </Show>
  );
}
