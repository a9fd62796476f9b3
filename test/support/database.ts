// Looking into PostgreSQL, beside the doors.
import postgres, { type Sql } from "postgres";
import { afterAll } from "vitest";
import { shared, type Target } from "./target.ts";

const open = new Map<string, Sql>();

/** A connection to a stack's database; ended with the test file. */
export function database(target: Target = shared()): Sql {
  const known = open.get(target.databaseUrl);
  if (known !== undefined) return known;
  const sql = postgres(target.databaseUrl, { max: 2, onnotice: () => undefined });
  open.set(target.databaseUrl, sql);
  return sql;
}

afterAll(async () => {
  await Promise.all([...open.values()].map((sql) => sql.end({ timeout: 5 })));
});

/** How much is stored for a user, by table. */
export async function storedFor(userId: string, target?: Target): Promise<Record<string, number>> {
  const [row] = await database(target)<Record<string, number>[]>`
    select
      (select count(*)::int from learning_tracks where user_id = ${userId}) as tracks,
      (select count(*)::int from course_modules m join learning_tracks t on t.id = m.track_id
        where t.user_id = ${userId}) as modules,
      (select count(*)::int from chat_sessions where user_id = ${userId}) as sessions,
      (select count(*)::int from session_keys where user_id = ${userId}) as keys,
      (select count(*)::int from chats c join chat_sessions s on s.id = c.session_id
        where s.user_id = ${userId}) as chats,
      (select count(*)::int from chat_messages m join chats c on c.id = m.chat_id
        join chat_sessions s on s.id = c.session_id where s.user_id = ${userId}) as messages,
      (select count(*)::int from ai_calls where user_id = ${userId}) as calls,
      (select coalesce(sum(spent), 0)::int from usage_days where user_id = ${userId}) as spent`;
  return row ?? {};
}
