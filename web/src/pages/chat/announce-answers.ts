// Tells assistive technology that an answer has begun and that it has ended: once each, no tokens.
import { createEffect, createMemo, on } from "solid-js";
import { announce } from "../../components/live-region.tsx";
import { t } from "../../i18n/index.ts";
import { isUnfinished, type Message } from "@ai-learning/client/model";
import type { Room } from "./room.ts";

function endOf(answer: Message | undefined): string {
  // One that gave way to an earlier one has failed too.
  if (answer?.status === "failed" || (answer?.errorCode ?? null) !== null) return t("chat").failed;
  return answer?.status === "stopped" ? t("chat").stopped : t("chat").answered;
}

export function announceAnswers(room: Room): void {
  const id = createMemo(() => room.unfinished()?.id);
  const ended = (): Message | undefined =>
    room.messages().findLast((one) => one.sender === "ai" && !isUnfinished(one));
  /** The newest ended answer's try; undefined until the dialogue was read. */
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
        // Begun and ended between two looks at the screen.
        announce(endOf(ended()));
      }
    }),
  );
}
