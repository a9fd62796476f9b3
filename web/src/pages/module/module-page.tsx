// One module: what it teaches, its lessons, its tasks, and the study chat.
import "../learning/styles.ts";
import type { ModulePage as Page } from "@ai-learning/protocol/lesson";
import { A, useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from "solid-js";
import { call } from "../../api.ts";
import { StatusChip } from "../../components/badge.tsx";
import { Button, LinkButton } from "../../components/button.tsx";
import { Note } from "../../components/message.tsx";
import { Progress } from "../../components/progress.tsx";
import { Spinner } from "../../components/spinner.tsx";
import { codeText, errorText } from "../../i18n/errors.ts";
import { formatPercent } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { PageHeading } from "../../layout/page-heading.tsx";
import { prepareOffline } from "../../offline/offline.ts";
import { createLoad } from "../../state/load.ts";
import { lessonPath } from "../../state/learning-paths.ts";
import { Loaded } from "../learning/loaded.tsx";
import { createIsWide } from "../../state/is-wide.ts";
import { Study } from "../learning/study.tsx";
import { Neighbours } from "../learning/neighbours.tsx";
import { AssignmentView } from "./assignment.tsx";
import { Lessons } from "./lessons.tsx";
import { createModule, nextLesson, type Module } from "./module-state.ts";

export default function ModulePage(): JSX.Element {
  prepareOffline();
  const params = useParams<{ id: string; moduleId: string }>();
  const module = createModule();
  const [isChatOpen, setIsChatOpen] = createSignal(false);
  let chatButton: HTMLButtonElement | undefined;
  createEffect(
    on(
      () => params.moduleId,
      () => setIsChatOpen(false),
      { defer: true },
    ),
  );
  return (
    <div class="module-room">
      <div class="module">
        <Loaded load={module.load} words={t("learning").module} trackId={params.id}>
          {(page) => (
            <Content
              module={module}
              page={page()}
              chatButton={(made) => (chatButton = made)}
              onChat={() => setIsChatOpen(!isChatOpen())}
            />
          )}
        </Loaded>
      </div>
      <ModuleStudy
        module={module}
        isOpen={isChatOpen()}
        onClose={() => {
          setIsChatOpen(false);
          chatButton?.focus();
        }}
      />
    </div>
  );
}

interface ModuleStudyProps {
  module: Module;
  isOpen: boolean;
  onClose: () => void;
}

/** The study chat, loaded when it is first opened. */
function ModuleStudy(props: ModuleStudyProps): JSX.Element {
  const params = useParams<{ id: string; moduleId: string }>();
  const page = props.module.load.value;
  const isWanted = createMemo<boolean>((before) => before || props.isOpen, false);
  const isWide = createIsWide();
  const track = createLoad(
    () => (isWanted() ? params.id : undefined),
    (id, signal) => call("getTrack", { params: { id }, signal }),
  );
  return (
    <Show when={track.value()}>
      {(known) => (
        <Show when={page()?.chat_id}>
          {(id) => (
            <Study
              track={known()}
              chatId={id()}
              studied={() => undefined}
              place={{
                lessons: page()?.lessons ?? [],
                hrefOf: (one) => lessonPath(params.id, params.moduleId, one.id),
              }}
              placeholder={t("learning").study.placeholderModule}
              quote={null}
              onQuoteEnd={() => undefined}
              isWide={isWide()}
              isOpen={props.isOpen}
              isArchived={(page()?.archived_at ?? null) !== null}
              onClose={props.onClose}
            />
          )}
        </Show>
      )}
    </Show>
  );
}

interface ContentProps {
  module: Module;
  page: Page;
  chatButton: (made: HTMLButtonElement) => void;
  onChat: () => void;
}

function Content(props: ContentProps): JSX.Element {
  const words = () => t("learning").module;
  const isArchived = (): boolean => props.page.archived_at !== null;
  const ofKind = (kind: "practice" | "project") =>
    props.page.assignments.filter((one) => one.kind === kind).map((one) => one.id);
  return (
    <>
      <Head {...props} />
      <section class="module-part" aria-labelledby="module-objectives">
        <h2 id="module-objectives">{words().objectives}</h2>
        <Objectives page={props.page} />
      </section>
      <section class="module-part" aria-labelledby="module-lessons">
        <h2 id="module-lessons">{words().lessons}</h2>
        <Lessons page={props.page} />
        <Show when={!props.page.is_outlined && props.page.lessons.length > 0 && !isArchived()}>
          <Note>
            <p>{words().more}</p>
            <div class="row">
              <Button
                size="small"
                busy={props.module.step() !== null}
                onClick={() => props.module.plan()}
              >
                {words().planMore}
              </Button>
            </div>
          </Note>
        </Show>
      </section>
      <For each={["practice", "project"] as const}>
        {(kind) => (
          <Show when={ofKind(kind).length > 0}>
            <section class="module-part" aria-labelledby={`module-${kind}`}>
              <h2 id={`module-${kind}`}>{words()[kind]}</h2>
              <For each={ofKind(kind)}>
                {(id) => (
                  <Show when={props.page.assignments.find((one) => one.id === id)}>
                    {(one) => (
                      <AssignmentView
                        assignment={one()}
                        isArchived={isArchived()}
                        onChange={props.module.load.set}
                      />
                    )}
                  </Show>
                )}
              </For>
            </section>
          </Show>
        )}
      </For>
      <Neighbours
        trackId={props.page.track.id}
        label={words().neighbours}
        previous={props.page.previous}
        next={props.page.next}
        words={words()}
        isModules
      />
    </>
  );
}

function Head(props: ContentProps): JSX.Element {
  const words = () => t("learning").module;
  const one = () => props.page.module;
  const isArchived = (): boolean => props.page.archived_at !== null;
  const isCompleted = (): boolean => one().status === "completed";
  const minutes = (): number => props.page.lessons.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <header class="module-head">
      <A class="small module-way" href={`/tracks/${props.page.track.id}`}>
        {props.page.track.title}
      </A>
      <PageHeading text={one().title} title={`${one().title} · ${props.page.track.title}`} />
      <p class="module-facts">
        <span>{t("learning").moduleOf(one().module_number)}</span>
        <StatusChip status={one().status} label={t("trackPages").moduleStatuses[one().status]} />
        <span class="soft">
          {props.page.lessons.length > 0
            ? words().sum(
                t("learning").time(minutes()),
                t("learning").time(props.page.practice_minutes),
                t("learning").time(Math.round(props.page.hours * 60)),
              )
            : t().tracks.hours(one().estimated_duration_hours)}
        </span>
      </p>
      <Show when={one().description}>
        <p class="module-text" dir="auto">
          {one().description}
        </p>
      </Show>
      <Show when={props.page.lessons.length > 0}>
        <Progress
          value={props.page.progress}
          label={t("learning").progress}
          text={t("learning").progressOf(
            formatPercent(props.page.progress),
            t("learning").hoursDone(props.page.hours_done, props.page.hours),
          )}
        />
      </Show>
      <Show when={isArchived()}>
        <Note kind="warn">
          <p>
            <strong>{words().archivedTitle}.</strong> {words().archived}
          </p>
          <p>
            <A href={`/tracks/${props.page.track.id}`}>{words().toTrack}</A>
          </p>
        </Note>
      </Show>
      <div class="row">
        <Show when={!isArchived()}>
          <GoOn module={props.module} page={props.page} />
        </Show>
        <Show when={props.page.chat_id}>
          <Button icon="chat" ref={props.chatButton} onClick={() => props.onChat()}>
            {words().chat}
          </Button>
        </Show>
        <Show
          when={!isArchived() && (one().status !== "not_started" || props.page.lessons.length > 0)}
        >
          <Button
            variant={isCompleted() ? "secondary" : "quiet"}
            icon={isCompleted() ? "refresh" : "check"}
            onClick={() => props.module.setCompleted(!isCompleted())}
          >
            {isCompleted() ? words().reopen : words().complete}
          </Button>
        </Show>
      </div>
      <Work module={props.module} page={props.page} />
    </header>
  );
}

