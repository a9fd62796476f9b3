// Tells assistive technology that an answer has begun and that it has ended: once each, no tokens.
import { createEffect, createMemo, on } from "solid-js";
import { announce } from "../../components/live-region.tsx";
import type { Message } from "../../state/model.ts";
import type { Room } from "./room.ts";
import { say } from "./words.ts";

function endOf(answer: Message | undefined): string {
  // One that gave way to an earlier one has failed too.
  if (answer?.status === "failed" || (answer?.errorCode ?? null) !== null) return say().failed;
  return answer?.status === "stopped" ? say().stopped : say().answered;
}

export function announceAnswers(room: Room): void {
  const id = createMemo(() => room.unfinished()?.id);
  createEffect(
    on(id, (now, before) => {
      if (now !== undefined) {
        const isMaking = room.unfinished()?.kind === "finalization";
        announce(isMaking ? say().making : say().answering);
      } else if (before !== undefined) {
        announce(endOf(room.chat()?.messages[before]));
      }
    }),
  );
}
