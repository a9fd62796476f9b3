-- The planning session of a track, or without a track a session of its own, with ids given; a track's also gets its
-- primary chat and is found under its own id.
create or replace function make_session(p_user uuid, p_track uuid, p_session uuid, p_chat uuid)
returns void language plpgsql as $$
begin
  insert into chat_sessions (id, track_id, user_id, session_name)
  values (p_session, p_track, p_user,
    coalesce((select title from learning_tracks where id = p_track), ''));
  if p_track is not null then
    insert into chats (id, session_id, chat_name, chat_type, is_primary)
    values (p_chat, p_session, 'Course Planning', 'planning', true);
    perform bind_key(p_user, p_session::text, p_session);
  end if;
end $$;

-- Has a key name a session, unless it names one.
create or replace function bind_key(p_user uuid, p_key text, p_session uuid) returns void
language sql as $$
  insert into session_keys (user_id, key, session_id) values (p_user, p_key, p_session)
  on conflict do nothing
$$;

-- Whether anything was said in a session.
create or replace function has_messages(p_session uuid) returns boolean language sql stable as $$
  select exists (select 1 from chats c join chat_messages m on m.chat_id = c.id
    where c.session_id = p_session)
$$;

-- Whether a session has no primary chat, or one in which nothing was said.
create or replace function is_primary_empty(p_session uuid) returns boolean language sql stable as $$
  select not exists (select 1 from chats c join chat_messages m on m.chat_id = c.id
    where c.session_id = p_session and c.is_primary)
$$;

-- Moves the dialogue of a session without a track into another session: its primary chat, if it has one, becomes the
-- primary one where that has no message yet, else it stands beside it. The caller has locked both: see `lock_sessions`.
create or replace function merge_session(p_from uuid, p_into uuid) returns void language plpgsql as $$
begin
  if not has_messages(p_from) then
    delete from chats where session_id = p_from;
  else
    update chats set is_primary = false where is_primary
      and session_id = case when is_primary_empty(p_into)
        and exists (select 1 from chats where session_id = p_from and is_primary)
        then p_into else p_from end;
    update ai_calls set track_id = (select track_id from chat_sessions where id = p_into)
    where chat_id in (select id from chats where session_id = p_from);
    update chats set session_id = p_into where session_id = p_from;
  end if;
  update session_keys set session_id = p_into where session_id = p_from;
  delete from chat_sessions where id = p_from;
end $$;

-- What a session key of a user names, and what would be made or merged to bind it; reads only.
--   p_track: a track named outright; p_hint: a title or skill area to find one by.
-- `outcome` is null, or the refusal: track_not_found | session_mismatch. Without `session_id` the session is still to be
-- made, for `track_id` if there is one; `merge_from` is a session without a track that goes into it.
create or replace function find_session(p_user uuid, p_key text, p_track uuid, p_hint text)
returns found_session language plpgsql stable as $$
declare
  v_found found_session;
  v_bound chat_sessions;
begin
  select s.* into v_bound from session_keys k join chat_sessions s on s.id = k.session_id
  where k.user_id = p_user and k.key = p_key;
  v_found.is_bound := v_bound.id is not null;

  if p_track is not null then
    select id into v_found.track_id from learning_tracks where id = p_track and user_id = p_user;
    if v_found.track_id is null then
      v_found.outcome := 'track_not_found';
    elsif v_bound.track_id <> v_found.track_id then
      v_found.outcome := 'session_mismatch';
    end if;
  elsif v_bound.track_id is null and coalesce(p_hint, '') <> '' then
    select id into v_found.track_id from learning_tracks
    where user_id = p_user
      and (lower(title) = lower(btrim(p_hint)) or lower(skill_area) = lower(btrim(p_hint)))
    order by created_at desc limit 1;
  end if;

  if v_bound.track_id is not null or v_found.track_id is null then
    v_found.session_id := v_bound.id;
    v_found.track_id := v_bound.track_id;
  else
    select id into v_found.session_id from chat_sessions
    where track_id = v_found.track_id and user_id = p_user;
    v_found.merge_from := v_bound.id;
  end if;
  return v_found;
end $$;

-- As `find_session` for a message to a chat of the user: the chat's session names the track, and where it has none, the
-- key's session without a track goes into it. Refuses with chat_not_found where key and chat name different sessions.
create or replace function find_session_of_chat(p_user uuid, p_key text, p_track uuid, p_chat uuid)
returns found_session language plpgsql stable as $$
declare
  v_found found_session;
  v_own chat_sessions;
begin
  select s.* into v_own from chats c join chat_sessions s on s.id = c.session_id
  where c.id = p_chat and s.user_id = p_user;
  if not found then
    v_found.outcome := 'chat_not_found';
    return v_found;
  end if;
  if p_key is null then
    v_found.session_id := v_own.id;
    v_found.track_id := v_own.track_id;
    v_found.is_bound := true;
    return v_found;
  end if;
  v_found := find_session(p_user, p_key, coalesce(p_track, v_own.track_id), null);
  if v_found.outcome is null and v_found.session_id is distinct from v_own.id then
    if v_found.track_id is not null then
      v_found.outcome := 'chat_not_found';
    else
      v_found.merge_from := v_found.session_id;
      v_found.session_id := v_own.id;
      v_found.track_id := v_own.track_id;
    end if;
  end if;
  return v_found;
