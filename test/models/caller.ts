// Asks the scripted model server as the service does: for every kind of answer, as its own model and as a user's.
import type { Answer } from "@ai-learning/core/model/client";
import type { Limits } from "@ai-learning/core/model/limits";
import { kinds, type KindName } from "./kinds.ts";
import { shortLimits } from "./limits.ts";
import { modelOf, type Mode, type Outcome, type Role } from "./mode.ts";
import { modes, type ModelServer } from "./server.ts";

/** What came of one call. */
export interface Result {
  readonly outcome: Outcome | "aborted" | "unusable";
  readonly answer: Answer;
  /** What its watchers were told, in order. */
  readonly states: readonly string[];
  /** What a learner would read: every growth of the text continued the one before. */
  readonly grew: boolean;
  /** The sentence with which a failed connection test ends. */
  readonly detail: string | null;
}

export type Ask = (mode: Mode, role: Role, kind: KindName, given?: Given) => Promise<Result>;

export interface Given {
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
}

const user = "0198a000-0000-7000-8000-000000000001";

/** Configures core for the server, once in a process, and returns how to ask. */
export async function callerOf(server: ModelServer): Promise<Ask> {
  Object.assign(process.env, {
    ALLOW_PRIVATE_MODEL_HOSTS: "1",
    DEFAULT_OPENAI_BASE_URL: `${server.url}/v1`,
    SERVER_MODELS: modes.map(modelOf).join(","),
    SST_RESOURCE_App: '{"name":"test","stage":"test"}',
    SST_RESOURCE_SecretKey: '{"value":"0123456789abcdefghijklmnopqrstuvwxyz"}',
    SST_RESOURCE_SealingKey: '{"value":"zyxwvutsrqponmlkjihgfedcba9876543210"}',
    SST_RESOURCE_OpenAiKey: '{"value":"sk-the-servers-own-key"}',
  });
  // Settings are read once: after the variables above are set.
  const Box = await import("@ai-learning/core/auth/secret-box");
  const { choose } = await import("@ai-learning/core/model/choice");
  const { greet, problemOf } = await import("@ai-learning/core/model/connection-test");
  const ownUrl = `${server.url}/own/v1`;

  const stored = (mode: Mode) => ({
    model_name: modelOf(mode),
    base_url: ownUrl,
    max_tokens: 1_000,
    temperature: 0.5,
    api_key_encrypted: Box.seal("sk-a-users-own-key", user),
  });

  return async (mode, role, kind, { limits = shortLimits, signal } = {}) => {
    const states: string[] = [];
    let shown = "";
    let grew = true;
    const model =
      role === "own"
        ? choose(user, stored(mode), {}, limits)
        : choose(user, null, { model_name: modelOf(mode) }, limits);
    if (kind === "test-connection") {
      const answer = await greet(model.endpoint, "en", limits);
      const { error } = answer;
      const isCode = error !== null && error !== "aborted";
      const detail = isCode ? problemOf(answer, error, role === "own").message : null;
      return { outcome: outcomeOf(answer, true), answer, states, grew, detail };
    }
    const { isUsable, ...request } = kinds[kind];
    const answer = await model.ask({
      ...request,
      signal: signal ?? new AbortController().signal,
      onState: (state) => states.push(state),
      onText: (text) => {
        grew &&= text.startsWith(shown) && text.length > shown.length;
        shown = text;
      },
    });
    grew &&= answer.text === shown;
    return {
      outcome: outcomeOf(answer, isUsable(answer.text)),
      answer,
      states,
      grew,
      detail: null,
    };
  };
}

function outcomeOf(answer: Answer, isUsable: boolean): Result["outcome"] {
  if (answer.error !== null) return answer.error;
  if (answer.isTruncated) return "truncated";
  return isUsable ? "complete" : "unusable";
}
