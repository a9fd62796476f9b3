-- A message in the shape the wire uses.
create or replace function message_json(m chat_messages) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', m.id, 'chat_id', m.chat_id, 'sender', m.sender_type, 'content', m.message_content,
    'message_type', m.message_type, 'timestamp', iso(m.timestamp),
    'ai_model_used', m.ai_model_used, 'tokens_used', m.tokens_used, 'position', m.position,
    'status', m.status, 'attempt', m.attempt, 'revision', m.revision, 'reply_to', m.reply_to,
    'client_message_id', m.client_message_id, 'error_code', m.error_code)
    || coalesce(m.notes, '{}')
    || case when m.lesson_version_id is null then '{}'
      else jsonb_build_object('lesson_version_id', m.lesson_version_id) end
$$;

-- The newest messages of a chat before a position, at most p_items of them and about p_bytes of
-- text, oldest first; always at least one where there is one. p_but: without those of this type.
create or replace function newest_messages(p_chat uuid, p_before integer, p_items integer, p_bytes bigint,
  p_but text default null)
returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(message_json(w.m) order by (w.m).position), '[]')
  from (
    select n.m, sum(octet_length((n.m).message_content) + 500) over (order by (n.m).position desc)
      - octet_length((n.m).message_content) - 500 as bytes_before
    from (
      select m from chat_messages m
      where m.chat_id = p_chat and (p_before is null or m.position < p_before)
        and m.message_type is distinct from p_but
      order by m.position desc limit p_items
    ) n
  ) w where w.bytes_before < p_bytes
$$;

-- One message of a chat of the user: user_id, message_id. Returns `outcome`: found | message_not_found, with
-- `session_id`, `chat_id`, `message`, and of its track `track_id` and how many `modules` are in force.
create or replace function read_message(p jsonb) returns jsonb language sql stable as $$
  select coalesce((
    select jsonb_build_object('outcome', 'found', 'session_id', c.session_id, 'chat_id', c.id,
      'message', message_json(m), 'track_id', s.track_id,
      'modules', (select count(*) from course_modules o
        where o.track_id = s.track_id and o.archived_at is null))
    from chat_messages m join chats c on c.id = m.chat_id
    join chat_sessions s on s.id = c.session_id
    where m.id = (p ->> 'message_id')::uuid and s.user_id = (p ->> 'user_id')::uuid),
    jsonb_build_object('outcome', 'message_not_found'))
$$;

-- Stores a plan that the learner edited, as a message that nobody answers: user_id, chat_id, message_id, content,
-- client_message_id; title: the plan's; last_id, last_attempt: the chat's newest message as it was read; is_current: the
-- plan that the chat showed then is the one that was edited. Repeated with the
-- same client_message_id it is the same message.
-- Returns `outcome`: saved | known (both with `session_id` and `message`) | chat_not_found | message_id_reused |
--   turn_in_progress | plan_changed | chat_changed: there is another message, or another attempt of it, to be read first.
create or replace function save_plan(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user users;
  v_chat chats;
  v_last chat_messages;
  v_known chat_messages;
  v_track uuid;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  v_user := signed_in((p ->> 'user_id')::uuid, null);
  select c.* into v_chat from chats c join chat_sessions s on s.id = c.session_id
  where c.id = (p ->> 'chat_id')::uuid and s.user_id = v_user.id;
  if not found then
    return jsonb_build_object('outcome', 'chat_not_found');
  end if;
  select track_id into v_track from chat_sessions where id = v_chat.session_id for no key update;
  perform 1 from chats where id = v_chat.id for update;

  select * into v_known from chat_messages
  where chat_id = v_chat.id and client_message_id = p ->> 'client_message_id';
  if v_known.id is not null and v_known.message_type = 'plan'
    and v_known.message_content = p ->> 'content' then
    return jsonb_build_object('outcome', 'known', 'session_id', v_chat.session_id,
      'message', message_json(v_known));
  elsif v_known.id is not null or exists (select 1 from message_edits e
      join chat_messages m on m.id = e.message_id
      where m.chat_id = v_chat.id and e.client_message_id = p ->> 'client_message_id') then
    return jsonb_build_object('outcome', 'message_id_reused');
  elsif has_open_turn(v_chat.id) then
    return jsonb_build_object('outcome', 'turn_in_progress');
  end if;
  select * into v_last from chat_messages where chat_id = v_chat.id order by position desc limit 1;
  if v_last.id is distinct from (p ->> 'last_id')::uuid
    or v_last.attempt is distinct from (p ->> 'last_attempt')::integer then
    return jsonb_build_object('outcome', 'chat_changed');
  elsif not (p ->> 'is_current')::boolean then
    return jsonb_build_object('outcome', 'plan_changed');
  end if;

  insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
    tokens_used, timestamp, client_message_id)
  values ((p ->> 'message_id')::uuid, v_chat.id, coalesce(v_last.position, 0) + 1, 'user',
    p ->> 'content', 'plan', 0,
    greatest(clock_timestamp(), v_last.timestamp + interval '1 microsecond'),
    p ->> 'client_message_id')
  returning * into v_known;
  perform note_turn(v_user, v_chat.id, null);
  perform name_track(v_track, p ->> 'title');
  return jsonb_build_object('outcome', 'saved', 'session_id', v_chat.session_id,
    'message', message_json(v_known));
end $$;
