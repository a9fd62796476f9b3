// A turn as a worker claims it, and what is written of it.
import { turnTiming, type TurnTiming } from "../turn/timing.ts";
import type { Claim, Settled } from "../turn/turn.sql.ts";
import type { Written } from "../turn/write.ts";

/** Production's own times. */
export const timing: TurnTiming = turnTiming.parse({});

export const claimOf = (given: Partial<Claim> = {}): Claim => ({
  over: null,
  chat_id: "chat",
  session_id: "session",
  track_id: "track",
  user_id: "user",
  locale: "en",
  message_id: "answer",
  reply_to: "question",
  position: 2,
  attempt: 1,
  revision: 0,
  continues: null,
  lease_attempt: 1,
  kind: "text",
  opened_over: "socket",
  call_id: "call",
  context: null,
  own_model: null,
  held: 5_000,
  module_id: null,
  timestamp: "2026-01-01T00:00:00.000000Z",
  ...given,
});

export const settledAs = (given: Partial<Settled> = {}): Settled => ({
  session_id: "session",
  opened_over: "socket",
  notes: null,
  kept: null,
  more: false,
  next: null,
  ...given,
});

export const written = (text: string, given: Partial<Written["answer"]> = {}): Written => ({
  answer: {
    text,
    model: "model",
    usage: { prompt: 10, cached: 0, completion: 5, source: "reported" },
    requests: 1,
    firstTokenMs: 1,
    durationMs: 2,
    isTruncated: false,
    error: null,
    ...given,
  },
  text,
  modules: null,
  usage: { prompt: 10, cached: 0, completion: 5, source: "reported" },
  callId: "call",
  model: "model",
});
