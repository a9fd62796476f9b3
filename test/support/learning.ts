// Short ways to where tests begin: a track, its first plan, something said.
import type { Track } from "@ai-learning/protocol/track";
import type { Client } from "./client.ts";
import type { ResponseOf } from "./http.ts";
import { until } from "./until.ts";

/** A fresh session key, as the original made them: 22 characters, no hyphens. */
export const newKey = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 22);

/** A title no other test uses. */
export const newTitle = (): string => `Pottery ${crypto.randomUUID().slice(0, 8)}`;

type Draft = Parameters<typeof fields>[0];
const fields = (given: Partial<Track> = {}) => ({
  title: given.title ?? newTitle(),
  description: given.description ?? "From clay to bowl",
  skill_area: given.skill_area ?? given.title ?? "Pottery",
  difficulty_level: given.difficulty_level ?? "beginner",
  estimated_duration_hours: given.estimated_duration_hours ?? 10,
  user_expectations: given.user_expectations ?? "I want to make a bowl",
});

/** Makes a track. */
export const track = (client: Client, given: Draft = {}): Promise<Track> =>
  client.ok("createTrack", { body: fields(given) });

/** Asks for the first plan of a track. */
export const welcome = (client: Client, of: Track): Promise<ResponseOf<"welcome">> =>
  client.ok("welcome", {
    body: { session_id: of.session_id, track_id: of.id, skill_area: of.title },
  });

/** A track with its first plan. */
export async function planned(client: Client, given: Draft = {}): Promise<Track> {
  const made = await track(client, given);
  await welcome(client, made);
  return made;
}

/** Says something in a track's dialogue and waits for the answer. */
export const say = (
  client: Client,
  of: Track,
  message: string,
): Promise<ResponseOf<"chatResponse">> =>
  client.ok("chatResponse", { body: { session_id: of.session_id, message } });

/** Turns a track's plan into modules. */
export const finalize = (client: Client, of: Track): Promise<ResponseOf<"finalize">> =>
  client.ok("finalize", { body: { session_id: of.session_id, track_id: of.id } });

/** A job once it has ended. */
export const endOfJob = (
  client: Client,
  id: string,
  within = 30_000,
): Promise<ResponseOf<"getJob">> =>
  until(
    async () => {
      const job = await client.ok("getJob", { params: { id } });
      return job.ended_at !== null && job;
    },
    { within, what: "the end of the job" },
  );

/** A chat's whole history, oldest first, as HTTP serves it. */
export async function historyOf(client: Client, of: Pick<Track, "chat_id" | "session_id">) {
  const { history } = await client.ok("getHistory", {
    params: { id: of.chat_id },
    query: { session_id: of.session_id },
  });
  return history;
}
