-- Accounts in public: limits by key, turns open at once and what they hold back, guests taken over by
-- an account, a user's data read out and deleted.

-- How often something was done in a window of time. Keys are hashed where they name a person or an
-- address. Unlogged: after a crash everybody begins anew, which costs less than a write-ahead entry a try.
create unlogged table rate_limits (
  key text primary key,
  ends_at timestamptz not null,
  count integer not null
);
create index rate_limits_by_end on rate_limits (ends_at);

-- Expired refresh tokens are swept.
create index refresh_tokens_by_expiry on refresh_tokens (expires_at);

-- Takes one of p_limit in a window that begins with the first. Returns 0, or, when none is left, the
-- seconds until the window ends.
create function take(p_key text, p_limit integer, p_window interval) returns integer
language plpgsql as $$
begin
  if p_limit > 0 then
    insert into rate_limits as r (key, ends_at, count)
    values (p_key, clock_timestamp() + p_window, 1)
    on conflict (key) do update set
      count = case when r.ends_at <= clock_timestamp() then 1 else r.count + 1 end,
      ends_at = case when r.ends_at <= clock_timestamp() then excluded.ends_at else r.ends_at end
    where r.ends_at <= clock_timestamp() or r.count < p_limit;
    if found then
      return 0;
    end if;
  end if;
  return greatest(1, coalesce(
    (select ceil(extract(epoch from ends_at - clock_timestamp())) from rate_limits where key = p_key),
    ceil(extract(epoch from p_window))))::integer;
end $$;

-- Whoever opens turns of a user, or gives away what the user has, does so one after the other.
create function lock_user(p_user uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_user::text, 0))
$$;

-- Locks a user's chats, then the user: claims and settlements that are under way end first, and
-- so does every statement that is just adding something for the user.
create function lock_all_of(p_user uuid) returns void language plpgsql as $$
begin
  perform lock_user(p_user);
  perform 1 from chats c join chat_sessions s on s.id = c.session_id
  where s.user_id = p_user order by c.id for update of c;
  perform 1 from users where id = p_user for update;
end $$;

-- How many turns of a user are not finished.
create function turns_open(p_user uuid) returns integer language sql stable as $$
  select count(*)::integer from chat_sessions s join chats c on c.session_id = s.id
  join chat_messages m on m.chat_id = c.id and m.status in ('pending', 'generating')
  where s.user_id = p_user
$$;

-- Tokens the prompt of a turn may have: what of the dialogue fits p_bytes, and the track. Three bytes
-- a token errs high; an answer that is still to be written counts as its longest.
create function prompt_tokens(p_chat uuid, p_answer uuid, p_bytes integer) returns integer
language sql stable as $$
  select ceil((
    least(p_bytes, (
      select coalesce(sum(greatest(octet_length(n.message_content),
          case when n.status in ('pending', 'generating') then 4500 else 0 end) + 16), 0)
      from (select * from chat_messages m where m.chat_id = p_chat and m.id <> p_answer
        order by m.position desc limit 400) n))
    + coalesce((
      select octet_length(t.title) + octet_length(t.skill_area) + octet_length(t.description)
        + octet_length(t.user_expectations)
        + least(16000, coalesce(octet_length(t.ai_generated_plan::text), 0))
      from learning_tracks t where t.id = s.track_id), 0)
    + coalesce((
      select sum(octet_length(m.title) + octet_length(m.learning_objectives::text) + 60)
      from course_modules m where m.track_id = s.track_id and m.archived_at is null), 0)
    ) / 3.0)::integer
  from chats c join chat_sessions s on s.id = c.session_id where c.id = p_chat
$$;

-- Makes everything a guest has an account's, running answers and their reserved tokens included, and
-- deletes the guest. False when the guest is none any more. Where both have a session key of the same
-- name the account's stands, and the guest's session is found under its id.
create function absorb_guest(p_guest uuid, p_user uuid) returns boolean language plpgsql as $$
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
create function delete_user(p_user uuid) returns void language plpgsql as $$
begin
  perform lock_all_of(p_user);
  update ai_calls set user_id = null, chat_id = null, message_id = null, track_id = null,
    idempotency_key = null
  where user_id = p_user;
  delete from users where id = p_user;
end $$;

-- Deletes guests not seen for so long, at most p_most; returns how many. One who comes back meanwhile
-- stays.
create function delete_stale_guests(p_age interval, p_most integer) returns integer
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

-- Everything stored about a user, row by row, without what only signs in: the hash, tokens, keys.
create function export_rows(p_user uuid)
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
  from homework_assignments h join lessons l on l.id = h.lesson_id
  join course_modules m on m.id = l.module_id
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
  union all select 13, 'ai_calls', a.id::text, to_jsonb(a)
  from ai_calls a where a.user_id = p_user
  union all select 14, 'usage_days', d.day::text, to_jsonb(d)
  from usage_days d where d.user_id = p_user
$$;

-- The part of an export that begins after a row, about p_bytes long; always at least one row where
-- there is one. Rows in the export's own order.
create function export_part(p_user uuid, p_section integer, p_id text, p_bytes bigint)
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
