// The server's own model: its key goes to its own base URL and nowhere else.
import * as config from "../config.ts";
import { problem } from "../error.ts";
import type { Endpoint } from "./client.ts";

/** Throws `model_not_configured` when no key is set. */
export function serverModel(): Endpoint {
  const key = config.modelKey();
  if (key === null) throw problem("model_not_configured");
  const { name, baseUrl } = config.model();
  return { key, name, baseUrl };
}
