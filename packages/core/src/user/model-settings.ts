// Which model answers a user, and with what settings; never its key.
import * as config from "../config.ts";
import { db } from "../postgres.ts";

/** Model settings as the contract shows them. */
export interface ModelSettings {
  model_name: string;
  base_url: string;
  max_tokens: number;
  temperature: number;
  has_custom_key: boolean;
}

interface SettingsRow {
  model_name: string;
  base_url: string;
  max_tokens: number;
  temperature: number;
  api_key_encrypted: string;
}

/** The user's settings where they have a key of their own, else the server's; null: the server's. */
export async function read(userId: string | null): Promise<ModelSettings> {
  const own = config.model();
  const defaults: ModelSettings = {
    model_name: own.name,
    base_url: own.baseUrl,
    max_tokens: own.maxTokens,
    temperature: own.temperature,
    has_custom_key: userId === null && config.modelKey() !== null,
  };
  if (userId === null) return defaults;
  const [row] = await db()<SettingsRow[]>`
    select model_name, base_url, max_tokens, temperature, api_key_encrypted
    from ai_configurations where user_id = ${userId}`;
  if (row === undefined || row.api_key_encrypted === "default") return defaults;
  const { api_key_encrypted: _, ...settings } = row;
  return { ...settings, has_custom_key: true };
}
