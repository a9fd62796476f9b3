// A generated track while its learner works on it: planning fills it, study goes on from it.
import type { Chat } from "./chat.ts";
import type { Subject } from "./subjects.ts";
import type { PlannedModule } from "./texts.ts";

/** A track while its learner works on it. */
export interface Track {
  readonly id: string;
  readonly sessionId: string;
  readonly chat: Chat;
  readonly subject: Subject;
  readonly level: "beginner" | "intermediate" | "advanced";
  readonly startedAt: number;
  modules: readonly PlannedModule[];
  status: "planning" | "active" | "completed" | "paused";
  /** As JSON, where it was asked for. */
  plan: object | null;
  /** Null: it was not. */
  finalized: Finalized | null;
  /** Null: no module was opened. */
  firstLessonAt: number | null;
}

interface Finalized {
  readonly answerId: string;
  readonly isFromPlan: boolean;
  readonly at: number;
  /** Before it, of both sides. */
  readonly messages: number;
}
