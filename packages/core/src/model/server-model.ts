// The server's own model: its key goes to its own base URL and nowhere else.
import * as config from "../config.ts";
import { problem } from "../error.ts";
import type { Endpoint } from "./client.ts";

/** Throws `model_not_configured` when no key is set. */
export function serverModel(wanted?: string): Endpoint {
  const key = config.modelKey();
  if (key === null) throw problem("model_not_configured");
  const { name, baseUrl } = config.model();
  // Its key must not buy a model dearer than those it is meant for.
  const isOffered = wanted !== undefined && config.serverModels().includes(wanted);
  return { key, name: isOffered ? wanted : name, baseUrl, own: false };
}
