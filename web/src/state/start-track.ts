// From a wish to a chat where its plan is being written: one step, also for a new visitor.
import type { Track } from "@ai-learning/protocol/track";
import { ApiError } from "@ai-learning/client/api-error";
import type { CallInput } from "@ai-learning/client/api";
import { call } from "../api.ts";
import { tellOthers } from "./changes.ts";
import { ensureUser, wasAccount } from "./current-user.ts";

export type Draft = CallInput<"createTrack">["body"];

async function create(body: Draft): Promise<Track> {
  // Whoever had an account here is asked to sign in again, not made a guest.
  if (wasAccount()) return call("createTrack", { body });
  await ensureUser();
  try {
    return await call("createTrack", { body });
  } catch (error) {
    if (!(error instanceof ApiError && error.needsSignIn)) throw error;
    // The guest known here is gone from the server.
    await ensureUser();
    return call("createTrack", { body });
  }
}

/** Where to go, and what to do there: the chat asks for the plan once it can follow its writing. */
export interface NewTrackChat {
  readonly path: string;
  readonly state: { readonly askPlan: true };
}

/** Makes the track. Throws `ApiError`. */
export async function startTrack(draft: Draft): Promise<NewTrackChat> {
  const track = await create(draft);
  tellOthers();
  return { path: `/tracks/${track.id}/chat`, state: { askPlan: true } };
}
