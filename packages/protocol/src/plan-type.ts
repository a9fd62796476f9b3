// What a course plan is, wherever it comes from.

export interface PlanModule {
  /** As it is shown, without Markdown; "" where only a number stands. */
  readonly title: string;
  /** As stated, decimals too; `null` where no hours are stated, or not as one plain number ("3–4 h", "90 min"). */
  readonly hours: number | null;
  /** The text under the title, before the topics. */
  readonly summary: string | null;
  readonly topics: readonly string[];
}

export interface Plan {
  /** The course's name; `null` where the text does not name it. */
  readonly title: string | null;
  /** The stated total; `null` where none is stated, or several that differ. Never added up by the reader. */
  readonly totalHours: number | null;
  readonly level: "beginner" | "intermediate" | "advanced" | null;
  /** In the order of the text, at least one. */
  readonly modules: readonly PlanModule[];
  /** Nothing is missing and nothing doubtful: the modules may be stored as they stand. */
  readonly isComplete: boolean;
}
