// A learner's calls over HTTP, and what their refusals mean.
import { createCall, type Call } from "@ai-learning/client/api";
import { ApiError, type ApiErrorCode } from "@ai-learning/client/api-error";
import { systemClock } from "@ai-learning/client/clock";
import { paths } from "@ai-learning/protocol/paths";
import { nodeFetch, type Credentials } from "../support/client-platform.ts";
import type { Journal } from "./journal.ts";

/** Nobody waits for an answer over HTTP: tabs show it. */
export const headers = { prefer: "respond-async" };

export const bearer =
  (token: string): Credentials =>
  () => ({ authorization: `Bearer ${token}` });

/** Calls of somebody, whose messages are accepted when they arrive. */
export function callOf(siteUrl: string, journal: Journal, credentials: Credentials): Call {
  const send = nodeFetch(siteUrl, credentials);
  return createCall({
    paths,
    clock: systemClock,
    async fetch(path, init) {
      const response = await send(path, init);
      if (response.ok && path === paths.chatResponse.path) {
        const said = JSON.parse(init.body as string) as { client_message_id: string };
        journal.accepted([said.client_message_id]);
      }
      return response;
    },
  });
}

/** The code of a call that failed; null when it went well. */
export async function codeOf(call: Promise<unknown>): Promise<ApiErrorCode | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

/** The answer's own end, which came before the reply: the question was taken. */
export const isEnd = (code: string): boolean =>
  code.startsWith("model_") || code === "gave_up" || code === "stopped";
