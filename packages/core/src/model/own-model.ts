// A user's own model: their key goes to their URL, and the server's never does.
import * as config from "../config.ts";
import { problem } from "../error.ts";
import * as box from "../auth/secret-box.ts";
import type { Endpoint } from "./client.ts";
import { checkUrl, guardedFetch, streaming, type FetchLimits } from "./guarded-fetch.ts";

/** A row of `ai_configurations` with a key in it, as it is stored. */
export interface StoredModel {
  readonly model_name: string;
  readonly base_url: string;
  readonly max_tokens: number;
  readonly temperature: number;
  readonly api_key_encrypted: string;
}

/**
 * An address as the API's base: people paste the whole one of a request.
 */
export const baseUrlOf = (given: string): string =>
  given
    .trim()
    .replace(/[?#]$/, "")
    .replace(/\/+$/, "")
    .replace(/(?:\/chat)?\/completions$/i, "")
    .replace(/\/+$/, "");

const sameUrl = (a: string, b: string): boolean => baseUrlOf(a) === baseUrlOf(b);

/** Whether a URL is the server's own, which needs no guard: its operator chose it. */
export const isServerUrl = (url: string): boolean => sameUrl(url, config.model().baseUrl);

/** Whether what was a secret to one URL may go to another. */
export const sameOrigin = (a: string, b: string): boolean =>
  URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;

/** A model reached with a user's key. Throws `url_not_allowed`. */
export function reach(
  model: { readonly baseUrl: string; readonly name: string; readonly key: string },
  limits: FetchLimits = streaming,
): Endpoint {
  if (isServerUrl(model.baseUrl)) {
    return { ...model, baseUrl: config.model().baseUrl, own: true };
  }
  const baseUrl = baseUrlOf(model.baseUrl);
  checkUrl(baseUrl);
  return { ...model, baseUrl, own: true, fetch: guardedFetch(limits) };
}

/** The key in clear; null when the stage's secret has changed since it was sealed. */
export const keyOf = (stored: StoredModel, userId: string): string | null =>
  box.open(stored.api_key_encrypted, userId);

/** A stored model, ready to be asked. Throws `own_model_rejected`, `url_not_allowed`. */
export function ownModel(stored: StoredModel, userId: string, name?: string): Endpoint {
  const key = keyOf(stored, userId);
  if (key === null) throw problem("own_model_rejected");
  return reach({ baseUrl: stored.base_url, name: name ?? stored.model_name, key });
}
