// Edits of plans that are not saved yet, kept per chat over reloads; where storage is off, as long as the page lives.
import { keep, recall } from "../../state/storage.ts";
import type { Base, PlanDraft } from "./edit-draft.ts";

export interface KeptEdit {
  readonly draft: PlanDraft;
  /** As it was when the edit began. */
  readonly from: PlanDraft;
  readonly base: Base;
  /** The save that was begun: the same request has the same id, over retries and reloads. */
  readonly sent?: { readonly id: string; readonly body: string } | undefined;
}

/** Those of drafts, which are forgotten when somebody signs out. */
const nameOf = (chatId: string): string => `draft:plan:${chatId}`;

const known = new Map<string, KeptEdit>();

function parsed(text: string | null): KeptEdit | undefined {
  if (text === null) return undefined;
  try {
    const edit = JSON.parse(text) as KeptEdit;
    return Array.isArray(edit.draft.modules) && Array.isArray(edit.from.modules) ? edit : undefined;
  } catch {
    return undefined;
  }
}

/** The edit of a chat's plan that is not saved; undefined for none. */
export const readEdit = (chatId: string): KeptEdit | undefined =>
  known.get(chatId) ?? parsed(recall(nameOf(chatId)));

export function keepEdit(chatId: string, edit: KeptEdit | null): void {
  if (edit === null) known.delete(chatId);
  else known.set(chatId, edit);
  keep(nameOf(chatId), edit === null ? null : JSON.stringify(edit));
}
