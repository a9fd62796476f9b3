// Which model answers a user, and with what settings; a key goes in, and never comes out.
import * as config from "../config.ts";
import { problem, PublicError } from "../error.ts";
import { chatModelOf, type ChatModel } from "../model/choice.ts";
import {
  baseUrlOf,
  isServerUrl,
  keyOf,
  reach,
  sameOrigin,
  type StoredModel,
} from "../model/own-model.ts";
import * as box from "../auth/secret-box.ts";
import * as Rows from "./model-settings.sql.ts";

/** Model settings as the contract shows them. */
export interface ModelSettings {
  model_name: string;
  base_url: string;
  max_tokens: number;
  temperature: number;
  has_custom_key: boolean;
  /** The demo mentor answers. */
  is_demo: boolean;
}

export type OwnSettings = ModelSettings & { key_hint: string | null };

/** What a user changes; what is left out stays. `api_key: null` removes the key. */
export interface Change {
  readonly model_name?: string | undefined;
  readonly base_url?: string | undefined;
  readonly api_key?: string | null | undefined;
  readonly max_tokens?: number | undefined;
  readonly temperature?: number | undefined;
}

/** The server's own model. */
export function defaults(): ModelSettings {
  const { name, baseUrl, maxTokens, temperature } = config.model();
  return {
    model_name: name,
    base_url: baseUrl,
    max_tokens: maxTokens,
    temperature,
    has_custom_key: config.modelKey() !== null,
    is_demo: name === config.demoModel(),
  };
}

/** Of a key too short to be recognised by four characters nothing is shown. */
const hinted = 12;

const hintOf = (key: string | null): string | null =>
  key === null ? null : `…${key.length < hinted ? "" : key.slice(-4)}`;

const show = (own: StoredModel | undefined, userId: string): OwnSettings => {
  if (own === undefined) return { ...defaults(), has_custom_key: false, key_hint: null };
  const { api_key_encrypted: _, ...settings } = own;
  return {
    ...settings,
    has_custom_key: true,
    is_demo: false,
    key_hint: hintOf(keyOf(own, userId)),
  };
};

/** The user's settings where they have a key of their own, else the server's. */
export const read = async (userId: string): Promise<OwnSettings> =>
  show(await Rows.own(userId), userId);

/** The user's own model, ready for `choose`; with what a chat of theirs says of its model. */
export async function stored(
  userId: string,
  chatId: string | null,
): Promise<[StoredModel | null, ChatModel]> {
  const { own, context } = await Rows.ownAndChat(userId, chatId);
  return [own, chatModelOf(context)];
}

const refuse = (path: string, message: string): PublicError =>
  new PublicError("invalid_request", `${path} ${message}`, { issues: [{ path, message }] });

/** What is stored after a change. Throws `invalid_request`, `url_not_allowed`. */
function merged(before: StoredModel | undefined, change: Change, userId: string): StoredModel {
  const baseUrl = baseUrlOf(change.base_url ?? before?.base_url ?? config.model().baseUrl);
  // A key is a secret between the user and one server: it does not follow to another.
  const kept = before !== undefined && sameOrigin(before.base_url, baseUrl);
  const key = change.api_key ?? (kept ? keyOf(before, userId) : null);
  if (key === null) {
    throw refuse(
      "api_key",
      before === undefined
        ? "is required: settings of your own need a key of your own"
        : "is required again: the saved key is not for this base_url",
    );
  }
  const name = change.model_name ?? before?.model_name ?? config.model().name;
  if (!isServerUrl(baseUrl)) reach({ baseUrl, name, key });
  return {
    model_name: name,
    base_url: baseUrl,
    max_tokens: change.max_tokens ?? before?.max_tokens ?? config.model().maxTokens,
    temperature: change.temperature ?? before?.temperature ?? config.model().temperature,
    api_key_encrypted:
      change.api_key || before === undefined ? box.seal(key, userId) : before.api_key_encrypted,
  };
}

/**
 * Saves a user's own model. Without a key of their own there is none: `api_key: null` goes back to
 * the server's.
 * Throws `invalid_request`, `url_not_allowed`.
 */
export async function save(userId: string, change: Change): Promise<OwnSettings> {
  if (change.api_key === null) {
    const { api_key: _, ...rest } = change;
    if (Object.values(rest).some((value) => value !== undefined)) {
      throw refuse("api_key", "must not be null here: other settings need a key of your own");
    }
    return remove(userId);
  }
  return show(await Rows.change(userId, (before) => merged(before, change, userId)), userId);
}

/** Back to the server's model; the key is gone. */
export async function remove(userId: string): Promise<OwnSettings> {
  await Rows.reset(userId);
  return show(undefined, userId);
}

/** What answers in one chat: its own settings above the user's. Throws `chat_not_found`. */
export async function readOfChat(userId: string, chatId: string): Promise<OwnSettings> {
  const { own, context, isChat } = await Rows.ownAndChat(userId, chatId);
  if (!isChat) throw problem("chat_not_found");
  return ofChat(show(own ?? undefined, userId), chatModelOf(context));
}

function ofChat(settings: OwnSettings, { model_name: name, ...rest }: ChatModel): OwnSettings {
  const counts = settings.has_custom_key || (name && config.serverModels().includes(name));
  const chosen = name && counts ? name : settings.model_name;
  const is_demo = settings.is_demo && chosen === settings.model_name;
  return { ...settings, ...rest, model_name: chosen, is_demo };
}

/** Changes a chat's own settings; null removes one. Throws `chat_not_found`, `invalid_request`. */
export async function saveOfChat(
  userId: string,
  chatId: string,
  change: {
    readonly model_name?: string | null | undefined;
    readonly temperature?: number | null | undefined;
    readonly max_tokens?: number | null | undefined;
  },
): Promise<OwnSettings> {
  const settings = await readOfChat(userId, chatId);
  const { model_name: name } = change;
  if (name && !settings.has_custom_key && !config.serverModels().includes(name)) {
    throw refuse("model_name", `must be one of: ${config.serverModels().join(", ")}`);
  }
  if (!(await Rows.changeChat(userId, chatId, change))) throw problem("chat_not_found");
  return readOfChat(userId, chatId);
}
