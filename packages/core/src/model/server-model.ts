// The server's own model: its key goes to its own base URL and nowhere else.
import * as config from "../config.ts";
import { problem } from "../error.ts";
import type { Endpoint } from "./client.ts";

/** The model that answers where `wanted` is asked for: the key must not buy one dearer than those it is meant for. */
export const serverModelName = (wanted?: string): string =>
  wanted !== undefined && config.serverModels().includes(wanted) ? wanted : config.model().name;

/** Throws `model_not_configured` when no key is set. */
export function serverModel(wanted?: string): Endpoint {
  const key = config.modelKey();
  if (key === null) throw problem("model_not_configured");
  return { key, name: serverModelName(wanted), baseUrl: config.model().baseUrl, own: false };
}
