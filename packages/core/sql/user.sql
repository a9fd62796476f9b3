-- Whoever opens turns of a user, or gives away what the user has, does so one after the other.
create or replace function lock_user(p_user uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_user::text, 0))
$$;

-- Locks a user's chats, then the user: claims and settlements that are under way end first, and
-- so does every statement that is just adding something for the user.
create or replace function lock_all_of(p_user uuid) returns void language plpgsql as $$
begin
  perform lock_user(p_user);
  perform 1 from chats c join chat_sessions s on s.id = c.session_id
  where s.user_id = p_user order by c.id for update of c;
  perform 1 from users where id = p_user for update;
end $$;

-- Makes everything a guest has an account's, running answers and their reserved tokens included, and
-- deletes the guest. False when the guest is none any more. Where both have a session key of the same
-- name the account's stands, and the guest's session is found under its id.
create or replace function absorb_guest(p_guest uuid, p_user uuid) returns boolean language plpgsql as $$
begin
  perform lock_user(x) from unnest(array[p_guest, p_user]) x order by x;
  perform lock_all_of(p_guest);
  if not exists (select 1 from users where id = p_guest and is_guest)
    or not exists (select 1 from users where id = p_user and not is_guest for key share) then
    return false;
  end if;
  update learning_tracks set user_id = p_user where user_id = p_guest;
  update session_keys k set user_id = p_user
  where user_id = p_guest
    and not exists (select 1 from session_keys o where o.user_id = p_user and o.key = k.key);
  update chat_sessions set user_id = p_user where user_id = p_guest;
  insert into session_keys (user_id, key, session_id)
  select p_user, k.session_id::text, k.session_id from session_keys k where k.user_id = p_guest
  on conflict do nothing;
  update ai_calls c set user_id = p_user, idempotency_key = case when not exists (
      select 1 from ai_calls o where o.user_id = p_user and o.idempotency_key = c.idempotency_key)
    then c.idempotency_key end
  where user_id = p_guest;
  insert into usage_days as d (user_id, day, spent, reserved)
  select p_user, day, spent, reserved from usage_days where user_id = p_guest
  on conflict (user_id, day) do update
  set spent = d.spent + excluded.spent, reserved = d.reserved + excluded.reserved;
  delete from users where id = p_guest;
  return true;
end $$;

-- Deletes a user with everything of theirs. What model calls cost stays in the ledger, nobody's: its
-- rows let go of everything first, because a cascade that empties one column checks the others.
create or replace function delete_user(p_user uuid) returns void language plpgsql as $$
begin
  perform lock_all_of(p_user);
  update ai_calls set user_id = null, chat_id = null, message_id = null, track_id = null,
    idempotency_key = null
  where user_id = p_user;
  delete from users where id = p_user;
end $$;

-- Deletes guests not seen for so long, at most p_most; returns how many. One who comes back meanwhile
-- stays.
create or replace function delete_stale_guests(p_age interval, p_most integer) returns integer
language plpgsql as $$
declare
  v_guest uuid;
  v_count integer := 0;
begin
  for v_guest in select id from users where is_guest and last_seen_at < now() - p_age
    order by last_seen_at limit p_most
  loop
    perform lock_all_of(v_guest);
    if exists (select 1 from users
        where id = v_guest and is_guest and last_seen_at < now() - p_age) then
      perform delete_user(v_guest);
      v_count := v_count + 1;
    end if;
  end loop;
  return v_count;
end $$;

-- The model settings of a user with a key of their own, the key sealed; null: the server's model answers.
create or replace function own_model(p_user uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('model_name', a.model_name, 'base_url', a.base_url,
    'max_tokens', a.max_tokens, 'temperature', a.temperature,
    'api_key_encrypted', a.api_key_encrypted)
  from ai_configurations a where a.user_id = p_user and a.api_key_encrypted <> 'default'
$$;
