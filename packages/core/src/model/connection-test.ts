// Greeting a model to see whether it answers. The server's key goes to the server's own URL only.
import * as config from "../config.ts";
import { PublicError, sentenceOf } from "../error.ts";
import * as log from "../log.ts";
import * as prompt from "../prompts/connection-test.ts";
import type { Locale } from "../prompts/locale.ts";
import * as Usage from "../usage/usage.sql.ts";
import { ask, type Endpoint } from "./client.ts";
import { checkUrl, guardedFetch } from "./guarded-fetch.ts";
import { serverModel } from "./server-model.ts";
import { total } from "./usage.ts";

export interface TestRequest {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly modelName: string | null;
}

export interface TestResult {
  readonly message: string;
  readonly model: string;
  readonly tokens: number;
}

const success = { ru: "Подключение к AI успешно!", en: "The model answers!" } as const;

const sameUrl = (a: string, b: string): boolean => a.replace(/\/+$/, "") === b.replace(/\/+$/, "");

function endpointOf(request: TestRequest): Endpoint {
  const own = config.model();
  const elsewhere = request.baseUrl !== null && !sameUrl(request.baseUrl, own.baseUrl);
  const name = (request.modelName ?? own.name).slice(0, 100);
  if (request.apiKey === null) {
    if (elsewhere) {
      throw new PublicError(
        "invalid_request",
        "A base_url of your own needs an api_key of your own: the server's key goes only to the server's model",
      );
    }
    // Only the server's own model: its key must not buy a dearer one.
    return serverModel();
  }
  const baseUrl = request.baseUrl ?? own.baseUrl;
  if (!elsewhere) return { baseUrl: own.baseUrl, name, key: request.apiKey };
  checkUrl(baseUrl);
  return { baseUrl, name, key: request.apiKey, fetch: guardedFetch };
}

/** Throws a model error with a sentence that says what to correct. */
export async function testConnection(request: TestRequest, locale: Locale): Promise<TestResult> {
  const endpoint = endpointOf(request);
  const call = await Usage.open({
    userId: null,
    trackId: null,
    kind: "connection_test",
    model: endpoint.name,
    idempotencyKey: null,
  });
  const answer = await ask(endpoint, {
    messages: prompt.messages({ locale }),
    settings: prompt.settings,
    signal: AbortSignal.timeout(20_000),
  });
  const code = answer.error === "aborted" ? "model_timeout" : answer.error;
  if (call !== undefined) {
    await Usage.close(call, Usage.ledger(answer, code === null ? "complete" : "failed", code));
  }
  if (code !== null) {
    log.warn("connection_test_failed", { code }, answer.cause);
    throw (
      refusalIn(answer.cause) ?? new PublicError(code, sentenceOf(code), { cause: answer.cause })
    );
  }
  return { message: success[locale], model: endpoint.name, tokens: total(answer.usage) };
}

/** Our own reason for refusing an address, which the client library wraps. */
function refusalIn(cause: unknown): PublicError | null {
  for (let one = cause; one instanceof Error; one = one.cause) {
    if (one instanceof PublicError) return one;
  }
  return null;
}
