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
      (select count(*)::int from jobs where user_id = ${userId}) as jobs,
      (select coalesce(sum(spent), 0)::int from usage_days where user_id = ${userId}) as spent`;
  return row ?? {};
}

/**
 * Adds finished messages to a chat, the learner's and the mentor's by turns, numbered in their text,
 * each padded to `chars` characters of two bytes. Far quicker than saying a thousand things.
 */
export async function fillChat(
  chatId: string,
  count: number,
  options: { chars?: number; target?: Target } = {},
): Promise<void> {
  await database(options.target)`
    insert into chat_messages
      (id, chat_id, position, sender_type, message_content, tokens_used, timestamp)
    select gen_random_uuid(), ${chatId}, last.position + n,
      case when n % 2 = 1 then 'user' else 'ai' end,
      rpad('message ' || n || ' ', ${options.chars ?? 20}::integer, 'абв '), 0,
      last.timestamp + n * interval '1 millisecond'
    from generate_series(1, ${count}::integer) n,
      (select coalesce(max(position), 0) as position,
        coalesce(max(timestamp), now() - interval '1 hour') as timestamp
       from chat_messages where chat_id = ${chatId}) last`;
}
