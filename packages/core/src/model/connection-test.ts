// Greeting a model to see whether it answers. The server's key goes to the server's own URL only, and
// a saved key to the URL it was saved for.
import type { ErrorCode } from "@ai-learning/protocol/error";
import * as config from "../config.ts";
import { PublicError, sentenceOf } from "../error.ts";
import * as log from "../log.ts";
import * as prompt from "../prompts/connection-test.ts";
import type { Locale } from "../prompts/locale.ts";
import * as Usage from "../usage/usage.sql.ts";
import * as ModelSettings from "../user/model-settings.ts";
import { ask, type Answer, type Endpoint } from "./client.ts";
import { refusalIn, sentences as advices } from "./failure.ts";
import { brief } from "./guarded-fetch.ts";
import { limits as production, type Limits } from "./limits.ts";
import { baseUrlOf, isServerUrl, keyOf, reach, sameOrigin, type StoredModel } from "./own-model.ts";
import { serverModel } from "./server-model.ts";
import { total } from "./usage.ts";

export interface TestRequest {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly modelName: string | null;
}

interface Saved {
  readonly model: StoredModel;
  readonly userId: string;
}

export interface TestResult {
  readonly message: string;
  readonly model: string;
  readonly tokens: number;
}

const success = { ru: "Подключение к AI успешно!", en: "The model answers!" } as const;

/** What is asked for goes first, then what the user saved, then the server's own. */
function endpointOf(request: TestRequest, saved: Saved | null): Endpoint {
  const name = request.modelName ?? saved?.model.model_name ?? config.model().name;
  const baseUrl = baseUrlOf(request.baseUrl ?? saved?.model.base_url ?? config.model().baseUrl);
  const isSaved = saved !== null && sameOrigin(baseUrl, saved.model.base_url);
  const key = request.apiKey ?? (isSaved ? keyOf(saved.model, saved.userId) : null);
  if (key !== null) return reach({ baseUrl, name, key }, brief);
  if (!isServerUrl(baseUrl)) {
    throw new PublicError(
      "invalid_request",
      "A base_url of your own needs an api_key of your own: the server's key goes only to the server's model",
      { issues: [{ path: "api_key", message: "is required for this base_url" }] },
    );
  }
  // Only the server's own model: its key must not buy a dearer one.
  return serverModel();
}

/** How long a greeting may take: the function that waits for it has 29 s. */
const greetingMs = 20_000;

/** Greets a model. Never throws: see `Answer.error`. */
export async function greet(
  endpoint: Endpoint,
  locale: Locale,
  limits: Limits = { ...production, answerMs: greetingMs },
): Promise<Answer> {
  return await ask(
    endpoint,
    {
      messages: prompt.messages({ locale }),
      settings: prompt.settings,
      signal: new AbortController().signal,
    },
    limits,
  );
}

/** Why a greeting failed, in a sentence that says what to correct. */
export function problemOf(answer: Answer, code: ErrorCode, isOwn: boolean): PublicError {
  const refusal = refusalIn(answer.cause);
  if (refusal !== null) return refusal;
  const isLate = code === "model_timeout" && answer.text === "";
  const advice = answer.advice ?? (isLate ? "starting" : null);
  const { cause, retryAfterMs } = answer;
  return new PublicError(code, isOwn && advice !== null ? advices[advice] : sentenceOf(code), {
    cause,
    ...(retryAfterMs == null ? {} : { retryAfter: Math.ceil(retryAfterMs / 1_000) }),
  });
}

/** Throws a model error with a sentence that says what to correct. */
export async function testConnection(
  request: TestRequest,
  locale: Locale,
  userId: string | null,
): Promise<TestResult> {
  const [own] = userId === null ? [null] : await ModelSettings.stored(userId, null);
  const saved = userId === null || own === null ? null : { model: own, userId };
  const endpoint = endpointOf(request, saved);
  const call = await Usage.openTest(userId, endpoint);
  const answer = await greet(endpoint, locale);
  const code = answer.error === "aborted" ? "model_timeout" : answer.error;
  const ended = answer.isTruncated ? "truncated" : "complete";
  await Usage.close(call, Usage.ledger(call, answer, code === null ? ended : "failed", code));
  if (code !== null) {
    log.warn("connection_test_failed", { code }, answer.cause);
    throw problemOf(answer, code, endpoint.own);
  }
  return { message: success[locale], model: endpoint.name, tokens: total(answer.usage) };
}
