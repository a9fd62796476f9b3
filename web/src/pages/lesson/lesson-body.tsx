// A lesson's text as it stands or grows, and what came of it: stopped, cut, failed, refused.
import type { LessonPage } from "@ai-learning/protocol/lesson";
import { createEffect, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { call } from "../../api.ts";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/message.tsx";
import { Spinner } from "../../components/spinner.tsx";
import { codeText, errorText } from "../../i18n/errors.ts";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { LessonText } from "../../lesson/lesson-text.tsx";
import { tellOthers } from "../../state/changes.ts";
import { createLoad } from "../../state/load.ts";
import type { Opened } from "./hints.ts";
import type { Lesson } from "./lesson-state.ts";
import { lessonToPrepare } from "./prepare-next.ts";

interface LessonBodyProps {
  lesson: Lesson;
  page: LessonPage;
  opened: Opened;
  onOpen: (anchor: string, count: number) => void;
  onAsk: (passage: string) => void;
}

export function LessonBody(props: LessonBodyProps): JSX.Element {
  const text = () => props.lesson.text();
  /** What an earlier try said stays until the new one has something to say. */
  const isEarlier = (): boolean => {
    const now = text();
    return now !== undefined && props.lesson.isWriting() && now.textAttempt < now.attempt;
  };
  return (
    <article class="lesson-body" aria-busy={props.lesson.isWriting() ? "true" : undefined}>
      <Show when={text()?.text}>
        {(markdown) => (
          <div inert={isEarlier()}>
            <LessonText
              text={markdown()}
              isGrowing={props.lesson.isWriting() && !isEarlier()}
              opened={props.opened}
              onOpen={props.onOpen}
              onAsk={props.onAsk}
            />
          </div>
        )}
      </Show>
      <Outcome lesson={props.lesson} />
      <NextPrepared lesson={props.lesson} page={props.page} />
    </article>
  );
}

/** How the text stands, where there is something to say or to do about it. */
function Outcome(props: { lesson: Lesson }): JSX.Element {
  const words = () => t("learning").lesson;
  const text = () => props.lesson.text();
  const status = () => text()?.status;
  const isBusy = (): boolean => (props.lesson.study()?.requests.current() ?? null) !== null;
  const canChange = (): boolean => !props.lesson.isArchived() && props.lesson.study() !== undefined;
  const isCut = (): boolean => status() === "stopped" || status() === "truncated";
  return (
    <>
      <Show when={props.lesson.isWriting() || props.lesson.asking() !== null}>
        <div class="lesson-writing">
          <Spinner />
          <p>{status() === "generating" ? words().writing : words().waiting}</p>
          <Show when={props.lesson.isWriting() && canChange()}>
            <Button
              size="small"
              icon="stop"
              busy={props.lesson.isStopping()}
              onClick={() => props.lesson.stop()}
            >
              {props.lesson.isStopping() ? words().stopping : words().stop}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={isCut()}>
        <Note kind="warn">
          <div class="row">
            <p>{status() === "stopped" ? words().stopped : words().cut}</p>
            <Show when={canChange()}>
              <Button size="small" busy={isBusy()} onClick={() => props.lesson.goOn()}>
                {words().goOn}
              </Button>
            </Show>
          </div>
        </Note>
      </Show>
      <Show when={status() === "failed"}>
        <Trouble
          title={words().failed}
          code={text()?.errorCode ?? "internal_error"}
          isBusy={isBusy()}
          onRetry={canChange() ? props.lesson.goOn : undefined}
        />
      </Show>
      <Show when={status() !== undefined && status() !== "failed" && text()?.errorCode}>
        {(code) => <Trouble title={words().restored} code={code()} isBusy={false} />}
      </Show>
      <Show when={props.lesson.failure()}>
        {(error) => (
          <Trouble
            title={status() === undefined ? words().notAsked : ""}
            error={error()}
            isBusy={props.lesson.asking() !== null}
            onRetry={status() === undefined ? () => props.lesson.ask("first") : undefined}
          />
        )}
      </Show>
    </>
  );
}

interface TroubleProps {
  title: string;
  code?: string | undefined;
  error?: unknown;
  isBusy: boolean;
  onRetry?: (() => void) | undefined;
}

/** Why there is no text; for an exhausted allowance, when it renews. */
function Trouble(props: TroubleProps): JSX.Element {
  const isBudget = (): boolean =>
    props.code === "budget_exhausted" ||
    (props.error instanceof ApiError && props.error.code === "budget_exhausted");
  const usage = createLoad(
    () => isBudget() || undefined,
    (_, signal) => call("usage", { signal }),
  );
  return (
    <div role="alert">
      <Note kind="danger">
        <p>
          <Show when={props.title !== ""}>
            <strong>{props.title}</strong>{" "}
          </Show>
          {props.code === undefined ? errorText(props.error) : codeText(props.code)}
          <Show when={usage.value()}>
            {(now) => <> {t("chat").allowance.clock(formatTime(now().renews_at))}</>}
          </Show>
        </p>
        <Show when={props.onRetry}>
          {(retry) => (
            <div class="row">
              <Button size="small" icon="refresh" busy={props.isBusy} onClick={() => retry()()}>
                {t().app.retry}
              </Button>
            </div>
          )}
        </Show>
      </Note>
    </div>
  );
}

/** Has the next lesson written once the reader has come to the exercise. A refusal is nobody's concern. */
function NextPrepared(props: { lesson: Lesson; page: LessonPage }): JSX.Element {
  const [prepared, setPrepared] = createSignal<string>();
  const asked = new Set<string>();
  let end!: HTMLElement;

  function reached(): void {
    const next = lessonToPrepare(props.page, props.lesson.study()?.usage.value());
    if (next === undefined || asked.has(next.id)) return;
    asked.add(next.id);
    const from = props.page.lesson.id;
    callLater("writeLesson", { params: { id: next.id }, body: { version: 1, how: "first" } }).then(
      () => {
        setPrepared(from);
        tellOthers();
      },
      () => undefined,
    );
  }

  createEffect(
    on(
      [
        () => props.page.lesson.id,
        () => props.lesson.isWriting(),
        () => props.page.version?.status,
        () => props.lesson.study()?.usage.value(),
      ],
      ([, isWriting]) => {
        if (isWriting) return;
        const sight = new IntersectionObserver((seen) => {
          if (seen.some((one) => one.isIntersecting)) reached();
        });
        const exercise = end.parentElement?.querySelector(".lesson-part[data-kind=exercise]");
        sight.observe(exercise ?? end);
        onCleanup(() => sight.disconnect());
      },
    ),
  );

  return (
    <p class="lesson-prepared small soft" role="status" ref={(made) => (end = made)}>
      {prepared() === props.page.lesson.id ? t("learning").lesson.preparing : ""}
    </p>
  );
}
