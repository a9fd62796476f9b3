-- What a user's calendar is made of: settings (null: none yet), when its feed was made (null: there is none), the
-- language, the active tracks with the modules in force that are still to be learned, oldest track first, and when any of
-- this last changed.
create or replace function calendar_of(u users) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'settings', (select jsonb_build_object('time_zone', s.time_zone, 'study_days', s.study_days,
        'minutes_per_day', s.minutes_per_day, 'study_time', to_char(s.study_time, 'HH24:MI'))
      from learner_settings s where s.user_id = u.id),
    'feed_created_at', (select iso(f.created_at) from calendar_feeds f
      where f.user_id = u.id and f.revoked_at is null),
    'locale', u.locale,
    'tracks', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title,
        'modules', m.modules) order by t.created_at, t.id), '[]')
      from learning_tracks t cross join lateral (
        select jsonb_agg(jsonb_build_object('id', m.id, 'number', m.module_number,
            'title', m.title,
            'hours', m.estimated_duration_hours - hours_done(m))
          order by m.module_number) as modules
        from course_modules m where m.track_id = t.id and m.archived_at is null
          and m.status not in ('completed', 'paused')
          and m.estimated_duration_hours > hours_done(m)
      ) m where t.user_id = u.id and t.status = 'active' and m.modules is not null),
    'changed_at', iso(greatest(u.created_at,
      (select f.plan_changed_at from calendar_feeds f where f.user_id = u.id),
      (select s.updated_at from learner_settings s where s.user_id = u.id),
      (select max(t.updated_at) from learning_tracks t where t.user_id = u.id),
      (select max(m.updated_at) from course_modules m
        join learning_tracks t on t.id = m.track_id where t.user_id = u.id))))
$$;

-- Says that what a user has planned is no longer the same, where no row is left to say it. Called under `lock_user`.
create or replace function touch_calendar(p_user uuid) returns void language sql as $$
  update calendar_feeds set plan_changed_at = clock_timestamp() where user_id = p_user
$$;

-- The calendar of a user: user_id. Returns `outcome`: found | no_user, and the fields of `calendar_of`.
create or replace function read_calendar(p jsonb) returns jsonb language sql stable as $$
  select coalesce((select jsonb_build_object('outcome', 'found') || calendar_of(u)
    from users u where u.id = (p ->> 'user_id')::uuid), jsonb_build_object('outcome', 'no_user'))
$$;

-- The calendar behind an address: token_hash, in hex. Returns `outcome`: found | feed_not_found, as `read_calendar`.
create or replace function read_calendar_feed(p jsonb) returns jsonb language sql stable as $$
  select coalesce((select jsonb_build_object('outcome', 'found') || calendar_of(u)
    from calendar_feeds f join users u on u.id = f.user_id
    where f.token_hash = decode(p ->> 'token_hash', 'hex') and f.revoked_at is null
      and u.is_active), jsonb_build_object('outcome', 'feed_not_found'))
$$;

-- Stores when a user studies: user_id, settings (time_zone, study_days, minutes_per_day, study_time).
-- Returns as `read_calendar`.
create or replace function save_calendar(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_given learner_settings := jsonb_populate_record(null::learner_settings, p -> 'settings');
begin
  perform lock_user(v_user);
  if not exists (select 1 from users where id = v_user) then
    return jsonb_build_object('outcome', 'no_user');
  end if;
  insert into learner_settings as s (user_id, time_zone, study_days, minutes_per_day, study_time)
  values (v_user, v_given.time_zone, v_given.study_days, v_given.minutes_per_day,
    v_given.study_time)
  on conflict (user_id) do update set time_zone = excluded.time_zone,
    study_days = excluded.study_days, minutes_per_day = excluded.minutes_per_day,
    study_time = excluded.study_time, updated_at = clock_timestamp()
  -- What was saved again as it stands has not changed: subscribers are told nothing.
  where (s.time_zone, s.study_days, s.minutes_per_day, s.study_time)
    is distinct from (excluded.time_zone, excluded.study_days, excluded.minutes_per_day,
      excluded.study_time);
  return read_calendar(p);
end $$;

-- Gives a user's calendar an address, in place of the one it had: user_id, token_hash, in hex.
-- Returns as `read_calendar`.
create or replace function make_calendar_feed(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
begin
  perform lock_user(v_user);
  if not exists (select 1 from users where id = v_user) then
    return jsonb_build_object('outcome', 'no_user');
  end if;
  insert into calendar_feeds (user_id, token_hash)
  values (v_user, decode(p ->> 'token_hash', 'hex'))
  on conflict (user_id) do update set token_hash = excluded.token_hash,
    created_at = clock_timestamp(), revoked_at = null;
  return read_calendar(p);
end $$;

-- Ends the address of a user's calendar: user_id. Returns `outcome`: revoked, also where there was none.
create or replace function revoke_calendar_feed(p jsonb) returns jsonb language plpgsql as $$
begin
  perform lock_user((p ->> 'user_id')::uuid);
  update calendar_feeds set revoked_at = clock_timestamp()
  where user_id = (p ->> 'user_id')::uuid and revoked_at is null;
  return jsonb_build_object('outcome', 'revoked');
end $$;
