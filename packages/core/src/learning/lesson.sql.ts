// Modules that teach: thin calls of the SQL functions that hold their rules; every one names the user.
import type { LessonPage, ModulePage, Today, VersionKind } from "@ai-learning/protocol/lesson";
import { call } from "../adapters/call.ts";
import * as config from "../config.ts";
import { newId } from "../id.ts";
import type { Accepted } from "../turn/turn.sql.ts";

type Page<P, Refusal extends string> =
  | { readonly outcome: "found"; readonly page: P }
  | { readonly outcome: Refusal };

/** Who reads, and the version of their sign-in's token: it is checked by the same statement. Null: it was checked before. */
export interface Reader {
  readonly userId: string;
  readonly version: number | null;
}

const readerOf = ({ userId, version }: Reader): object => ({
  user_id: userId,
  token_version: version,
});

/** A module's page. One round trip. */
export const readModule = (
  reader: Reader,
  moduleId: string,
): Promise<Page<ModulePage, "signed_out" | "module_not_found">> =>
  call("read_module", { ...readerOf(reader), module_id: moduleId });

/** A lesson's page, with one of its versions. One round trip. */
export const readLesson = (
  reader: Reader,
  lessonId: string,
  version: number | null,
): Promise<Page<LessonPage, "signed_out" | "lesson_not_found" | "version_not_found">> =>
  call("read_lesson", { ...readerOf(reader), lesson_id: lessonId, version });

/** What to go on with. One round trip. */
export const readToday = (
  reader: Reader,
): Promise<({ readonly outcome: "found" } & Today) | { readonly outcome: "signed_out" }> =>
  call("read_today", readerOf(reader));

export interface LessonOpening {
  readonly userId: string;
  readonly lessonId: string;
  /** Null: the one the learner reads, or the first. */
  readonly version: number | null;
  readonly how: VersionKind;
  readonly openedOver: "socket" | "http";
  /** Tokens beside the prompt. */
  readonly reserve: number;
}

/** A lesson whose text is being written, or was. */
export type OpenedLesson = Accepted & {
  readonly track_id: string;
  readonly module_id: string;
  readonly lesson_id: string;
  readonly version: number;
};

export type LessonRefused = {
  readonly outcome:
    | "signed_out"
    | "lesson_not_found"
    | "module_archived"
    | "version_not_found"
    | "lesson_changed"
    | "budget_exhausted"
    | "too_many_turns";
};

/** Asks for a text of a lesson, or finds it. One round trip. */
export const openLesson = (opening: LessonOpening): Promise<OpenedLesson | LessonRefused> =>
  call("open_lesson", {
    user_id: opening.userId,
    lesson_id: opening.lessonId,
    version: opening.version,
    how: opening.how,
    opened_over: opening.openedOver,
    reserve: opening.reserve,
    lesson_reserve: opening.reserve,
    limit: config.dailyTokens().user,
    guest_limit: config.dailyTokens().guest,
    max_turns: config.openTurns(),
    version_id: newId(),
    answer_id: newId(),
    new_session_id: newId(),
    new_primary_id: newId(),
    new_chat_id: newId(),
  });

/** The study chat of a module, made where there is none. */
export const openStudyChat = (
  userId: string,
  moduleId: string,
): Promise<
  | { readonly outcome: "found"; readonly chat_id: string; readonly session_id: string }
  | { readonly outcome: "module_not_found" | "module_archived" }
> =>
  call("open_study_chat", {
    user_id: userId,
    module_id: moduleId,
    new_session_id: newId(),
    new_primary_id: newId(),
    new_chat_id: newId(),
  });

export const changeLesson = (
  userId: string,
  lessonId: string,
  change: { readonly done?: boolean | undefined; readonly version?: number | undefined },
): Promise<{
  readonly outcome: "changed" | "lesson_not_found" | "module_archived" | "version_not_found";
}> => call("change_lesson", { user_id: userId, lesson_id: lessonId, ...change });

export const changeModule = (
  userId: string,
  moduleId: string,
  completed: boolean,
): Promise<{ readonly outcome: "changed" | "module_not_found" | "module_archived" }> =>
  call("change_module", { user_id: userId, module_id: moduleId, completed });

export const changeAssignment = (
  userId: string,
  assignmentId: string,
  change: { readonly notes?: string | undefined; readonly done?: boolean | undefined },
): Promise<
  | { readonly outcome: "changed"; readonly module_id: string }
  | { readonly outcome: "assignment_not_found" | "module_archived" }
> => call("change_assignment", { user_id: userId, assignment_id: assignmentId, ...change });

/** The module that a client of the original means. */
export const nameModule = (
  userId: string,
  trackId: string,
  name: string,
): Promise<
  | { readonly outcome: "found"; readonly module_id: string }
  | { readonly outcome: "track_not_found" | "module_not_found" }
> => call("name_module", { user_id: userId, track_id: trackId, name });

/** What an outline is made from. */
export interface OutlineModule {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly hours: number;
  readonly is_last: boolean;
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
  readonly lessons: readonly { readonly id: string; readonly title: string }[];
}

/** The module that an outline is for; null: it is gone. */
export async function readOutlineModule(
  userId: string,
  moduleId: string,
): Promise<OutlineModule | null> {
  const { module } = await call<{ module: OutlineModule | null }>("read_outline_context", {
    user_id: userId,
    module_id: moduleId,
  });
  return module;
}
