// Tells assistive technology that an answer has begun and that it has ended: once each, no tokens.
import { createEffect, createMemo, on } from "solid-js";
import { announce } from "../../components/live-region.tsx";
import type { Room } from "./room.ts";
import { say } from "./words.ts";

export function announceAnswers(room: Room): void {
  const id = createMemo(() => room.unfinished()?.id);
  createEffect(
    on(id, (now, before) => {
      if (now !== undefined) {
        const isMaking = room.unfinished()?.kind === "finalization";
        announce(isMaking ? say().making : say().answering);
      } else if (before !== undefined) {
        announce(
          room.chat()?.messages[before]?.status === "failed" ? say().failed : say().answered,
        );
      }
    }),
  );
}
