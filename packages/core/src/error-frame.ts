// The frame `error`, wherever it comes from.
import type { ErrorFrame } from "@ai-learning/protocol/websocket";

/** `error`: a refused frame, a socket that is closed, or the end of a turn that failed. */
export const errorFrame = (about: Omit<ErrorFrame, "type" | "timestamp">): ErrorFrame => ({
  type: "error",
  ...about,
  timestamp: new Date().toISOString(),
});
