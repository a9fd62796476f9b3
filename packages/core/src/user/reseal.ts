// Model keys that users saved are sealed under the newest key of the stage, so that the ones before it can go.
import { db } from "../adapters/postgres.ts";
import * as box from "../auth/secret-box.ts";
import * as log from "../log.ts";

const batch = 500;

interface Row {
  readonly user_id: string;
  readonly api_key_encrypted: string;
}

/**
 * Seals anew what was sealed under a key that is not the newest. What no key of the stage opens stays as it is: its owner
 * is told to enter the key again. Returns how many were sealed.
 */
export async function resealAll(): Promise<number> {
  const sql = db();
  let resealed = 0;
  let unreadable = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await sql<Row[]>`
      select user_id, api_key_encrypted from ai_configurations
      where api_key_encrypted <> 'default' and user_id > ${after}
      order by user_id limit ${batch}`;
    for (const { user_id: userId, api_key_encrypted: sealed } of rows) {
      if (!box.isOutdated(sealed)) continue;
      const key = box.open(sealed, userId);
      if (key === null) unreadable += 1;
      else {
        const { count } = await sql`
          update ai_configurations set api_key_encrypted = ${box.seal(key, userId)}
          where user_id = ${userId} and api_key_encrypted = ${sealed}`;
        resealed += count;
      }
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.user_id;
  }
  if (resealed > 0 || unreadable > 0) log.info("model_keys_resealed", { resealed, unreadable });
  return resealed;
}
