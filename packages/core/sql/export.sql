-- Everything stored about a user, row by row, without what only signs in: the hash, tokens, keys.
create or replace function export_rows(p_user uuid)
returns table (section integer, name text, id text, content jsonb) language sql stable as $$
  select 1, 'users', u.id::text, to_jsonb(u) - 'password_hash' - 'token_version'
  from users u where u.id = p_user
  union all select 2, 'ai_configurations', a.id::text, to_jsonb(a) - 'api_key_encrypted'
  from ai_configurations a where a.user_id = p_user
  union all select 3, 'learning_tracks', t.id::text, to_jsonb(t)
  from learning_tracks t where t.user_id = p_user
  union all select 4, 'course_modules', m.id::text, to_jsonb(m)
  from course_modules m join learning_tracks t on t.id = m.track_id where t.user_id = p_user
  union all select 5, 'lessons', l.id::text, to_jsonb(l)
  from lessons l join course_modules m on m.id = l.module_id
  join learning_tracks t on t.id = m.track_id where t.user_id = p_user
  union all select 6, 'homework_assignments', h.id::text, to_jsonb(h)
  from homework_assignments h join course_modules m on m.id = h.module_id
  join learning_tracks t on t.id = m.track_id where t.user_id = p_user
  union all select 7, 'chat_sessions', s.id::text, to_jsonb(s)
  from chat_sessions s where s.user_id = p_user
  union all select 8, 'session_keys', k.key, to_jsonb(k)
  from session_keys k where k.user_id = p_user
  union all select 9, 'chats', c.id::text, to_jsonb(c) - 'lease_until' - 'lease_attempt'
  from chats c join chat_sessions s on s.id = c.session_id where s.user_id = p_user
  union all select 10, 'chat_messages', m.id::text, to_jsonb(m)
  from chat_messages m join chats c on c.id = m.chat_id
  join chat_sessions s on s.id = c.session_id where s.user_id = p_user
  union all select 11, 'message_edits', e.message_id || '.' || lpad(e.revision::text, 10, '0'),
    to_jsonb(e)
  from message_edits e join chat_messages m on m.id = e.message_id
  join chats c on c.id = m.chat_id
  join chat_sessions s on s.id = c.session_id where s.user_id = p_user
  union all select 12, 'answer_versions', v.message_id || '.' || lpad(v.attempt::text, 10, '0'),
    to_jsonb(v)
  from answer_versions v join chat_messages m on m.id = v.message_id
  join chats c on c.id = m.chat_id
  join chat_sessions s on s.id = c.session_id where s.user_id = p_user
  union all select 13, 'ai_calls', a.id::text, to_jsonb(a) - 'rolled_up'
  from ai_calls a where a.user_id = p_user
  union all select 14, 'usage_days', d.day::text, to_jsonb(d)
  from usage_days d where d.user_id = p_user
  union all select 15, 'jobs', j.id::text, to_jsonb(j) - 'lease_until' - 'fence'
  from jobs j where j.user_id = p_user
  union all select 16, 'learner_settings', s.user_id::text, to_jsonb(s)
  from learner_settings s where s.user_id = p_user
  union all select 17, 'calendar_feeds', f.user_id::text, to_jsonb(f) - 'token_hash'
  from calendar_feeds f where f.user_id = p_user
  union all select 18, 'plan_revisions', r.track_id || '.' || lpad(r.number::text, 10, '0'),
    to_jsonb(r)
  from plan_revisions r join learning_tracks t on t.id = r.track_id where t.user_id = p_user
  union all select 19, 'objectives', b.id::text, to_jsonb(b)
  from objectives b join course_modules m on m.id = b.module_id
  join learning_tracks t on t.id = m.track_id where t.user_id = p_user
  union all select 20, 'lesson_objectives', o.lesson_id || '.' || o.objective_id, to_jsonb(o)
  from lesson_objectives o join lessons l on l.id = o.lesson_id
  join course_modules m on m.id = l.module_id
  join learning_tracks t on t.id = m.track_id where t.user_id = p_user
  union all select 22, 'module_keys', k.track_id || '.' || k.key, to_jsonb(k)
  from module_keys k join learning_tracks t on t.id = k.track_id where t.user_id = p_user
  union all select 21, 'lesson_versions', v.id::text, to_jsonb(v)
  from lesson_versions v join lessons l on l.id = v.lesson_id
  join course_modules m on m.id = l.module_id
  join learning_tracks t on t.id = m.track_id where t.user_id = p_user
  union all select 26, 'legacy_rows', r.id::text, to_jsonb(r)
  from legacy_rows r where r.user_id = p_user
$$;

-- The part of an export that begins after a row, about p_bytes long; always at least one row where
-- there is one. Rows in the export's own order.
create or replace function export_part(p_user uuid, p_section integer, p_id text, p_bytes bigint)
returns table (section integer, name text, id text, content jsonb) language sql stable as $$
  select w.section, w.name, w.id, w.content
  from (
    select n.*, sum(octet_length(n.content::text)) over (order by n.section, n.id)
      - octet_length(n.content::text) as bytes_before
    from (
      select * from export_rows(p_user) e
      where (e.section, e.id) > (p_section, p_id)
      order by e.section, e.id limit 5000
    ) n
  ) w where w.bytes_before < p_bytes
  order by w.section, w.id
$$;

-- As `export_part`: user_id, section, id of the last row of the part before, bytes.
-- Returns `rows` and `more`, whether others follow.
create or replace function read_export(p jsonb) returns jsonb language sql stable as $$
  with part as materialized (
    select * from export_part((p ->> 'user_id')::uuid, coalesce((p ->> 'section')::integer, 0),
      coalesce(p ->> 'id', ''), (p ->> 'bytes')::bigint)
  ), last as (
    select section, id from part order by section desc, id desc limit 1
  )
  select jsonb_build_object(
    'rows', coalesce((select jsonb_agg(to_jsonb(part) order by section, id) from part), '[]'),
    'more', exists (select 1 from last, export_rows((p ->> 'user_id')::uuid) e
      where (e.section, e.id) > (last.section, last.id)))
$$;
