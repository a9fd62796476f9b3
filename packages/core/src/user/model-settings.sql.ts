// Queries on users' own models and on what chats say of theirs.
import { call } from "../adapters/call.ts";
import * as config from "../config.ts";
import { newId } from "../id.ts";
import type { StoredModel } from "../model/own-model.ts";
import { db } from "../adapters/postgres.ts";

/** The user's own model; undefined: the server's answers. */
export async function own(userId: string): Promise<StoredModel | undefined> {
  return (await ownAndChat(userId, null)).own ?? undefined;
}

/** The user's own model and the context of a chat of theirs, in one round trip. */
export async function ownAndChat(
  userId: string,
  chatId: string | null,
): Promise<{
  own: StoredModel | null;
  context: Readonly<Record<string, unknown>> | null;
  isChat: boolean;
}> {
  const { is_chat: isChat, ...rest } = await call<{
    own: StoredModel | null;
    context: Readonly<Record<string, unknown>> | null;
    is_chat: boolean;
  }>("read_model", { user_id: userId, chat_id: chatId });
  return { ...rest, isChat };
}

/** Replaces the user's own model by what `change` makes of it; nobody else changes it meanwhile. */
export async function change(
  userId: string,
  next: (before: StoredModel | undefined) => StoredModel,
): Promise<StoredModel> {
  const server = config.model();
  return await db().begin(async (sql) => {
    await sql`
      insert into ai_configurations (id, user_id, model_name, base_url)
      values (${newId()}, ${userId}, ${server.name}, ${server.baseUrl})
      on conflict (user_id) do nothing`;
    const [row] = await sql<StoredModel[]>`
      select model_name, base_url, max_tokens, temperature, api_key_encrypted
      from ai_configurations where user_id = ${userId} for update`;
    const model = next(row?.api_key_encrypted === "default" ? undefined : row);
    await sql`
      update ai_configurations set model_name = ${model.model_name}, base_url = ${model.base_url},
        max_tokens = ${model.max_tokens}, temperature = ${model.temperature},
        api_key_encrypted = ${model.api_key_encrypted}, updated_at = now()
      where user_id = ${userId}`;
    return model;
  });
}

/** Forgets the user's own model with its key. */
export async function reset(userId: string): Promise<void> {
  const { name, baseUrl, maxTokens, temperature } = config.model();
  await db()`
    update ai_configurations set model_name = ${name}, base_url = ${baseUrl},
      max_tokens = ${maxTokens}, temperature = ${temperature}, api_key_encrypted = 'default',
      updated_at = now()
    where user_id = ${userId}`;
}

/** Changes what a chat of the user says of its model; null removes a setting. False: no such chat. */
export async function changeChat(
  userId: string,
  chatId: string,
  change: Readonly<Record<string, string | number | null | undefined>>,
): Promise<boolean> {
  const sql = db();
  const rows = await sql`
    update chats c set updated_at = now(),
      ai_context = jsonb_strip_nulls(coalesce(c.ai_context, '{}') || ${sql.json(change)})
    from chat_sessions s
    where c.id = ${chatId} and s.id = c.session_id and s.user_id = ${userId}`;
  return rows.count > 0;
}
