// Announces that an answer has started and that it has ended: once each, never its text.
import { createEffect, createMemo, on } from "solid-js";
import { announce } from "../../components/live-region.tsx";
import { t } from "../../i18n/index.ts";
import { isUnfinished, type Message } from "@ai-learning/client/model";
import type { Room } from "./room.ts";

function endOf(answer: Message | undefined): string {
  if (answer?.status === "truncated") {
    return answer.errorCode === null ? t("chat").cutOff : t("chat").notContinued;
  }
  // An answer that was restored stands for a newer one that failed.
  if (answer?.status === "failed" || (answer?.errorCode ?? null) !== null) return t("chat").failed;
  return answer?.status === "stopped" ? t("chat").stopped : t("chat").answered;
}

export function announceAnswers(room: Room): void {
  const state = createMemo(() => room.unfinished()?.state ?? null);
  createEffect(() => {
    const now = state();
    if (now !== null) announce(t("chat").states[now]);
  });
  const id = createMemo(() => room.unfinished()?.id);
  const ended = (): Message | undefined =>
    room.messages().findLast((one) => one.sender === "ai" && !isUnfinished(one));
  /** Id and attempt of the newest ended answer; undefined until the chat is restored. */
  const newest = createMemo(() => {
    if (!room.isRestored()) return undefined;
    const answer = ended();
    return answer === undefined ? "none" : `${answer.id} ${String(answer.attempt)}`;
  });
  createEffect(
    on([room.chatId, id, newest], ([chat, now, end], last) => {
      const [chatBefore, before, endBefore] = last ?? [];
      if (now !== undefined) {
        if (now === before) return;
        const isMaking = room.unfinished()?.kind === "finalization";
        announce(isMaking ? t("chat").making : t("chat").answering);
      } else if (chat !== chatBefore) {
        return;
      } else if (before !== undefined) {
        announce(endOf(room.chat()?.messages[before]));
      } else if (endBefore !== undefined && end !== endBefore) {
        // It started and ended between two renders.
        announce(endOf(ended()));
      }
    }),
  );
}
