// A user's own model goes along to another user. Apart from the other settings: signing in needs no client of a model.
import * as box from "../auth/secret-box.ts";
import * as Rows from "./model-settings.sql.ts";

/** Gives a user's own model to another who has none, the key sealed anew. */
export async function handOverModel(fromId: string, toId: string): Promise<void> {
  const own = await Rows.own(fromId);
  const key = own === undefined ? null : box.open(own.api_key_encrypted, fromId);
  if (own === undefined || key === null) return;
  const sealed = { ...own, api_key_encrypted: box.seal(key, toId) };
  await Rows.change(toId, (before) => before ?? sealed);
}
