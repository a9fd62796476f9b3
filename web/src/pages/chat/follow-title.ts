// Reloads the track when its plan has given it a name: one that was started from a wish takes the plan's title.
import type { Plan } from "@ai-learning/protocol/plan";
import type { Track } from "@ai-learning/protocol/track";
import { createEffect, createMemo, on, type Accessor } from "solid-js";
import { call } from "../../api.ts";
import { tellOthers } from "../../state/changes.ts";
import type { Room } from "./room.ts";

/** `complete`: the complete plan on screen; null where there is none. */
export function followTitle(
  room: Room,
  complete: Accessor<Plan | null>,
  show: (track: Track) => void,
): void {
  const title = createMemo(() => (room.isPrimary() ? (complete()?.title ?? null) : null));
  createEffect(
    on(title, (now) => {
      const track = room.track();
      // The server may keep another title for a reason: each is looked for once.
      if (now === null || now === track.title || track.title_source === "learner") return;
      call("getTrack", { params: { id: track.id } }).then(
        (renamed) => {
          if (renamed.title === track.title) return;
          show(renamed);
          tellOthers();
        },
        // The next look at the track, on any page, has it too.
        () => undefined,
      );
    }),
  );
}
