-- What changes sessions, keys, tracks or turns of a user does so one after the other: the first lock it takes.
create or replace function lock_user(p_user uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_user::text, 0))
$$;

-- As `lock_user`, but false instead of waiting.
create or replace function try_lock_user(p_user uuid) returns boolean language sql as $$
  select pg_try_advisory_xact_lock(hashtextextended(p_user::text, 0))
$$;

-- Locks a user's sessions and chats, then the user's row: claims and settlements that are under way end first, and so
-- does every statement that is just adding something for the user.
create or replace function lock_all_of(p_user uuid) returns void language plpgsql as $$
begin
  perform lock_user(p_user);
  perform 1 from chat_sessions where user_id = p_user order by id for update;
  perform 1 from chats c join chat_sessions s on s.id = c.session_id
  where s.user_id = p_user order by c.id for update of c;
  perform 1 from users where id = p_user for update;
end $$;

-- The user of a sign-in; null when it is over. A version of null was checked already.
create or replace function signed_in(p_user uuid, p_version integer) returns users
language sql stable as $$
  select u from users u
  where id = p_user and is_active and (p_version is null or token_version = p_version)
$$;

-- Makes everything a guest has an account's, running answers and their reserved tokens included, and deletes the guest:
-- guest_id, user_id. Where both have a session key of the same name the account's stands, and the guest's session is
-- found under its id. Returns `outcome`: absorbed | no_guest.
create or replace function absorb_guest(p jsonb) returns jsonb language plpgsql as $$
declare
  v_guest uuid := (p ->> 'guest_id')::uuid;
  v_user uuid := (p ->> 'user_id')::uuid;
begin
  perform lock_user(x) from unnest(array[v_guest, v_user]) x order by x;
  perform lock_all_of(v_guest);
  if not exists (select 1 from users where id = v_guest and is_guest)
    or not exists (select 1 from users where id = v_user and not is_guest for key share) then
    return jsonb_build_object('outcome', 'no_guest');
  end if;
  update session_keys k set user_id = v_user
  where user_id = v_guest
    and not exists (select 1 from session_keys o where o.user_id = v_user and o.key = k.key);
  update chat_sessions set user_id = v_user where user_id = v_guest;
  insert into session_keys (user_id, key, session_id)
  select v_user, k.session_id::text, k.session_id from session_keys k where k.user_id = v_guest
  on conflict do nothing;
  update learning_tracks set user_id = v_user where user_id = v_guest;
  -- Where both have a job of the same name the account's stands, and the guest's is found by its id.
  update jobs j set user_id = v_user, natural_key = case when exists (select 1 from jobs o
      where o.user_id = v_user and o.kind = j.kind and o.natural_key = j.natural_key)
    then j.id::text else j.natural_key end
  where user_id = v_guest;
  update ai_calls c set user_id = v_user, idempotency_key = case when not exists (
      select 1 from ai_calls o where o.user_id = v_user and o.idempotency_key = c.idempotency_key)
    then c.idempotency_key end
  where user_id = v_guest;
  perform 1 from usage_days where user_id in (v_guest, v_user) order by user_id, day for update;
  insert into usage_days as d (user_id, day, spent, reserved)
  select v_user, day, spent, reserved from usage_days where user_id = v_guest
  on conflict (user_id, day) do update
  set spent = d.spent + excluded.spent, reserved = d.reserved + excluded.reserved;
  -- The account's own settings stand; so does the address of its calendar, unless it was revoked.
  update learner_settings set user_id = v_user where user_id = v_guest
    and not exists (select 1 from learner_settings where user_id = v_user);
  delete from calendar_feeds where user_id = v_user and revoked_at is not null
    and exists (select 1 from calendar_feeds where user_id = v_guest);
  update calendar_feeds set user_id = v_user where user_id = v_guest
    and not exists (select 1 from calendar_feeds where user_id = v_user);
  perform touch_calendar(v_user);
  update legacy_rows set user_id = v_user where user_id = v_guest;
  delete from users where id = v_guest;
  return jsonb_build_object('outcome', 'absorbed');
end $$;

-- Deletes a user with everything of theirs. What model calls cost stays in the ledger, nobody's: its rows let go of
-- everything first, because a cascade that empties one column checks the others.
create or replace function erase_user(p_user uuid) returns void language plpgsql as $$
begin
  perform lock_all_of(p_user);
  update ai_calls set user_id = null, chat_id = null, message_id = null, track_id = null,
    job_id = null, idempotency_key = null, outcome = coalesce(outcome, 'abandoned'),
    closed_at = coalesce(closed_at, clock_timestamp())
  where user_id = p_user;
  delete from users where id = p_user;
end $$;

-- Deletes a user with everything of theirs: user_id.
create or replace function delete_user(p jsonb) returns jsonb language plpgsql as $$
begin
  perform erase_user((p ->> 'user_id')::uuid);
  return jsonb_build_object('outcome', 'deleted');
end $$;

-- Deletes guests not seen for `days`, at most `limit`; returns `count`. One who comes back meanwhile stays.
create or replace function delete_stale_guests(p jsonb) returns jsonb language plpgsql as $$
declare
  v_age interval := make_interval(days => coalesce((p ->> 'days')::integer, 7));
  v_guest uuid;
  v_count integer := 0;
begin
  for v_guest in select id from (
      select id from users where is_guest and last_seen_at < now() - v_age
      order by last_seen_at limit coalesce((p ->> 'limit')::integer, 100)) stale
    order by id
  loop
    perform lock_all_of(v_guest);
    if exists (select 1 from users
        where id = v_guest and is_guest and last_seen_at < now() - v_age) then
      perform erase_user(v_guest);
      v_count := v_count + 1;
    end if;
  end loop;
  return jsonb_build_object('count', v_count);
end $$;

-- The model settings of a user with a key of their own, the key sealed; null: the server's model answers.
create or replace function own_model(p_user uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('model_name', a.model_name, 'base_url', a.base_url,
    'max_tokens', a.max_tokens, 'temperature', a.temperature,
    'api_key_encrypted', a.api_key_encrypted)
  from ai_configurations a where a.user_id = p_user and a.api_key_encrypted <> 'default'
$$;

-- The user's own model and the context of a chat of theirs: user_id, chat_id (null: none).
-- Returns `own` (null: the server's model answers), `context`, and `is_chat`, whether the chat is the user's.
create or replace function read_model(p jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object('own', own_model((p ->> 'user_id')::uuid), 'context', c.ai_context,
    'is_chat', c.id is not null)
  from (select 1) one left join (
    select c.id, c.ai_context from chats c join chat_sessions s on s.id = c.session_id
    where c.id = (p ->> 'chat_id')::uuid and s.user_id = (p ->> 'user_id')::uuid
  ) c on true
$$;

-- Makes an account an admin, or an admin a student again: email, role. Called by the operator's command alone, never by a
-- route.
-- Returns `outcome`: set | unchanged | user_not_found | guest, which has no account.
create or replace function set_role(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user users;
begin
  select * into v_user from users where email = lower(btrim(p ->> 'email'));
  if not found then
    return jsonb_build_object('outcome', 'user_not_found');
  elsif v_user.is_guest then
    return jsonb_build_object('outcome', 'guest');
  elsif (v_user.role = 'admin') = (p ->> 'role' = 'admin') then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  perform lock_user(v_user.id);
  update users set role = p ->> 'role', updated_at = now() where id = v_user.id;
  return jsonb_build_object('outcome', case when found then 'set' else 'user_not_found' end);
end $$;
