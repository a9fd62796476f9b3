// Everything stored of some users, as one digest each: what a refusal must leave as it was.
import { database } from "../support/database.ts";
import type { Target } from "../support/target.ts";

/** Digests by user id, without when a user was last seen, how long a worker holds a chat, and what is summed up: those go on by themselves. */
export async function digestsOf(
  userIds: readonly string[],
  target?: Target,
): Promise<Record<string, string>> {
  const rows = await database(target)<{ owner: string; digest: string }[]>`
    with track as (select * from learning_tracks where user_id = any(${[...userIds]}::uuid[])),
    session as (select * from chat_sessions where user_id = any(${[...userIds]}::uuid[])),
    chat as (select s.user_id as owner, c.* from chats c join session s on s.id = c.session_id),
    message as (select c.owner, m.* from chat_messages m join chat c on c.id = m.chat_id),
    module as (select t.user_id as owner, m.* from course_modules m join track t on t.id = m.track_id),
    lesson as (select m.owner, l.* from lessons l join module m on m.id = l.module_id),
    everything as (
      select id as owner, (to_jsonb(u) - 'last_seen_at')::text as content from users u
        where id = any(${[...userIds]}::uuid[])
      union all select user_id, to_jsonb(a)::text from ai_configurations a
      union all select user_id, to_jsonb(r)::text from refresh_tokens r
      union all select user_id, to_jsonb(t)::text from track t
      union all select owner, to_jsonb(m)::text from module m
      union all select owner, to_jsonb(l)::text from lesson l
      union all select m.owner, to_jsonb(b)::text from objectives b
        join module m on m.id = b.module_id
      union all select l.owner, to_jsonb(o)::text from lesson_objectives o
        join lesson l on l.id = o.lesson_id
      union all select l.owner, to_jsonb(v)::text from lesson_versions v
        join lesson l on l.id = v.lesson_id
      union all select m.owner, to_jsonb(h)::text from homework_assignments h
        join module m on m.id = h.module_id
      union all select t.user_id, to_jsonb(k)::text from module_keys k
        join track t on t.id = k.track_id
      union all select user_id, to_jsonb(s)::text from session s
      union all select user_id, to_jsonb(k)::text from session_keys k
      union all select owner, (to_jsonb(c) - 'lease_until')::text from chat c
      union all select owner, to_jsonb(m)::text from message m
      union all select m.owner, to_jsonb(e)::text from message_edits e
        join message m on m.id = e.message_id
      union all select m.owner, to_jsonb(v)::text from answer_versions v
        join message m on m.id = v.message_id
      union all select user_id, (to_jsonb(a) - 'rolled_up')::text from ai_calls a
      union all select user_id, to_jsonb(d)::text from usage_days d
      union all select user_id, to_jsonb(s)::text from learner_settings s
      union all select user_id, to_jsonb(f)::text from calendar_feeds f
      union all select user_id, to_jsonb(r)::text from legacy_rows r
      union all select user_id, (to_jsonb(j) - 'lease_until')::text from jobs j
    )
    select owner, md5(string_agg(content, '|' order by content)) as digest from everything
    where owner = any(${[...userIds]}::uuid[]) group by owner`;
  return Object.fromEntries(rows.map(({ owner, digest }) => [owner, digest]));
}
