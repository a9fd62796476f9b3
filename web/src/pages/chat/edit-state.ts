// One edit of the chat's plan: its draft, whether the plan changed meanwhile, and its saving.
import { ApiError } from "@ai-learning/client/api-error";
import { newId } from "@ai-learning/client/new-id";
import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import { callLater } from "../../later-api.ts";
import {
  draftOf,
  faultsOf,
  isFaulty,
  isSame,
  planOf,
  type Base,
  type Faults,
  type PlanDraft,
} from "./edit-draft.ts";
import { keepEdit, readEdit, type KeptEdit } from "./edit-store.ts";
import type { ShownPlan } from "./plan-view.ts";
import type { Room } from "./room.ts";

export interface Edit {
  readonly draft: Accessor<PlanDraft>;
  readonly change: (next: PlanDraft) => void;
  readonly isChanged: () => boolean;
  /** Null until it was tried to save: nobody is told of a fault while they type the first time. */
  readonly faults: Accessor<Faults | null>;
  /** The chat shows another plan than the one that is edited. */
  readonly isOutdated: Accessor<boolean>;
  /** The mentor is answering: nothing can be saved until that is over. */
  readonly isBlocked: () => boolean;
  readonly isSaving: Accessor<boolean>;
  /** Why the last try to save failed. */
  readonly error: Accessor<unknown>;
  /** Saves; `over`: in place of the plan that the chat shows now. Resolves to false when there are faults. */
  readonly save: (over?: boolean) => Promise<boolean>;
  readonly discard: () => void;
}

/** Milliseconds that a stored plan is waited for in the chat. */
const arrivalMs = 3_000;

const baseOf = (shown: ShownPlan | null): Base =>
  shown === null ? null : { message_id: shown.id, attempt: shown.attempt };

function begin(shown: ShownPlan | null): KeptEdit {
  const draft = shown === null ? { title: "", level: null, modules: [] } : draftOf(shown.plan);
  return { draft, from: draft, base: baseOf(shown) };
}

/** Goes on with what is kept of an edit of this chat, or begins one. `onEnd` is called when it is saved or discarded. */
export function createEdit(
  room: Room,
  shown: Accessor<ShownPlan | null>,
  onEnd: (isSaved: boolean) => void,
): Edit {
  const chatId = room.chatId();
  const [kept, setKept] = createSignal(readEdit(chatId) ?? begin(shown()));
  const [isChecked, setIsChecked] = createSignal(false);
  const [isSaving, setIsSaving] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const [isRefused, setIsRefused] = createSignal(false);
  let arrival: ReturnType<typeof setTimeout> | undefined;
  const draft = createMemo(() => kept().draft);

  function put(next: KeptEdit): void {
    setKept(next);
    const isUntouched = next.sent === undefined && isSame(next.draft, next.from);
    keepEdit(chatId, isUntouched ? null : next);
  }

  let isEnded = false;
  function end(isSaved: boolean): void {
    if (isEnded) return;
    isEnded = true;
    keepEdit(chatId, null);
    onEnd(isSaved);
  }
  onCleanup(() => clearTimeout(arrival));
  // It is in the chat: also where the answer to the request was lost.
  createEffect(() => {
    const id = kept().sent?.id;
    if (id !== undefined && room.messages().some((one) => one.clientId === id)) end(true);
  });

  const differs = (): boolean => {
    const now = shown();
    const { base } = kept();
    if (now === null || now.isGrowing) return false;
    return now.id !== base?.message_id || now.attempt !== base.attempt;
  };

  async function send(edit: KeptEdit): Promise<void> {
    const body = { plan: planOf(edit.draft), based_on: edit.base };
    const text = JSON.stringify(body);
    const id = edit.sent?.body === text ? edit.sent.id : newId();
    put({ ...edit, sent: { id, body: text } });
    setIsSaving(true);
    setError();
    try {
      const input = { params: { id: chatId }, body: { ...body, client_message_id: id } };
      await callLater("savePlan", input);
      room.session.expect();
      arrival = setTimeout(() => end(true), arrivalMs);
    } catch (cause) {
      setIsSaving(false);
      const code = cause instanceof ApiError ? cause.code : undefined;
      setIsRefused(code === "plan_changed");
      if (code === "plan_changed") room.session.restore();
      else setError(cause);
    }
  }

  async function save(over = false): Promise<boolean> {
    if (isSaving()) return true;
    setIsChecked(true);
    if (isFaulty(faultsOf(draft()))) return false;
    setIsRefused(false);
    const edit = kept();
    if (over) await send({ ...edit, base: baseOf(shown()) });
    else if (isSame(edit.draft, edit.from)) end(false);
    else await send(edit);
    return true;
  }

  return {
    draft,
    change: (next) => put({ ...kept(), draft: next }),
    isChanged: () => !isSame(draft(), kept().from),
    faults: createMemo(() => (isChecked() ? faultsOf(draft()) : null)),
    isOutdated: createMemo(() => !isSaving() && (isRefused() || differs())),
    isBlocked: () => room.unfinished() !== undefined,
    isSaving,
    error,
    save,
    discard: () => end(false),
  };
}
