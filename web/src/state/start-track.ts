// Creates a track and leads to its chat; a new visitor becomes a guest.
import type { Track } from "@ai-learning/protocol/track";
import { ApiError } from "@ai-learning/client/api-error";
import type { CallInput } from "@ai-learning/client/api";
import { call } from "../api.ts";
import { tellOthers } from "./changes.ts";
import { ensureUser, wasAccount } from "./current-user.ts";

export type Draft = CallInput<"createTrack">["body"];

async function create(body: Draft): Promise<Track> {
  // A user with an account is asked to sign in again, not made a guest.
  if (wasAccount()) return call("createTrack", { body });
  await ensureUser();
  try {
    return await call("createTrack", { body });
  } catch (error) {
    if (!(error instanceof ApiError && error.needsSignIn)) throw error;
    // The guest known here no longer exists on the server.
    await ensureUser();
    return call("createTrack", { body });
  }
}

/** The chat's address, and a state that makes the chat request the plan once its socket is open. */
export interface NewTrackChat {
  readonly path: string;
  readonly state: { readonly askPlan: true };
}

/** Creates the track. Throws `ApiError`. */
export async function startTrack(draft: Draft): Promise<NewTrackChat> {
  const track = await create(draft);
  tellOthers();
  return { path: `/tracks/${track.id}/chat`, state: { askPlan: true } };
}
