// Deleting a track with undo: it is hidden at once and deleted when the notice closes.
import type { Track } from "@ai-learning/protocol/track";
import { createSignal } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { callLater } from "../later-api.ts";
import { tellOthers } from "./changes.ts";
import { announce } from "../components/live-region.tsx";
import { showToast } from "../components/toast.tsx";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/index.ts";
import { beforeSignOut } from "./current-user.ts";

const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
/** Closes the notice of each deletion that can still be undone, by track. */
const waiting = new Map<string, () => void>();
/** Deletions in flight. */
const underWay = new Set<Promise<void>>();

/** True for a track that is deleted or being deleted. */
export const isDeleted = (id: string): boolean => hidden().has(id);

function hide(id: string, isHidden: boolean): void {
  const next = new Set(hidden());
  if (isHidden) next.add(id);
  else next.delete(id);
  setHidden(next);
}

async function remove(track: Track): Promise<void> {
  waiting.delete(track.id);
  try {
    await callLater("deleteTrack", { params: { id: track.id }, keepalive: true });
    tellOthers();
  } catch (error) {
    if (error instanceof ApiError && error.code === "track_not_found") return;
    hide(track.id, false);
    showToast({ text: `${t("trackPages").deleteFailed(track.title)}. ${errorText(error)}` });
  }
}

export function deleteTrack(track: Track): void {
  hide(track.id, true);
  const end = showToast({
    text: t("trackPages").deleted(track.title),
    action: {
      label: t().app.undo,
      run: () => {
        waiting.delete(track.id);
        hide(track.id, false);
        announce(t("trackPages").restored(track.title));
      },
    },
    onGone() {
      const removal = remove(track);
      underWay.add(removal);
      void removal.then(() => underWay.delete(removal));
    },
  });
  waiting.set(track.id, end);
}

function endWaiting(): void {
  for (const end of waiting.values()) end();
}

// Undo ends with the page or the sign-in: pending deletions are sent now.
addEventListener("pagehide", endWaiting);
beforeSignOut.add(() => {
  endWaiting();
  return Promise.all(underWay);
});
