// Reloads the track when a finalisation has created its modules, here or in another tab.
import type { Track } from "@ai-learning/protocol/track";
import { createEffect } from "solid-js";
import { call } from "../../api.ts";
import { tellOthers } from "../../state/changes.ts";
import type { Room } from "./room.ts";

export function reloadTrackWhenFinalized(room: Room, show: (track: Track) => void): void {
  /** The newest finalisation that the track on screen includes; null while unknown. */
  let included: string | undefined | null = null;
  createEffect(() => {
    if (!room.isRestored() || !room.isPrimary()) return;
    const newest = room
      .messages()
      .findLast(
        (one) => one.kind === "finalization" && one.sender === "ai" && one.status === "complete",
      )?.id;
    const isNew = included === null ? room.track().modules.length === 0 : newest !== included;
    included = newest;
    if (newest === undefined || !isNew) return;
    call("getTrack", { params: { id: room.track().id } }).then(
      (track) => {
        show(track);
        tellOthers();
      },
      () => {
        included = null;
      },
    );
  });
}
