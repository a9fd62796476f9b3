// State and actions of the lesson on screen.
import type { HistoryItem, MessageStatus } from "@ai-learning/protocol/chat";
import type { LessonPage, VersionKind } from "@ai-learning/protocol/lesson";
import { useParams, useSearchParams } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
  type Accessor,
} from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import type { Message } from "@ai-learning/client/model";
import { callLater } from "../../later-api.ts";
import { announce } from "../../components/live-region.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { keepFresh, tellOthers } from "../../state/changes.ts";
import { createLoad, type Load } from "../../state/load.ts";
import type { Study } from "../chat/study-chat.tsx";
import { isBeingWritten } from "../learning/writing.ts";

/** The text on screen. */
export type ShownText = Pick<
  Message,
  "id" | "status" | "text" | "attempt" | "textAttempt" | "errorCode" | "state"
>;

export interface Lesson {
  readonly load: Load<LessonPage>;
  /** The study chat's; it stays while another lesson of the module is loaded. */
  readonly chatId: Accessor<string | undefined>;
  /** Undefined until a text was asked for. */
  readonly text: Accessor<ShownText | undefined>;
  readonly isWriting: Accessor<boolean>;
  /** Nothing here can be changed any more. */
  readonly isArchived: Accessor<boolean>;
  readonly study: Accessor<Study | undefined>;
  readonly setStudy: (study: Study) => void;
  /** The text that is being asked for. */
  readonly asking: Accessor<VersionKind | null>;
  /** Why the last text that was asked for was refused. */
  readonly failure: Accessor<unknown>;
  readonly ask: (how: VersionKind) => void;
  readonly choose: (version: number) => void;
  readonly setDone: (done: boolean) => void;
  /** Lets the text go on where it was cut or stopped; one that failed is written again. */
  readonly goOn: () => void;
  readonly stop: () => void;
  readonly isStopping: Accessor<boolean>;
}

/** Milliseconds between looks at a text that no socket brings. */
const lookEveryMs = 4_000;

const stored = (item: HistoryItem): ShownText => ({
  id: item.id,
  status: item.status,
  text: item.content,
  attempt: item.attempt,
  textAttempt: item.attempt,
  errorCode: item.error_code,
  state: null,
});

export function createLesson(): Lesson {
  const params = useParams<{ lessonId: string }>();
  const [study, setStudy] = createSignal<Study>();
  const load = createReading(() => params.lessonId);
  const item = createMemo(() => load.value()?.message ?? undefined);
  const text = createMemo((): ShownText | undefined => {
    const now = item();
    return now === undefined ? undefined : (study()?.withLive(now) ?? stored(now));
  });
  const isWriting = createMemo(() => isBeingWritten(text()?.status));
  const isArchived = (): boolean => {
    const page = load.value();
    return (page?.archived_at ?? page?.module.archived_at ?? null) !== null;
  };
  const shown = { load, lessonId: () => params.lessonId, study };
  const { ask, asking, failure } = createAsking(shown);
  openFirst(shown, isArchived, ask);
  followWriting({ load, text, isWriting, study });

  function goOn(): void {
    const now = item();
    const talk = study();
    if (now === undefined || talk === undefined) return;
    const message = talk.withLive(now);
    if (message.status === "failed") talk.requests.regenerate(message);
    else talk.requests.goOn(message);
  }

  return {
    load,
    chatId: createMemo<string | undefined>((before) => {
      const now = load.value();
      return now === undefined ? before : (now.chat_id ?? undefined);
    }),
    text,
    isWriting,
    isArchived,
    study,
    setStudy: (made) => setStudy(() => made),
    asking,
    failure: () => failure() ?? study()?.requests.error(),
    ask: (how) => void ask(how),
    ...createChanges(shown),
    goOn,
    stop() {
      const now = text();
      if (now !== undefined) study()?.session.stop(now.id);
    },
    isStopping: () =>
      study()
        ?.session.stopping()
        .has(text()?.id ?? "") ?? false,
  };
}

interface Shown {
  readonly load: Load<LessonPage>;
  readonly lessonId: Accessor<string>;
  readonly study: Accessor<Study | undefined>;
}

/** Reads the lesson in the version that the address names. */
function createReading(lessonId: Accessor<string>): Load<LessonPage> {
  const [search] = useSearchParams<{ version?: string }>();
  const load = createLoad(lessonId, (id, signal) => {
    const version = Number(untrack(() => search.version));
    const query = Number.isInteger(version) && version > 0 ? { version } : {};
    return callLater("getLesson", { params: { id }, query, signal });
  });
  keepFresh(load);
  createEffect(on(() => search.version, load.refresh, { defer: true }));
  return load;
}