end $$;

-- Locks what binding a key writes to: the sessions, the track that a session is made for and, where sessions are
-- merged, all their chats.
create or replace function lock_sessions(p_found found_session) returns void language plpgsql as $$
begin
  perform 1 from chat_sessions where id in (p_found.session_id, p_found.merge_from)
  order by id for update;
  if p_found.merge_from is not null then
    perform 1 from chats where session_id in (p_found.session_id, p_found.merge_from)
    order by id for update;
  end if;
  if p_found.session_id is null then
    perform 1 from learning_tracks where id = p_found.track_id for key share;
  end if;
end $$;

-- Makes, merges and binds what `find_session` found; returns the session. The ids are for what has to be made.
create or replace function enter_session(p_user uuid, p_key text, p_found found_session,
  p_session uuid, p_chat uuid) returns uuid language plpgsql as $$
begin
  if p_found.session_id is null then
    perform make_session(p_user, p_found.track_id, p_session, p_chat);
    p_found.session_id := p_session;
  end if;
  if p_found.merge_from is not null then
    perform merge_session(p_found.merge_from, p_found.session_id);
  end if;
  if not p_found.is_bound then
    perform bind_key(p_user, p_key, p_found.session_id);
  end if;
  return p_found.session_id;
end $$;

-- The session a key names, bound to a track or made where that is asked for. What is refused binds nothing.
--   user_id, key; track_id: a track named outright; chat_id: a chat that has to be in the session, and names its track;
--   make: make a session without a track for a key that names nothing; new_session_id, new_chat_id.
-- Returns `outcome`: resolved | track_not_found | session_mismatch | chat_not_found, with `session_id` (null: the key
-- names nothing) and `moved_from`, the session that a key left.
create or replace function resolve_session(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_key text := p ->> 'key';
  v_chat uuid := (p ->> 'chat_id')::uuid;
  v_own chat_sessions;
  v_found found_session;
begin
  -- Read without the lock first: most keys are bound already.
  for v_is_locked in 0..1 loop
    if v_chat is not null then
      select s.* into v_own from chats c join chat_sessions s on s.id = c.session_id
      where c.id = v_chat and s.user_id = v_user;
      if not found then
        return jsonb_build_object('outcome', 'chat_not_found');
      end if;
    end if;
    v_found := find_session(v_user, v_key, coalesce((p ->> 'track_id')::uuid, v_own.track_id), null);
    if v_found.outcome is null and v_found.session_id is distinct from v_own.id
      and v_chat is not null then
      v_found.outcome := 'chat_not_found';
    end if;
    if v_found.outcome is not null then
      return jsonb_build_object('outcome', v_found.outcome);
    end if;
    if v_found.is_bound and v_found.merge_from is null or v_found.session_id is null
      and v_found.track_id is null and not coalesce((p ->> 'make')::boolean, false) then
      return jsonb_build_object('outcome', 'resolved', 'session_id', v_found.session_id);
    end if;
    if v_is_locked = 0 then
      perform lock_user(v_user);
    end if;
  end loop;
  perform lock_sessions(v_found);
  return jsonb_build_object('outcome', 'resolved', 'moved_from', v_found.merge_from,
    'session_id', enter_session(v_user, v_key, v_found, (p ->> 'new_session_id')::uuid,
      (p ->> 'new_chat_id')::uuid));
end $$;

-- As `resolve_session` for a socket that connects: makes what is missing and notes the visit.
--   version: the sign-in's token version. Returns also `outcome` signed_out.
create or replace function open_session(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_session jsonb;
begin
  if (signed_in(v_user, (p ->> 'version')::integer)).id is null then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  v_session := resolve_session(p || jsonb_build_object('make', true));
  update users set last_seen_at = now() where id = v_user;
  return v_session;
end $$;

-- The planning session of a track, made where it is missing and named: user_id, track_id, name, new_session_id,
-- new_chat_id. Returns `outcome`: named | track_not_found, and `session_id`.
create or replace function name_session(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_track uuid;
  v_session uuid;
begin
  perform lock_user(v_user);
  select id into v_track from learning_tracks
  where id = (p ->> 'track_id')::uuid and user_id = v_user;
  if not found then
    return jsonb_build_object('outcome', 'track_not_found');
  end if;
  select id into v_session from chat_sessions where track_id = v_track;
  if not found then
    v_session := (p ->> 'new_session_id')::uuid;
    perform make_session(v_user, v_track, v_session, (p ->> 'new_chat_id')::uuid);
  end if;
  update chat_sessions set session_name = p ->> 'name', updated_at = now() where id = v_session;
  return jsonb_build_object('outcome', 'named', 'session_id', v_session);
end $$;

-- Makes a chat of the user the one a key writes to: user_id, key, chat_id.
create or replace function set_active_chat(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
begin
  perform lock_user(v_user);
  update session_keys set active_chat_id = (p ->> 'chat_id')::uuid
  where user_id = v_user and key = p ->> 'key' and exists (
    select 1 from chats c join chat_sessions s on s.id = c.session_id
    where c.id = (p ->> 'chat_id')::uuid and s.user_id = v_user);
  return jsonb_build_object('outcome', case when found then 'set' else 'chat_not_found' end);
end $$;