/** Starts the module, or leads to the lesson to go on with. */
function GoOn(props: { module: Module; page: Page }): JSX.Element {
  const next = () => nextLesson(props.page);
  const isNew = (): boolean =>
    props.page.lessons.length === 0 || props.page.module.status === "not_started";
  return (
    <Show
      when={!isNew()}
      fallback={
        <Button
          variant="primary"
          busy={props.module.step() !== null}
          onClick={() => props.module.start()}
        >
          {t("learning").start}
        </Button>
      }
    >
      <Show when={next()}>
        {(lesson) => (
          <LinkButton
            variant="primary"
            href={lessonPath(props.page.track.id, props.page.module.id, lesson().id)}
          >
            {t("learning").continue}
          </LinkButton>
        )}
      </Show>
    </Show>
  );
}

/** What is being done for the learner, and why it could not be. */
function Work(props: { module: Module; page: Page }): JSX.Element {
  const words = () => t("learning").module;
  const isFirst = (): boolean => props.page.lessons.length === 0;
  const text = (): string | undefined => {
    const error = props.module.failure();
    if (error !== undefined) return errorText(error);
    const job = props.page.outline_job;
    if (job?.status !== "failed" || props.page.is_outlined) return undefined;
    return codeText(job.error_code ?? "internal_error");
  };
  return (
    <>
      <Show when={props.module.step()}>
        {(step) => (
          <p class="module-work soft">
            <Spinner />
            {words()[step()]}
          </p>
        )}
      </Show>
      <div class="alert-slot" role="alert">
        <Show when={props.module.step() === null && text()}>
          {(reason) => (
            <Note kind="danger">
              <p>
                <strong>{words().planFailed}.</strong> {reason()}
              </p>
              <div class="row">
                <Button
                  size="small"
                  icon="refresh"
                  onClick={() => (isFirst() ? props.module.start() : props.module.plan())}
                >
                  {t().app.retry}
                </Button>
              </div>
            </Note>
          )}
        </Show>
      </div>
    </>
  );
}

/** Each with the lessons that teach it. */
function Objectives(props: { page: Page }): JSX.Element {
  const words = () => t("learning").module;
  const numbers = (ids: readonly string[]): number[] =>
    props.page.lessons.filter((one) => ids.includes(one.id)).map((one) => one.lesson_number);
  return (
    <Show
      when={props.page.objectives.length > 0}
      fallback={<p class="soft">{words().noObjectives}</p>}
    >
      <ul class="module-objectives">
        <For each={props.page.objectives}>
          {(goal) => (
            <li>
              <span dir="auto">{goal.text}</span>{" "}
              <Show when={props.page.lessons.length > 0}>
                <span class="small soft module-taught">
                  {numbers(goal.lesson_ids).length > 0
                    ? words().taughtIn(numbers(goal.lesson_ids))
                    : words().notTaught}
                </span>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