interface Asking extends Pick<Lesson, "asking" | "failure"> {
  readonly ask: (how: VersionKind) => Promise<void>;
}

/** Asks for texts, one at a time. */
function createAsking({ load, lessonId, study }: Shown): Asking {
  const [, setSearch] = useSearchParams();
  const [asking, setAsking] = createSignal<VersionKind | null>(null);
  const [failure, setFailure] = createSignal<unknown>();
  createEffect(on(lessonId, () => setFailure(), { defer: true }));

  async function ask(how: VersionKind): Promise<void> {
    const page = load.value();
    if (page === undefined || asking() !== null) return;
    const { id } = page.lesson;
    const version = (page.versions.at(-1)?.version ?? 0) + 1;
    setAsking(how);
    setFailure();
    try {
      await callLater("writeLesson", { params: { id }, body: { version, how } });
      const written = await callLater("getLesson", { params: { id }, query: { version } });
      tellOthers();
      if (lessonId() !== id) return;
      load.set(written);
      if (how !== "first") setSearch({ version: String(version) }, { replace: true });
      study()?.session.expect();
    } catch (error) {
      if (lessonId() !== id) return;
      setFailure(() => error);
      // Another device asked first: its text is the one to show.
      if (error instanceof ApiError && error.code === "lesson_changed") load.refresh();
    } finally {
      setAsking(null);
    }
  }
  return { ask, asking, failure };
}

/** A lesson without a text is written when it is opened. */
function openFirst({ load, lessonId }: Shown, isArchived: () => boolean, ask: Asking["ask"]): void {
  /** Once each: what was refused waits for the learner. */
  const opened = new Set<string>();
  createEffect(() => {
    const page = load.now();
    if (page.state !== "ready" || page.value.version !== null || isArchived()) return;
    const { id } = page.value.lesson;
    if (id !== lessonId() || opened.has(id)) return;
    opened.add(id);
    void ask("first");
  });
}

/** What the learner changes about the lesson. */
function createChanges({ load, lessonId }: Shown): Pick<Lesson, "choose" | "setDone"> {
  const [, setSearch] = useSearchParams();

  /** False when it failed, which it says. */
  async function change(body: { done?: boolean; version?: number }): Promise<boolean> {
    const id = lessonId();
    try {
      const changed = await callLater("changeLesson", { params: { id }, body });
      const now = load.value();
      if (lessonId() !== id || now === undefined) return true;
      // The text on screen stays, whichever one is read from now on.
      const { version, message } = body.version === undefined ? now : changed;
      load.set({ ...changed, version, message });
      tellOthers();
      return true;
    } catch (error) {
      showToast({ text: errorText(error) });
      return false;
    }
  }

  async function choose(version: number): Promise<void> {
    if (!(await change({ version }))) return;
    setSearch({ version: undefined }, { replace: true });
    announce(t("learning").lesson.shown(t("learning").lesson.version(version)));
  }

  async function setDone(done: boolean): Promise<void> {
    const words = t("learning").lesson;
    if (!(await change({ done }))) return;
    if (!done) return announce(words.undone);
    const action = { label: t().app.undo, run: () => void setDone(false) };
    showToast({ text: words.done, action });
  }

  return {
    choose: (version) => void choose(version),
    setDone: (done) => void setDone(done),
  };
}

/** Says that a text is being written and that it has ended, and reads the lesson anew then. */
function followWriting({
  load,
  text,
  isWriting,
  study,
}: Pick<Lesson, "load" | "text" | "isWriting" | "study">): void {
  createEffect(
    on([() => text()?.id, isWriting], ([id, now], last) => {
      const words = t("learning").lesson;
      const [idBefore, before] = last ?? [];
      if (now && !(before === true && id === idBefore)) announce(words.writing);
      if (now || before !== true || id !== idBefore) return;
      const status = text()?.status ?? "failed";
      const ends: Partial<Record<MessageStatus, string>> = {
        complete: words.ready,
        truncated: words.cut,
        stopped: words.stopped,
      };
      announce(ends[status] ?? words.failed);
      load.refresh();
      tellOthers();
    }),
  );
  createEffect(() => {
    if (!isWriting()) return;
    const timer = setInterval(() => {
      if (study()?.session.live() !== "open") load.refresh();
    }, lookEveryMs);
    onCleanup(() => clearInterval(timer));
  });
}
