// State and actions of the module on screen.
import type { LessonBrief, LessonOpened, ModulePage } from "@ai-learning/protocol/lesson";
import { useLocation, useNavigate, useParams } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  onCleanup,
  untrack,
  type Accessor,
} from "solid-js";
import type { Answer } from "@ai-learning/client/api";
import { systemClock } from "@ai-learning/client/clock";
import { callLater } from "../../later-api.ts";
import { announce } from "../../components/live-region.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { keepFresh, tellOthers } from "../../state/changes.ts";
import { begun, lessonPath, modulePath, type ToStart } from "../../state/learning-paths.ts";
import { createLoad, type Load } from "../../state/load.ts";
import { isBeingWritten } from "../learning/writing.ts";
import { waitForJob } from "./wait-for-job.ts";

export interface Module {
  readonly load: Load<ModulePage>;
  /** What is being done for the learner; null: nothing. */
  readonly step: Accessor<"planning" | "opening" | null>;
  /** Why it could not be done: an error, or the code of a job that failed before this page was opened. */
  readonly failure: Accessor<unknown>;
  /** Plans the lessons where that is needed, and opens the first one. */
  readonly start: () => void;
  /** Plans lessons for the objectives that have none. */
  readonly plan: () => void;
  readonly setCompleted: (completed: boolean) => void;
}

const headers = { Prefer: "respond-async" };
/** Plans that are waited for one after the other: more would mean that none helps. */
const maxRounds = 3;
/** Milliseconds between looks at lessons that are being written. */
const lookEveryMs = 4_000;

/** The lesson to go on with; undefined where all are done, or there are none yet. */
export const nextLesson = (page: ModulePage): LessonBrief | undefined =>
  page.lessons.find((one) => one.done_at === null);

type Accepted = Extract<Answer<"startModule">, { readonly job_id: string }>;

const isAccepted = (answer: object): answer is Accepted => "job_id" in answer;

const isActive = (page: ModulePage): boolean =>
  page.outline_job?.status === "pending" || page.outline_job?.status === "running";

export function createModule(): Module {
  const params = useParams<{ id: string; moduleId: string }>();
  const navigate = useNavigate();
  const location = useLocation<Partial<ToStart>>();
  const [step, setStep] = createSignal<"planning" | "opening" | null>(null);
  const [failure, setFailure] = createSignal<unknown>();
  const load = createLoad(
    () => params.moduleId,
    (id, signal) => callLater("getModule", { params: { id }, signal }),
  );
  keepFresh(load);

  const abort = new AbortController();
  onCleanup(() => abort.abort());
  const read = (id: string) => callLater("getJob", { params: { id }, signal: abort.signal });
  const jobEnds = (id: string): Promise<void> =>
    waitForJob(id, abort.signal, { clock: systemClock, read });

  /** Does one thing at a time, and reads the module anew afterwards. */
  async function run(act: (id: string) => Promise<void>): Promise<void> {
    if (step() !== null) return;
    const id = params.moduleId;
    setStep("planning");
    setFailure();
    announce(t("learning").module.planning);
    try {
      await act(id);
    } catch (error) {
      if (!abort.signal.aborted && id === params.moduleId) setFailure(() => error);
    } finally {
      setStep(null);
      tellOthers();
      if (!abort.signal.aborted) load.refresh();
    }
  }

  /** Asks until the answer is no job to wait for. */
  async function untilDone<T extends object>(ask: () => Promise<T | Accepted>): Promise<T> {
    for (let round = 1; ; round += 1) {
      const answer = await ask();
      if (!isAccepted(answer)) return answer;
      if (round > maxRounds) throw new Error("The lessons are never planned");
      await jobEnds(answer.job_id);
    }
  }

  const start = (): Promise<void> =>
    run(async (id) => {
      const opened = await untilDone<LessonOpened>(() =>
        callLater("startModule", { params: { id }, headers }),
      );
      abort.signal.throwIfAborted();
      setStep("opening");
      // Going back leads to where the module was begun from.
      const replace = location.state?.start !== undefined;
      navigate(lessonPath(params.id, opened.module_id, opened.lesson_id), { replace });
    });

  const plan = (): Promise<void> =>
    run(async (id) => {
      await untilDone<object>(() => callLater("outlineModule", { params: { id }, headers }));
      announce(t("learning").module.planned);
    });

  async function setCompleted(completed: boolean): Promise<void> {
    const id = params.moduleId;
    const words = t("learning").module;
    try {
      const changed = await callLater("changeModule", { params: { id }, body: { completed } });
      if (id === params.moduleId) load.set(changed);
      tellOthers();
      const action = { label: t().app.undo, run: () => void setCompleted(!completed) };
      showToast({ text: completed ? words.completed : words.reopened, action });
    } catch (error) {
      showToast({ text: errorText(error) });
    }
  }

  followWork({ load, step, start, run, jobEnds });

  return {
    load,
    step,
    failure,
    start: () => void start(),
    plan: () => void plan(),
    setCompleted: (completed) => void setCompleted(completed),
  };
}

interface Work extends Pick<Module, "load" | "step"> {
  readonly start: () => Promise<void>;
  readonly run: (act: (id: string) => Promise<void>) => Promise<void>;
  readonly jobEnds: (id: string) => Promise<void>;
}

/** Begins the module where the learner came here for that, and goes on with what was under way before this page was opened. */
function followWork({ load, step, start, run, jobEnds }: Work): void {
  const navigate = useNavigate();
  const location = useLocation<Partial<ToStart>>();
  let isStarted = false;
  /** Whether the learner came here to begin the module, which is done once; or came back before it was over. */
  function isToStart(page: ModulePage): boolean {
    const wanted = location.state?.start;
    const here = modulePath(page.track.id, page.module.id);
    if (wanted === "begin") navigate(here, { replace: true, state: begun });
    return wanted === "begin" || (wanted === "go on" && isActive(page));
  }
  createEffect(() => {
    const now = load.now();
    if (now.state !== "ready" || step() !== null || now.value.archived_at !== null) return;
    const { outline_job: job } = now.value;
    if (!isStarted && untrack(() => isToStart(now.value))) {
      isStarted = true;
      void start();
    } else if (job !== null && isActive(now.value)) {
      void run(() => jobEnds(job.id));
    }
  });
  const isAnyWritten = createMemo(() =>
    load.value()?.lessons.some((one) => isBeingWritten(one.text_status)),
  );
  createEffect(() => {
    if (!isAnyWritten()) return;
    const timer = setInterval(load.refresh, lookEveryMs);
    onCleanup(() => clearInterval(timer));
  });
}
