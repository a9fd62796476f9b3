// What the mentor said, or says right now, and what came of it.
import { lazy, Match, Show, Suspense, Switch, type JSX } from "solid-js";
import { Markdown } from "../../markdown/markdown.tsx";
import { t } from "../../i18n/index.ts";
import { optional, withWords } from "./parts.tsx";
import { isUnfinished, type Message } from "@ai-learning/client/model";
import { CutOff, Facts, Failed, isCutOff, RestoredNote } from "./answer-foot.tsx";
import "./answer.css";
import { markdownLabels } from "./markdown-labels.ts";
import { restOf } from "./mentor-requests.ts";
import { useRoom } from "./room-context.ts";
import { CancelAnswer } from "./stop-button.tsx";

/** The first chat is usable before anything is finalised. */
const Summary = lazy(() => withWords(import("./finalized.tsx")));
const Finalized = (props: { message: Message }): JSX.Element => (
  <Suspense>
    <Summary message={props.message} />
  </Suspense>
);

/** Few answers have notes; one reads well without them. */
const AnswerNotes = optional(() => import("./answer-notes.tsx"));

export function Answer(props: { message: Message }): JSX.Element {
  const room = useRoom();
  let article: HTMLElement | undefined;
  const isMade = (): boolean =>
    props.message.kind === "finalization" && props.message.status === "complete";
  /** What an earlier try said: it stays until the new one has something to say. */
  const isEarlier = (): boolean =>
    isUnfinished(props.message) && props.message.textAttempt < props.message.attempt;
  /** Its turn can be done again; not while another text for its question is on its way. */
  const isLast = (): boolean => {
    const edit = room.editOf(props.message.replyTo ?? "");
    const isEdited = edit !== undefined && edit.refused === null;
    return room.last()?.id === props.message.id && !isEdited;
  };

  // The button that was pressed goes with what it is about.
  const keepFocus = (): void => article?.focus({ preventScroll: true });

  function again(): void {
    keepFocus();
    room.retry(props.message);
  }

  function goOn(): void {
    keepFocus();
    room.requests.goOn(props.message);
  }

  return (
    <article
      class="answer"
      data-status={props.message.status}
      tabindex="-1"
      ref={(made) => (article = made)}
    >
      <h2 class="answer-author">{t("chat").mentor}</h2>
      <Show when={props.message.text !== ""}>
        <div class="answer-text" inert={isEarlier()}>
          <Show
            when={isMade()}
            fallback={
              <Markdown
                text={props.message.text}
                isGrowing={props.message.status === "generating" && !isEarlier()}
                labels={markdownLabels()}
              />
            }
          >
            <Finalized message={props.message} />
          </Show>
        </div>
      </Show>
      <Show when={isCutOff(props.message)}>
        <CutOff
          isBusy={room.requests.current() === restOf(props.message.id)}
          onContinue={isLast() ? goOn : undefined}
        />
      </Show>
      <Switch
        fallback={
          <Facts
            message={props.message}
            isBusy={room.requests.current() === props.message.id}
            onAgain={isLast() && !isMade() ? again : undefined}
          />
        }
      >
        <Match when={isUnfinished(props.message)}>
          <Progress message={props.message} />
        </Match>
        <Match when={props.message.status === "failed"}>
          <Failed message={props.message} isLast={isLast()} onAgain={again} />
        </Match>
      </Switch>
      <Show when={props.message.notes}>
        {(notes) => <AnswerNotes notes={notes()} isLast={isLast()} />}
      </Show>
      <Show when={isLast() && props.message.status !== "failed" && props.message.errorCode}>
        {(code) => <RestoredNote code={code()} isCutOff={isCutOff(props.message)} />}
      </Show>
    </article>
  );
}

function Progress(props: { message: Message }): JSX.Element {
  const room = useRoom();
  const isFirst = (): boolean => room.unfinished()?.id === props.message.id;
  const words = (): string => {
    if (room.session.stopping().has(props.message.id)) return t("chat").stopping;
    if (!isFirst()) return t("chat").queued;
    const { kind, state } = props.message;
    if (state !== null) return t("chat").states[state];
    return kind === "finalization" ? t("chat").making : t("chat").answering;
  };
  return (
    <div class="answer-progress">
      <Show when={isFirst()}>
        <span class="answer-dots" aria-hidden="true">
          <span />
          <span />
          <span />
        </span>
      </Show>
      <p>{words()}</p>
      <Show when={!isFirst()}>
        <CancelAnswer id={props.message.id} />
      </Show>
    </div>
  );
}
