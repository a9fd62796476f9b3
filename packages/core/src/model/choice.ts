// Which model answers, and how it is asked: the user's own where they have one, else the server's;
// a chat's own settings go before both.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Settings } from "../prompts/message.ts";
import { ask, type Answer, type Endpoint, type Request } from "./client.ts";
import { limits as production, type Limits } from "./limits.ts";
import { ownModel, type StoredModel } from "./own-model.ts";
import { serverModel } from "./server-model.ts";

/** A chat's own settings, kept in `chats.ai_context` beside what its first call said. */
export interface ChatModel {
  readonly model_name?: string;
  readonly temperature?: number;
  readonly max_tokens?: number;
}

/** What a chat's context says of its model; anything else in it is somebody else's. */
export function chatModelOf(context: Readonly<Record<string, unknown>> | null): ChatModel {
  const { model_name, temperature, max_tokens } = context ?? {};
  return {
    ...(typeof model_name === "string" && { model_name }),
    ...(typeof temperature === "number" && { temperature }),
    ...(typeof max_tokens === "number" && { max_tokens }),
  };
}

/** The model of one turn or plan. */
export interface Model {
  readonly endpoint: Endpoint;
  /** Asks it for text, or with a schema for JSON. Never throws: see `Answer.error`. */
  ask(request: Request): Promise<Answer>;
}

/**
 * An operation's settings as the learner wants them. What has to be JSON keeps its own temperature,
 * and is never cut shorter than it needs to be; on the server's key nothing gets longer, since the
 * budget was asked for so much.
 */
export function settingsFor(
  { settings, schema }: Pick<Request, "settings" | "schema">,
  own: Pick<StoredModel, "temperature" | "max_tokens"> | null,
  chat: ChatModel,
): Settings {
  const wanted = chat.max_tokens ?? own?.max_tokens ?? settings.maxTokens;
  if (schema !== undefined) {
    const isLonger = own !== null && wanted > settings.maxTokens;
    return { ...settings, maxTokens: isLonger ? wanted : settings.maxTokens };
  }
  return {
    temperature: chat.temperature ?? own?.temperature ?? settings.temperature,
    maxTokens: own === null ? Math.min(wanted, settings.maxTokens) : wanted,
  };
}

const ownCodes: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  model_rejected: "own_model_rejected",
  model_unavailable: "own_model_unavailable",
};

/** An answer of a user's own model, its failure told as one that the user can mend. */
const ownProblem = (answer: Answer): Answer =>
  answer.error === null || answer.error === "aborted"
    ? answer
    : { ...answer, error: ownCodes[answer.error] ?? answer.error };

/**
 * Chooses for a user's chat.
 * Throws `model_not_configured`, `own_model_rejected`, `url_not_allowed`.
 */
export function choose(
  userId: string,
  own: StoredModel | null,
  chat: ChatModel,
  limits: Limits = production,
): Model {
  const endpoint =
    own === null ? serverModel(chat.model_name) : ownModel(own, userId, chat.model_name);
  // A turn that asks twice has no more time than one that asks once.
  const deadline = Date.now() + limits.answerMs;
  return {
    endpoint,
    async ask(request) {
      const settings = settingsFor(request, own, chat);
      const answerMs = Math.max(1, deadline - Date.now());
      const answer = await ask(endpoint, { ...request, settings }, { ...limits, answerMs });
      return endpoint.own ? ownProblem(answer) : answer;
    },
  };
}
