import type { BasicCode } from "../shown-code.ts";

/** Sentences for errors that may keep anything else from being loaded. */
export const errors: Record<BasicCode, string> = {
  internal_error: "Something went wrong on our side.",
  database_unavailable: "The database is unavailable right now. Nothing is lost.",
  offline: "The server cannot be reached. Check your network connection.",
  unavailable: "The service is busy or unavailable right now. Try again soon.",
};
