// Requests the first plan of a new track, as the navigation's state asks for it, once the
// socket is open, so that the plan is shown while it is written.
import { useLocation } from "@solidjs/router";
import { createEffect } from "solid-js";
import type { Room } from "./room.ts";

/** The navigation state of a new track's chat. */
export interface NewTrackState {
  readonly askPlan: true;
}

export function requestFirstPlan(room: Room): void {
  const location = useLocation<Partial<NewTrackState>>();
  let isAsked = false;
  createEffect(() => {
    if (!room.isRestored() || !room.isPrimary() || isAsked) return;
    isAsked = true;
    // A plan requested before is among the messages.
    if (location.state?.askPlan && room.messages().length === 0) room.requests.plan();
  });
}
