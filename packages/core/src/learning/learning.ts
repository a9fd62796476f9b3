// Modules that teach: their pages, their beginning, the texts of their lessons, what is done.
import type {
  LessonOpened,
  LessonPage,
  ModulePage,
  Today,
  VersionKind,
} from "@ai-learning/protocol/lesson";
import { problem, type SentenceCode } from "../error.ts";
import * as Jobs from "../job/job.ts";
import { afterAccept, lessonReserve } from "../turn/turn.ts";
import * as Rows from "./lesson.sql.ts";
import { outlineOpening } from "./openings.ts";

const refusals: Readonly<Record<Rows.LessonRefused["outcome"], SentenceCode>> = {
  signed_out: "invalid_token",
  lesson_not_found: "lesson_not_found",
  module_archived: "module_archived",
  version_not_found: "version_not_found",
  lesson_changed: "lesson_changed",
  budget_exhausted: "budget_exhausted",
  too_many_turns: "too_many_turns",
};

/** Somebody whose sign-in was checked. */
const known = (userId: string): Rows.Reader => ({ userId, version: null });

const refused = (outcome: SentenceCode | "signed_out"): Error =>
  problem(outcome === "signed_out" ? "invalid_token" : outcome);

/** A module's page. Throws `invalid_token`, `module_not_found`. */
export async function read(reader: Rows.Reader, id: string): Promise<ModulePage> {
  const found = await Rows.readModule(reader, id);
  if (found.outcome !== "found") throw refused(found.outcome);
  return found.page;
}

/** The same for somebody whose sign-in was checked. */
export const module = (userId: string, id: string): Promise<ModulePage> => read(known(userId), id);

/** A lesson's page. Throws `invalid_token`, `lesson_not_found`, `version_not_found`. */
export async function lesson(
  reader: Rows.Reader,
  id: string,
  version: number | null = null,
): Promise<LessonPage> {
  const found = await Rows.readLesson(reader, id, version);
  if (found.outcome !== "found") throw refused(found.outcome);
  return found.page;
}

/** What to go on with. Throws `invalid_token`. */
export async function today(reader: Rows.Reader): Promise<Today> {
  const { outcome, ...page } = await Rows.readToday(reader);
  if (outcome !== "found") throw refused(outcome);
  return page as Today;
}

export interface Writing {
  readonly lessonId: string;
  /** Null: the one the learner reads, or the first. */
  readonly version: number | null;
  readonly how: VersionKind;
}

/**
 * Has a text of a lesson written, once: its worker is woken, and everybody is told.
 * Throws the public errors of `open_lesson`.
 */
export async function write(userId: string, writing: Writing): Promise<Rows.OpenedLesson> {
  const opened = await Rows.openLesson({
    userId,
    ...writing,
    openedOver: "http",
    reserve: lessonReserve,
  });
  if (opened.outcome !== "accepted" && opened.outcome !== "known") {
    throw problem(refusals[opened.outcome]);
  }
  await afterAccept(opened, "http");
  return opened;
}

/** The public shape of an opened lesson. */
export const show = (opened: Rows.OpenedLesson): LessonOpened => ({
  success: true,
  track_id: opened.track_id,
  module_id: opened.module_id,
  lesson_id: opened.lesson_id,
  version: opened.version,
  chat_id: opened.chat_id,
  message_id: opened.answer_id,
  status: opened.answer_status,
});

/** The work on an outline that goes on, or the lessons there are. */
export type Outlined = Pick<ModulePage, "lessons"> | { readonly jobId: string };

/**
 * Plans the lessons of a module where objectives have none; a module that is whole stays as it is. Waits for the end if
 * `patient`. Throws `module_not_found`, `module_archived`, what a job throws, and the job's own error.
 */
export async function outline(userId: string, id: string, patient: boolean): Promise<Outlined> {
  const page = await module(userId, id);
  if (page.archived_at !== null) throw problem("module_archived");
  if (page.is_outlined) return page;
  const job = await Jobs.open(outlineOpening(userId, page.track.id, page.module.id));
  if (job !== null && (await Jobs.wait(userId, job, patient)) === null) return { jobId: job.id };
  return module(userId, id);
}

/**
 * Begins a module: its lessons are planned, then its first one is written, each once. The job that plans, while that goes
 * on. Throws as `outline` and `write` do.
 */
export async function start(
  userId: string,
  id: string,
  patient: boolean,
): Promise<{ readonly opened: Rows.OpenedLesson } | { readonly jobId: string }> {
  const outlined = await outline(userId, id, patient);
  if ("jobId" in outlined) return outlined;
  const [first] = outlined.lessons;
  if (first === undefined) throw problem("model_bad_answer");
  return { opened: await write(userId, { lessonId: first.id, version: null, how: "first" }) };
}

/** Marks a lesson as done or not, or goes back to another text. Throws the public errors of `change_lesson`. */
export async function changeLesson(
  userId: string,
  id: string,
  change: { readonly done?: boolean | undefined; readonly version?: number | undefined },
): Promise<LessonPage> {
  const { outcome } = await Rows.changeLesson(userId, id, change);
  if (outcome !== "changed") throw problem(outcome);
  return lesson(known(userId), id);
}

/** Completes a module by hand, or reopens it. Throws `module_not_found`, `module_archived`. */
export async function changeModule(
  userId: string,
  id: string,
  completed: boolean,
): Promise<ModulePage> {
  const { outcome } = await Rows.changeModule(userId, id, completed);
  if (outcome !== "changed") throw problem(outcome);
  return module(userId, id);
}

/** Keeps notes on a task, or marks it as done. Throws `assignment_not_found`, `module_archived`. */
export async function changeAssignment(
  userId: string,
  id: string,
  change: { readonly notes?: string | undefined; readonly done?: boolean | undefined },
): Promise<ModulePage> {
  const changed = await Rows.changeAssignment(userId, id, change);
  if (changed.outcome !== "changed") throw problem(changed.outcome);
  return module(userId, changed.module_id);
}

/** The study chat of a module, made where there is none. Throws `module_not_found`, `module_archived`. */
export async function studyChat(
  userId: string,
  id: string,
): Promise<{ readonly chatId: string; readonly sessionId: string }> {
  const found = await Rows.openStudyChat(userId, id);
  if (found.outcome !== "found") throw problem(found.outcome);
  return { chatId: found.chat_id, sessionId: found.session_id };
}

/**
 * The id of the module that a client of the original means: by its id, its number in the plan, or a name of the client's own.
 * Throws `track_not_found`, `module_not_found`.
 */
export async function moduleNamed(userId: string, trackId: string, name: string): Promise<string> {
  const found = await Rows.nameModule(userId, trackId, name);
  if (found.outcome !== "found") throw problem(found.outcome);
  return found.module_id;
}
