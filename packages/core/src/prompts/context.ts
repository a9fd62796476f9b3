// What a prompt is told: the track, its dialogue and the language, out of what is stored.
import type { HistoryItem as StoredMessage } from "@ai-learning/protocol/chat";
import type { VersionKind } from "@ai-learning/protocol/lesson";
import type { CourseModule, Track } from "@ai-learning/protocol/track";
import { detectLocale, type Locale } from "./locale.ts";
import type { HistoryItem } from "./message.ts";
import type { TrackContext } from "./track.ts";

/** A track, its modules and its dialogue as they are stored. */
export interface StoredContext {
  readonly track: {
    readonly title: string;
    readonly description: string;
    readonly skill_area: string;
    readonly difficulty_level: Track["difficulty_level"];
    readonly estimated_duration_hours: number | null;
    readonly user_expectations: string;
    readonly status: string;
    readonly ai_generated_plan: unknown;
  } | null;
  readonly modules: readonly {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly description?: string;
    readonly archived: boolean;
    readonly hours: number;
    readonly objectives: CourseModule["learning_objectives"];
  }[];
  /** Oldest first. */
  readonly messages: readonly StoredMessage[];
  /** What a study chat is about; null or absent in any other chat. */
  readonly study?: StudyContext | null;
}

/** The module of a study chat, and the lesson that is to be written or that was open. */
export interface StudyContext {
  readonly module: {
    readonly number: number;
    readonly title: string;
    readonly description: string;
    readonly hours: number;
    readonly is_last: boolean;
    readonly objectives: readonly { readonly text: string }[];
    readonly lessons: readonly { readonly title: string }[];
  };
  readonly lesson: {
    readonly number: number;
    readonly title: string;
    readonly minutes: number;
    readonly how: VersionKind;
    readonly objectives: readonly string[];
    /** The text that the learner reads; null: there is none yet. */
    readonly read: string | null;
    /** The text of the version meant; null: it is not written. */
    readonly text: string | null;
    readonly hints: number | null;
  } | null;
}

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

/** The track as the prompts want it; for a session without one, what its first call said. */
export function trackOf(
  context: StoredContext,
  chat: Readonly<Record<string, unknown>> | null,
): TrackContext | null {
  const { track } = context;
  if (track !== null) {
    return {
      title: track.title,
      skillArea: track.skill_area,
      level: track.difficulty_level,
      hours: track.estimated_duration_hours,
      expectations: track.user_expectations,
      description: track.description,
      status: track.status,
      plan: track.ai_generated_plan ?? null,
      modules: context.modules.filter((one) => !one.archived),
    };
  }
  const skill = asText(chat?.["skill_area"]);
  if (skill === "") return null;
  const hours = chat?.["duration_hours"];
  const level = chat?.["difficulty_level"];
  return {
    title: skill,
    skillArea: skill,
    level: level === "intermediate" || level === "advanced" ? level : "beginner",
    hours: typeof hours === "number" ? hours : null,
    expectations: asText(chat?.["user_expectations"]),
    description: "",
    status: "planning",
    plan: null,
    modules: [],
  };
}

/** The dialogue as the prompts want it: what was said, oldest first. */
export const dialogueOf = (context: StoredContext): HistoryItem[] =>
  context.messages
    .filter((one) => one.content !== "" && one.status !== "pending" && one.status !== "generating")
    .map(({ sender, content, status, message_type }) => ({
      sender,
      content,
      ...(sender === "ai" && status !== "complete" && { isPartial: true }),
      ...(message_type === "plan" && { isPlan: true }),
    }));

/** Whether the dialogue has an answer that may be a plan: a part of one is none. */
export const hasWholeAnswer = (history: readonly HistoryItem[]): boolean =>
  history.some((one) => one.sender === "ai" && !one.isPartial);

/** The language to answer in: the learner's own words first, then the one they chose. */
export const localeOf = (
  track: TrackContext | null,
  history: readonly HistoryItem[],
  chosen: Locale,
): Locale =>
  detectLocale(
    [
      ...(track === null ? [] : [track.title, track.description, track.expectations]),
      ...history.filter((one) => one.sender === "user").map((one) => one.content),
    ],
    chosen,
  );
