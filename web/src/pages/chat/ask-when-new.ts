// A track just made brings its wish along in the address's state: the plan is asked for when the
// socket is there, so that its first words are seen as they are written.
import { useLocation } from "@solidjs/router";
import { createEffect } from "solid-js";
import type { Room } from "./room.ts";

/** Navigate here with this state instead of asking for the plan beforehand. */
export interface NewTrackState {
  readonly askPlan: true;
}

export function askWhenNew(room: Room): void {
  const location = useLocation<Partial<NewTrackState>>();
  let isAsked = false;
  createEffect(() => {
    if (!room.isRestored() || !room.isPrimary() || isAsked) return;
    isAsked = true;
    // Asked for before, it is in the dialogue.
    if (location.state?.askPlan && room.messages().length === 0) room.asks.plan();
  });
}
