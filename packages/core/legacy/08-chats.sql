insert into chat_sessions (id, track_id, user_id, session_name, status, created_at, updated_at)
select s.id, p.track_id, s.user_id, left(coalesce(s.session_name, ''), 255),
  original.as_status(s.status::text),
  coalesce(original.instant(s.created_at), original.instant(s.updated_at), now()),
  coalesce(original.instant(s.updated_at), original.instant(s.created_at), now())
from original.chat_sessions s join original.session_place p using (id)
join original.dialogue d on d.session_id = s.id;

-- A session of the original is found under its id, also where it was merged.
insert into session_keys (user_id, key, session_id)
select p.user_id, p.id::text, d.session_id
from original.session_place p join original.dialogue d using (dialogue_id);

insert into chats (id, session_id, chat_name, chat_type, status, ai_context, is_primary, created_at,
  updated_at)
select p.id, d.session_id,
  case when p.is_made or c.chat_name = 'Migrated Chat' or coalesce(btrim(c.chat_name), '') = ''
    then 'Main Chat' else left(c.chat_name, 255) end,
  p.chat_type, original.as_status(coalesce(c.status::text, s.status::text)), original.as_object(c.ai_context),
  p.id = d.primary_chat_id,
  coalesce(original.instant(c.created_at), e.first_at, original.instant(s.created_at), now()),
  coalesce(original.instant(c.updated_at), e.last_at, original.instant(s.updated_at),
    original.instant(s.created_at), now())
from original.chat_place p left join original.chats c on c.id = p.id
join original.session_place sp on sp.id = p.session_id
join original.dialogue d using (dialogue_id)
join original.chat_sessions s on s.id = p.session_id
left join original.chat_extent e on e.chat_id = p.id;
analyze chat_sessions, chats;

select original.note('chat_sessions', o.id, p.user_id, jsonb_build_object(
    'session_name', case when o.session_name <> n.session_name then o.session_name end,
    'status', case when o.status::text <> n.status then o.status::text end,
    'track_id', case when o.track_id is distinct from p.track_id then o.track_id::text end))
from original.chat_sessions o join original.session_place p using (id)
join chat_sessions n using (id);

insert into legacy_rows (source_table, source_id, user_id, reason, is_placed, content)
select 'chat_sessions', o.id, p.user_id, 'merged into another session of its track', true,
  to_jsonb(o) || jsonb_build_object('merged_into', d.session_id)
from original.chat_sessions o join original.session_place p using (id)
join original.dialogue d using (dialogue_id) where d.session_id <> o.id;

select original.keep('chat_sessions', o.id, null, 'its user is missing', to_jsonb(o))
from original.chat_sessions o
where not exists (select from original.session_place p where p.id = o.id);

select original.note('chats', n.id, s.user_id, jsonb_build_object(
    'chat_name', case when o.chat_name <> n.chat_name and o.chat_name <> 'Migrated Chat'
      then o.chat_name end,
    'chat_type', case when o.chat_type <> n.chat_type then o.chat_type end,
    'status', case when o.status::text <> n.status then o.status::text end,
    'ai_context', original.unlike(o.ai_context, n.ai_context)))
from original.chats o join chats n using (id) join chat_sessions s on s.id = n.session_id;

select original.keep('chats', o.id, null, case when exists (
    select from original.chat_sessions s where s.id = o.session_id)
  then 'the user of its session is missing' else 'its session is missing' end, to_jsonb(o))
from original.chats o where not exists (select from original.chat_place p where p.id = o.id);
