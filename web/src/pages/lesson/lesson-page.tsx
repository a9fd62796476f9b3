// One lesson: its text, what can be done with it, and the study chat beside it.
import "../learning/styles.ts";
import type { LessonPage as Page } from "@ai-learning/protocol/lesson";
import { A, useParams } from "@solidjs/router";
import { createEffect, createSignal, on, Show, type JSX } from "solid-js";
import type { Studied } from "@ai-learning/client/unsent";
import { call } from "../../api.ts";
import { t } from "../../i18n/index.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { createLoad } from "../../state/load.ts";
import { lessonPath, modulePath } from "../../state/learning-paths.ts";
import { Loaded } from "../learning/loaded.tsx";
import { createIsWide } from "../../state/is-wide.ts";
import { Study } from "../learning/study.tsx";
import { hintsShown, keepOpened, readOpened, withOpened, type Opened } from "./hints.ts";
import { exerciseOf } from "./exercise-of.ts";
import { LessonBody } from "./lesson-body.tsx";
import { LessonFoot } from "./lesson-foot.tsx";
import { LessonHead } from "./lesson-head.tsx";
import { createLesson, type Lesson } from "./lesson-state.ts";

export default function LessonPage(): JSX.Element {
  prepareOffline();
  const params = useParams<{ id: string; moduleId: string; lessonId: string }>();
  const lesson = createLesson();
  const [quote, setQuote] = createSignal<string | null>(null);
  const [isChatOpen, setIsChatOpen] = createSignal(false);
  const hints = createHints(() => lesson.load.value()?.version?.id);
  createEffect(
    on(
      () => params.lessonId,
      () => setQuote(null),
      { defer: true },
    ),
  );

  return (
    <div class="lesson-room" data-chat={lesson.chatId() === undefined ? undefined : ""}>
      <div class="lesson-column">
        <Loaded load={lesson.load} words={t("learning").lesson} trackId={params.id}>
          {(page) => (
            <Content
              lesson={lesson}
              page={page()}
              opened={hints.opened()}
              onOpen={hints.open}
              onAsk={(passage) => {
                const exercise = exerciseOf(lesson.text()?.text ?? "", passage);
                if (exercise !== undefined) hints.open(exercise, 0);
                setQuote(passage);
                setIsChatOpen(true);
              }}
              onChat={lesson.chatId() === undefined ? undefined : () => setIsChatOpen(true)}
            />
          )}
        </Loaded>
      </div>
      <LessonStudy
        lesson={lesson}
        opened={hints.opened()}
        quote={quote()}
        onQuoteEnd={() => setQuote(null)}
        isOpen={isChatOpen()}
        onClose={() => setIsChatOpen(false)}
      />
    </div>
  );
}

interface LessonStudyProps {
  lesson: Lesson;
  opened: Opened;
  quote: string | null;
  onQuoteEnd: () => void;
  isOpen: boolean;
  onClose: () => void;
}

/** The study chat of the lesson's module, once there is one. */
function LessonStudy(props: LessonStudyProps): JSX.Element {
  const params = useParams<{ id: string; moduleId: string }>();
  const page = props.lesson.load.value;
  const isWide = createIsWide();
  const track = createLoad(
    () => params.id,
    (id, signal) => call("getTrack", { params: { id }, signal }),
  );
  const studied = (): Studied | undefined => {
    const version = page()?.version;
    if (!version) return undefined;
    const shown = hintsShown(props.opened);
    return { lesson_version_id: version.id, ...(shown !== undefined && { hints_shown: shown }) };
  };
  return (
    <Show when={track.value()}>
      {(known) => (
        <Show when={props.lesson.chatId()}>
          {(id) => (
            <Study
              track={known()}
              chatId={id()}
              studied={studied}
              place={{
                lessons: page()?.module.lessons ?? [],
                hrefOf: (one) => lessonPath(params.id, params.moduleId, one.id),
              }}
              placeholder={t("learning").study.placeholder}
              quote={props.quote}
              onQuoteEnd={props.onQuoteEnd}
              isWide={isWide()}
              isOpen={props.isOpen}
              isAlwaysBeside
              isArchived={(page()?.module.archived_at ?? null) !== null}
              onClose={props.onClose}
              ref={props.lesson.setStudy}
            />
          )}
        </Show>
      )}
    </Show>
  );
}

/** The opened hints of the text on screen, kept on this device. */
function createHints(versionId: () => string | undefined) {
  const [opened, setOpened] = createSignal<Opened>({});
  createEffect(on(versionId, (id) => setOpened(id === undefined ? {} : readOpened(id))));
  return {
    opened,
    open: (anchor: string, count: number): void => {
      const id = versionId();
      setOpened((now) => withOpened(now, anchor, count));
      if (id !== undefined) keepOpened(id, opened());
    },
  };
}

interface ContentProps {
  lesson: Lesson;
  page: Page;
  opened: Opened;
  onOpen: (anchor: string, count: number) => void;
  onAsk: (passage: string) => void;
  /** Opens the study chat; undefined while there is none. */
  onChat: (() => void) | undefined;
}

function Content(props: ContentProps): JSX.Element {
  const params = useParams<{ id: string; moduleId: string }>();
  return (
    <>
      <nav class="lesson-way small" aria-label={t("learning").lesson.toModule}>
        <A href={`/tracks/${params.id}`}>{props.page.track.title}</A>
        <span aria-hidden="true">/</span>
        <A href={modulePath(params.id, props.page.module.id)}>{props.page.module.title}</A>
      </nav>
      <LessonHead lesson={props.lesson} page={props.page} onChat={props.onChat} />
      <LessonBody
        lesson={props.lesson}
        page={props.page}
        opened={props.opened}
        onOpen={props.onOpen}
        onAsk={props.onAsk}
      />
      <LessonFoot lesson={props.lesson} page={props.page} />
    </>
  );
}
