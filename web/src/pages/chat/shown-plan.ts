// Follows the plan of the chat on screen, and announces it once it is complete.
import type { Plan } from "@ai-learning/protocol/plan";
import { isUnfinished, type Message } from "@ai-learning/client/model";
import {
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
  type Accessor,
} from "solid-js";
import { t } from "../../i18n/index.ts";
import { createReader, plannedHours, planIn, type ShownPlan, type Source } from "./plan-view.ts";
import type { Room } from "./room.ts";

/** On a slow device a long plan is read less often than that: the time of a read is followed by so many of the same without. */
const restShare = 7;
const maxRestMs = 250;

const mayShowPlan = ({ sender, kind }: Message): boolean =>
  sender === "ai" ? kind !== "finalization" : kind === "plan";

/** The plan of the chat; read at most once a frame while an answer grows. */
export function followPlan(room: Room): Accessor<ShownPlan | null> {
  const read = createReader();
  const sources = createMemo(() =>
    room
      .messages()
      .filter((one) => mayShowPlan(one) && one.text !== "")
      .map((one): Source => {
        // An earlier try's text, which stays until the new one has some, is not growing.
        const isGrowing = isUnfinished(one) && one.textAttempt === one.attempt;
        return { id: one.id, attempt: one.textAttempt, text: one.text, isGrowing };
      }),
  );
  const [shown, setShown] = createSignal(planIn(untrack(sources), read));
  let frame: number | undefined;
  let restUntil = 0;
  const show = (): void => {
    const start = performance.now();
    frame = undefined;
    setShown(planIn(untrack(sources), read));
    const end = performance.now();
    restUntil = end + Math.min(maxRestMs, restShare * (end - start));
  };
  const showInTime = (now: number): void => {
    if (now < restUntil) frame = requestAnimationFrame(showInTime);
    else show();
  };
  const stop = (): void => cancelAnimationFrame(frame ?? 0);
  createEffect(
    on(
      sources,
      (now) => {
        if (now.at(-1)?.isGrowing) {
          frame ??= requestAnimationFrame(showInTime);
          return;
        }
        // No frame is shown in a hidden tab, and a finished plan does not wait for one.
        stop();
        show();
      },
      { defer: true },
    ),
  );
  onCleanup(stop);
  return shown;
}

/** What a screen reader is told when the newest answer completes a plan while the chat is open; "" at other times. */
export function planNews(room: Room, shown: Accessor<ShownPlan | null>): Accessor<string> {
  const [news, setNews] = createSignal("");
  const chat = createMemo(() => (room.isRestored() ? room.chatId() : null));
  /** Id of the newest message that may show a plan, once it does, and what is said of it. */
  const completed = createMemo<readonly [id: string, text: string] | null>(
    (): readonly [string, string] | null => {
      const now = shown();
      const isComplete = now !== null && !now.isGrowing && now.plan.isComplete;
      // Not of a plan further up, whose messages were loaded later.
      const newest = room.messages().findLast((one) => one.sender === "ai" || one.kind === "plan");
      if (!isComplete || now.id !== newest?.id) return null;
      const text = announcement(now.plan);
      return [
        now.id,
        newest.sender === "ai" ? text : `${t("chatParts").edit.changed}. ${text}`,
      ] as const;
    },
    null,
    { equals: (one, other) => one?.join(" ") === other?.join(" ") },
  );
  createEffect(
    on([chat, completed], ([open, now], last) => {
      const isOpened = last === undefined || open === null || open !== last[0];
      setNews(isOpened || now === null ? "" : now[1]);
    }),
  );
  return news;
}

const announcement = (plan: Plan): string =>
  t("chatParts").announced(plan.modules.length, plannedHours(plan) ?? 0);
