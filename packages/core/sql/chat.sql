-- A chat in the table's own names.
create or replace function chat_json(c chats) returns jsonb language sql stable as $$
  select jsonb_build_object('id', c.id, 'session_id', c.session_id, 'chat_name', c.chat_name,
    'chat_type', c.chat_type, 'status', c.status, 'is_primary', c.is_primary,
    'created_at', iso(c.created_at), 'updated_at', iso(c.updated_at))
$$;

-- A page of a chat: its session, what there is to say of it, how many messages it has, and the newest of them.
--   before: only messages at a smaller position; items, bytes: at most so much.
create or replace function chat_page(c chats, p jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object('session_id', c.session_id,
    'info', jsonb_build_object('chat_id', c.id, 'chat_name', c.chat_name,
      'chat_type', c.chat_type, 'status', c.status, 'ai_context', c.ai_context,
      'created_at', iso(c.created_at)),
    'message_count', (select count(*) from chat_messages m where m.chat_id = c.id),
    'messages', newest_messages(c.id, (p ->> 'before')::integer,
      coalesce((p ->> 'items')::integer, 100), coalesce((p ->> 'bytes')::bigint, 100000)))
$$;

-- A page of a chat of the user: user_id, chat_id; session_id: only when the chat is in that session; and the page as in
-- `chat_page`. Returns `outcome`: found | chat_not_found.
create or replace function read_chat(p jsonb) returns jsonb language sql stable as $$
  select coalesce((
    select jsonb_build_object('outcome', 'found') || chat_page(c, p)
    from chats c join chat_sessions s on s.id = c.session_id
    where c.id = (p ->> 'chat_id')::uuid and s.user_id = (p ->> 'user_id')::uuid
      and (p ->> 'session_id' is null or s.id = (p ->> 'session_id')::uuid)),
    jsonb_build_object('outcome', 'chat_not_found'))
$$;

-- Resolves a key as `resolve_session` does and reads its dialogue: the chat asked for, else the key's active one if
-- anything was said in it, else the primary one.
--   version: the sign-in's token version, null when it was checked already; the page as in `chat_page`.
-- Returns `outcome`: restored | signed_out | what `resolve_session` refuses, with `session_id` and `moved_from` as
-- there, and the fields of `chat_page` where there is a chat.
create or replace function restore_chat(p jsonb) returns jsonb language plpgsql as $$
declare
  v_session jsonb;
  v_chat chats;
begin
  if (signed_in((p ->> 'user_id')::uuid, (p ->> 'version')::integer)).id is null then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  v_session := resolve_session(p);
  if v_session ->> 'outcome' <> 'resolved' then
    return v_session;
  end if;
  select c.* into v_chat from chats c
  left join session_keys k on k.user_id = (p ->> 'user_id')::uuid and k.key = p ->> 'key'
    and k.active_chat_id = c.id
  where c.session_id = (v_session ->> 'session_id')::uuid and case
    when p ->> 'chat_id' is not null then c.id = (p ->> 'chat_id')::uuid
    else c.is_primary or (k.key is not null
      and exists (select 1 from chat_messages m where m.chat_id = c.id)) end
  order by k.key is not null desc limit 1;
  return v_session || case when v_chat.id is null then '{}' else chat_page(v_chat, p) end
    || jsonb_build_object('outcome', 'restored');
end $$;

-- Opens another chat in the session a key names and makes it that key's active one: user_id, key, chat_id, name, type.
-- Returns `outcome`: created | session_not_found, and `chat`.
create or replace function create_chat(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_chat chats;
begin
  perform lock_user(v_user);
  insert into chats (id, session_id, chat_name, chat_type)
  select (p ->> 'chat_id')::uuid, k.session_id,
    coalesce(p ->> 'name', 'Chat ' || to_char(now() at time zone 'UTC', 'HH24:MI')),
    coalesce(p ->> 'type', 'planning')
  from session_keys k where k.user_id = v_user and k.key = p ->> 'key'
  returning * into v_chat;
  if not found then
    return jsonb_build_object('outcome', 'session_not_found');
  end if;
  update session_keys set active_chat_id = v_chat.id
  where user_id = v_user and key = p ->> 'key';
  return jsonb_build_object('outcome', 'created', 'chat', chat_json(v_chat));
end $$;

-- The messages of a chat of the user after a position, oldest first, about so many bytes of text; always at least one
-- where there is one: user_id, chat_id, after, bytes. Returns `outcome`: found | chat_not_found, with `chat_name`,
-- `track_title` (null: the session has no track), `messages`, and `more`, whether others follow.
create or replace function read_dialogue(p jsonb) returns jsonb language sql stable as $$
  select coalesce((
    select jsonb_build_object('outcome', 'found', 'chat_name', c.chat_name,
      'track_title', t.title, 'messages', d.messages,
      'more', coalesce(d.last, 0) < coalesce(
        (select max(m.position) from chat_messages m where m.chat_id = c.id), 0)
        and d.last is not null)
    from chats c join chat_sessions s on s.id = c.session_id
    left join learning_tracks t on t.id = s.track_id
    cross join lateral (
      select coalesce(jsonb_agg(message_json(w.m) order by (w.m).position), '[]') as messages,
        max((w.m).position) as last
      from (
        select n.m, sum(octet_length((n.m).message_content) + 500) over (order by (n.m).position)
          - octet_length((n.m).message_content) - 500 as bytes_before
        from (
          select m from chat_messages m
          where m.chat_id = c.id and m.position > coalesce((p ->> 'after')::integer, 0)
          order by m.position limit 2000
        ) n
      ) w where w.bytes_before < coalesce((p ->> 'bytes')::bigint, 100000)
    ) d
    where c.id = (p ->> 'chat_id')::uuid and s.user_id = (p ->> 'user_id')::uuid),
    jsonb_build_object('outcome', 'chat_not_found'))
$$;
