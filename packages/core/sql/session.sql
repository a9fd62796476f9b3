-- The planning session of a track, made with its primary chat when missing.
create or replace function planning_session(p_user uuid, p_track uuid, p_session uuid, p_chat uuid)
returns uuid language plpgsql as $$
declare
  v_session uuid;
begin
  select id into v_session from chat_sessions where track_id = p_track and user_id = p_user;
  if v_session is not null then
    return v_session;
  end if;
  insert into chat_sessions (id, track_id, user_id, session_name)
  select p_session, t.id, p_user, t.title from learning_tracks t
  where t.id = p_track and t.user_id = p_user
  on conflict (track_id) do nothing;
  select id into v_session from chat_sessions where track_id = p_track and user_id = p_user;
  if v_session = p_session then
    insert into chats (id, session_id, chat_name, chat_type, is_primary)
    values (p_chat, p_session, 'Course Planning', 'planning', true);
    insert into session_keys (user_id, key, session_id)
    values (p_user, p_session::text, p_session) on conflict do nothing;
  end if;
  return v_session;
end $$;

-- Moves the dialogue of a session without a track into a track's planning session: its primary
-- chat becomes the primary one where that has no message yet, else it stands beside it.
create or replace function merge_session(p_from uuid, p_into uuid) returns void language plpgsql as $$
declare
  v_primary_empty boolean;
begin
  perform 1 from chat_sessions where id in (p_from, p_into) order by id for update;
  if not exists (select 1 from chat_messages m join chats c on c.id = m.chat_id
                 where c.session_id = p_from) then
    delete from chats where session_id = p_from;
  else
    select not exists (select 1 from chat_messages m join chats c on c.id = m.chat_id
                       where c.session_id = p_into and c.is_primary) into v_primary_empty;
    if v_primary_empty then
      update chats set is_primary = false where session_id = p_into and is_primary;
    else
      update chats set is_primary = false where session_id = p_from and is_primary;
    end if;
    update chats set session_id = p_into where session_id = p_from;
  end if;
  update session_keys set session_id = p_into where session_id = p_from;
  delete from chat_sessions where id = p_from;
end $$;

-- Resolves a session key of a user, binding an unknown one.
--   p_track: a track named outright; p_hint: a title or skill area to find one by.
--   p_session, p_chat: ids to use for what has to be made; p_make: whether to make a session
--   without a track for a key that names nothing.
-- Returns the session (null: unknown) and, where a key moved, the session it moved from.
-- Raises 'track_not_found' or 'session_mismatch'.
create or replace function resolve_session(
  p_user uuid, p_key text, p_track uuid, p_hint text, p_session uuid, p_chat uuid, p_make boolean,
  out session_id uuid, out moved_from uuid
) language plpgsql as $$
declare
  v_bound uuid;
  v_bound_track uuid;
  v_track uuid;
begin
  select k.session_id, s.track_id into v_bound, v_bound_track
  from session_keys k join chat_sessions s on s.id = k.session_id
  where k.user_id = p_user and k.key = p_key;

  if p_track is not null then
    select id into v_track from learning_tracks where id = p_track and user_id = p_user;
    if v_track is null then
      raise exception 'track_not_found' using errcode = 'AP404';
    end if;
    if v_bound_track is not null and v_bound_track <> v_track then
      raise exception 'session_mismatch' using errcode = 'AP409';
    end if;
  elsif v_bound_track is null and coalesce(p_hint, '') <> '' then
    select id into v_track from learning_tracks
    where user_id = p_user
      and (lower(title) = lower(btrim(p_hint)) or lower(skill_area) = lower(btrim(p_hint)))
    order by created_at desc limit 1;
  end if;

  if v_bound_track is not null then
    session_id := v_bound;
    return;
  end if;

  if v_track is not null then
    session_id := planning_session(p_user, v_track, p_session, p_chat);
    if v_bound is not null and v_bound <> session_id then
      perform merge_session(v_bound, session_id);
      moved_from := v_bound;
    elsif v_bound is null then
      insert into session_keys (user_id, key, session_id) values (p_user, p_key, session_id)
      on conflict (user_id, key) do update set session_id = excluded.session_id;
    end if;
    return;
  end if;

  session_id := v_bound;
  if session_id is null and p_make then
    insert into chat_sessions (id, user_id) values (p_session, p_user);
    insert into session_keys (user_id, key, session_id) values (p_user, p_key, p_session)
    on conflict do nothing;
    select k.session_id into session_id from session_keys k
    where k.user_id = p_user and k.key = p_key;
    if session_id <> p_session then
      delete from chat_sessions where id = p_session;
    end if;
  end if;
end $$;
