-- Where sessions, chats and messages go. Nothing is written to our tables yet.

-- A session keeps its track only where that is there and its own user's.
create unlogged table original.session_place as
select s.id, s.user_id, t.id as track_id, coalesce(t.id, s.id) as dialogue_id
from original.chat_sessions s join users u on u.id = s.user_id
left join learning_tracks t on t.id = s.track_id and t.user_id = s.user_id;
create unique index on original.session_place (id);

create unlogged table original.chat_place as
select c.id, c.session_id, case
    when word in ('planning', 'welcome', 'discussion', 'finalization', 'module_learning') then word
    when word in ('', 'plan', 'main', 'general') or word is null then 'planning'
    else 'discussion' end as chat_type, original.instant(c.created_at) as created_at, false as is_made
from original.chats c join original.session_place s on s.id = c.session_id
cross join lateral (select lower(btrim(c.chat_type)) as word) w;

-- Every session has a planning chat.
insert into original.chat_place (id, session_id, chat_type, created_at, is_made)
select gen_random_uuid(), s.id, 'planning', null, true from original.session_place s
where not exists (select from original.chat_place c where c.session_id = s.id and c.chat_type = 'planning');
create unique index on original.chat_place (id);
analyze original.session_place, original.chat_place;

-- Where messages from before `chat_id` go: the session's oldest planning chat.
create unlogged table original.main_chat as
select distinct on (session_id) session_id, id as chat_id from original.chat_place
where chat_type = 'planning' order by session_id, created_at nulls last, id;

-- The order of a dialogue: by time; at the same time the learner speaks first; then by id.
create unlogged table original.message_place as
select row_number() over (order by chat_id, position) as n, id, chat_id, position, sender,
  at, case when before_sender = 'user' and sender = 'ai' then before_id end as reply_to,
  case when kind = 'finalization' and sender = 'ai' then 'finalization'
    when kind = 'welcome' and sender = 'ai' and place_of_kind = 1 then 'welcome'
    else 'text' end as message_type
from (
  select *, row_number() over chat::integer as position,
    lag(id) over chat as before_id, lag(sender) over chat as before_sender,
    row_number() over (partition by chat_id, kind, sender order by at, id) as place_of_kind
  from (
    select m.id, c.id as chat_id, lower(btrim(m.message_type)) as kind,
      coalesce(original.instant(m.timestamp), c.created_at, original.instant(s.created_at), now()) as at,
      case when lower(btrim(m.sender_type)) in ('user', 'human', 'student', 'learner')
        then 'user' else 'ai' end as sender
    from original.chat_messages m
    left join original.chat_place own on own.id = m.chat_id
    left join original.main_chat d on d.session_id = m.session_id
    join original.chat_place c on c.id = coalesce(own.id, d.chat_id)
    join original.chat_sessions s on s.id = c.session_id
  ) placed
  window chat as (partition by chat_id order by at, sender desc, id)
) numbered;
create unique index on original.message_place (n);
create unique index on original.message_place (id);
analyze original.message_place;

create unlogged table original.chat_extent as
select chat_id, min(at) as first_at, max(at) as last_at from original.message_place group by chat_id;

-- The primary chat of a dialogue (a track, or a session without one): the planning chat that was written in last, else
-- the oldest. Its session is the dialogue's; the others of the same track are merged into it.
create unlogged table original.dialogue as
select distinct on (s.dialogue_id) s.dialogue_id, s.id as session_id, c.id as primary_chat_id
from original.chat_place c join original.session_place s on s.id = c.session_id
left join original.chat_extent e on e.chat_id = c.id
join original.chat_sessions o on o.id = s.id
where c.chat_type = 'planning'
order by s.dialogue_id, e.last_at desc nulls last, c.created_at nulls last, o.created_at nulls last, c.id;
create unique index on original.dialogue (dialogue_id);
analyze original.dialogue, original.chat_extent;

-- A dialogue that the mentor opened has its welcome, also where the original called it a text: it is not written twice.
update original.message_place p set message_type = 'welcome'
from original.dialogue d
where p.chat_id = d.primary_chat_id and p.position = 1 and p.sender = 'ai' and p.message_type = 'text'
  and not exists (select from original.message_place w
    where w.chat_id = p.chat_id and w.message_type = 'welcome');
