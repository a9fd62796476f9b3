// Requests for the modules of a plan. A complete plan on screen becomes them as it stands: no model is asked, so no tokens
// are needed.
import type { Track } from "@ai-learning/protocol/track";
import { readContext } from "../chat/context.sql.ts";
import { PublicError } from "../error.ts";
import { shownPlans } from "../module/shown-plans.ts";
import { accept, type Accepted, type Opening } from "./turn.ts";
import { historyBytes } from "./window.ts";

type Finalising = Omit<Opening, "kind" | "planAt" | "trackId"> & {
  readonly track: Pick<Track, "id" | "chat_id">;
};

/**
 * Accepts a finalisation as `accept` does; where the day's tokens are used up, only one that needs none.
 * Throws the public errors of `accept`.
 */
export async function acceptFinalization({ track, ...request }: Finalising): Promise<Accepted> {
  const opening: Opening = { ...request, trackId: track.id, kind: "finalization" };
  try {
    return await accept(opening);
  } catch (error) {
    if (!(error instanceof PublicError && error.code === "budget_exhausted")) throw error;
    const { messages } = await readContext(opening.userId, {
      trackId: track.id,
      chatId: track.chat_id,
      before: null,
      bytes: historyBytes,
    });
    const planAt = messages.at(-1)?.id;
    if (planAt === undefined || shownPlans(messages).ready === null) throw error;
    return accept({ ...opening, planAt });
  }
}
