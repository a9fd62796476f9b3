// What undoing the newest revision of a track does to its modules.
import type { TrackRevisions } from "@ai-learning/protocol/revision";
import type { CourseModule } from "@ai-learning/protocol/track";
import { progressOf, type Outcome, type Outcomes } from "../../components/outcome.ts";

const outcome = (
  title: string,
  module: CourseModule | undefined,
  before: string | null = null,
): Outcome => ({ title, before, progress: module === undefined ? null : progressOf(module) });

/** Null where nothing can be undone, or where what was before it is no longer listed. */
export function undoOutcomes(
  inForce: readonly CourseModule[],
  { revisions, archived, can_undo }: TrackRevisions,
): Outcomes | null {
  const base = revisions.find((one) => one.number === revisions[0]?.base);
  if (!can_undo || base === undefined) return null;
  const now = new Map(inForce.map((one) => [one.id, one]));
  const away = new Map(archived.map((one) => [one.id, one]));
  const stays = base.modules.filter((one) => now.has(one.id));
  const same = stays.filter((one) => now.get(one.id)?.title === one.title);
  const back = new Set(base.modules.map((one) => one.id));
  return {
    kept: same.map((one) => outcome(one.title, now.get(one.id))),
    renamed: stays
      .filter((one) => !same.includes(one))
      .map((one) => outcome(one.title, now.get(one.id), now.get(one.id)?.title ?? null)),
    restored: base.modules
      .filter((one) => !now.has(one.id))
      .map((one) => outcome(one.title, away.get(one.id))),
    added: [],
    archived: inForce.filter((one) => !back.has(one.id)).map((one) => outcome(one.title, one)),
  };
}
