-- A message in the shape the wire uses.
create or replace function message_json(m chat_messages) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', m.id, 'chat_id', m.chat_id, 'sender', m.sender_type, 'content', m.message_content,
    'message_type', m.message_type, 'timestamp', iso(m.timestamp),
    'ai_model_used', m.ai_model_used, 'tokens_used', m.tokens_used, 'position', m.position,
    'status', m.status, 'attempt', m.attempt, 'revision', m.revision, 'reply_to', m.reply_to,
    'client_message_id', m.client_message_id, 'error_code', m.error_code)
    || coalesce(m.notes, '{}')
$$;

-- The newest messages of a chat before a position, at most p_items of them and about p_bytes of
-- text, oldest first; always at least one where there is one.
create or replace function newest_messages(p_chat uuid, p_before integer, p_items integer, p_bytes bigint)
returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(message_json(w.m) order by (w.m).position), '[]')
  from (
    select n.m, sum(octet_length((n.m).message_content) + 500) over (order by (n.m).position desc)
      - octet_length((n.m).message_content) - 500 as bytes_before
    from (
      select m from chat_messages m
      where m.chat_id = p_chat and (p_before is null or m.position < p_before)
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
