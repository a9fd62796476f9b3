// What a turn is about, and what came of it before it is settled.
import type { Answer } from "../model/client.ts";
import type { LessonParts } from "../learning/parts.ts";
import type * as usage from "../model/usage.ts";
import type { MatchedModule } from "../module/match.ts";
import { shownPlans, type ShownPlans } from "../module/shown-plans.ts";
import { dialogueOf, localeOf, trackOf, type StoredContext } from "../prompts/context.ts";
import type { Locale } from "../prompts/locale.ts";
import type { HistoryItem } from "../prompts/message.ts";
import type { TrackContext } from "../prompts/track.ts";
import type { LeaseKeeper } from "./lease-keeper.ts";
import * as Rows from "./turn.sql.ts";
import { historyBytes } from "./window.ts";

/** A turn's outcome before it is settled. `callId` is the ledger row still open. */
export interface Produced {
  readonly answer: Answer;
  readonly text: string;
  readonly modules: readonly MatchedModule[] | null;
  readonly usage: usage.Usage;
  readonly callId: string;
  /** Modules were made of the plan shown, without a model. */
  readonly isFromPlan?: true;
  /** Of a lesson, what was read in it. */
  readonly lesson?: LessonParts;
}

/** What a turn is about: all that its answer needs beside the model. */
export interface Subject {
  readonly context: StoredContext;
  readonly track: TrackContext | null;
  readonly history: readonly HistoryItem[];
  readonly locale: Locale;
}

/** What a finalisation is about. */
export interface FinalizationSubject extends Subject {
  readonly track: TrackContext;
  readonly plans: ShownPlans;
}

/** What of the keeper an answer needs: an end that may come early, and somebody to take its text. */
export type Writing = Pick<LeaseKeeper, "signal" | "ask" | "write" | "enter">;

/** Reads what a claimed turn is about. */
export async function subjectOf(claim: Rows.Claim): Promise<Subject> {
  const context = await Rows.contextOf(claim, historyBytes);
  const track = trackOf(context, claim.context);
  const history = dialogueOf(context);
  return { context, track, history, locale: localeOf(track, history, claim.locale) };
}

/** What a claimed turn is about as a finalisation; null: it is none. */
export const finalizationOf = (
  { kind }: Pick<Rows.Claim, "kind">,
  subject: Subject,
): FinalizationSubject | null => {
  const { context, track } = subject;
  if (kind !== "finalization" || track === null) return null;
  return { ...subject, track, plans: shownPlans(context.messages) };
};
