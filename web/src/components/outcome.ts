// What a change of the plan does to the modules of a course.
import type { CourseModule } from "@ai-learning/protocol/track";

export type Progress = Exclude<CourseModule["status"], "not_started">;

/** What becomes of one module. */
export interface Outcome {
  readonly title: string;
  /** Its title until now, where that is another. */
  readonly before: string | null;
  /** The progress that stays with it; `null` for none. */
  readonly progress: Progress | null;
}

export const kinds = ["kept", "renamed", "restored", "added", "archived"] as const;

export type Outcomes = Readonly<Record<(typeof kinds)[number], readonly Outcome[]>>;

export const progressOf = ({ status }: Pick<CourseModule, "status">): Outcome["progress"] =>
  status === "not_started" ? null : status;
