-- How far tracks came, as their rows say it. A dialogue is what was said in the chats of a track's planning session, without
-- study chats, and begins with its first message.
--   plan_shown_at: of the first whole answer of the mentor, as `finalization` takes it for a plan
--   replied: the learner wrote after it; finalized_at: of the first whole finalisation
--   module_opened: a module has a study chat, or was begun; completed: the track is, or all modules in force are
--   messages: of both sides before the first finalisation, or all; returns: of them the learner's that came 30 minutes or
--     more after the message before
create or replace function milestones_of(p_tracks uuid[]) returns setof track_milestones
language sql stable as $$
  select t.id, d.began_at, d.plan_shown_at,
    exists (select 1 from chats c join chat_messages m on m.chat_id = c.id
      where c.session_id = s.id and c.module_id is null and m.sender_type = 'user'
        and m.message_type in ('text', 'plan') and m.timestamp >= d.plan_shown_at),
    d.finalized_at,
    exists (select 1 from course_modules o where o.track_id = t.id
      and (o.status in ('in_progress', 'completed')
        or exists (select 1 from chats c where c.module_id = o.id))),
    t.status = 'completed' or coalesce((select bool_and(o.status = 'completed')
      from course_modules o where o.track_id = t.id and o.archived_at is null), false),
    b.messages, b.returns
  from learning_tracks t
  join chat_sessions s on s.track_id = t.id
  cross join lateral (
    select min(m.timestamp) as began_at,
      min(m.timestamp) filter (where m.sender_type = 'ai' and m.status = 'complete'
        and m.message_type <> 'finalization') as plan_shown_at,
      min(m.timestamp) filter (where m.sender_type = 'ai' and m.status = 'complete'
        and m.message_type = 'finalization') as finalized_at
    from chats c join chat_messages m on m.chat_id = c.id
    where c.session_id = s.id and c.module_id is null
  ) d
  cross join lateral (
    select count(*)::integer as messages,
      (count(*) filter (where x.sender_type = 'user'
        and x.timestamp >= x.previous + interval '30 minutes'))::integer as returns
    from (
      select m.sender_type, m.timestamp,
        lag(m.timestamp) over (order by m.timestamp, m.position) as previous
      from chats c join chat_messages m on m.chat_id = c.id
      where c.session_id = s.id and c.module_id is null and m.message_type <> 'finalization'
        and (d.finalized_at is null or m.timestamp < d.finalized_at)
    ) x
  ) b
  where t.id = any (p_tracks) and d.began_at is not null
$$;

-- Everybody's milestones as they are now: stored ones, and those of marked tracks as their rows say it.
create or replace function current_milestones() returns setof track_milestones
language sql stable as $$
  select m.* from track_milestones m
  where not exists (select 1 from track_marks k where k.track_id = m.track_id)
  union all
  select * from milestones_of(array(select distinct track_id from track_marks))
$$;

-- Stores the milestones of marked tracks anew: limit, at most so many marks. A track that is just being deleted, or changed
-- in its place, waits for the next time: this one waits for nobody. Returns `count`, of tracks.
create or replace function refresh_milestones(p jsonb) returns jsonb language plpgsql as $$
declare
  v_tracks uuid[];
  v_gone uuid[];
  v_count integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('refresh_milestones', 0)) then
    return jsonb_build_object('count', 0);
  end if;
  select array_agg(distinct k.track_id) into v_tracks
  from (select track_id from track_marks order by id
    limit coalesce((p ->> 'limit')::integer, 2000)) k;
  select array_agg(x) into v_gone from unnest(v_tracks) x
  where not exists (select 1 from learning_tracks t where t.id = x);
  select array_agg(t.id) into v_tracks from (
    select id from learning_tracks where id = any (v_tracks) order by id
    for key share skip locked) t;
  -- The marks go first: what is marked from now on is not seen by this statement, and is marked still.
  with unmarked as (
    delete from track_marks where track_id = any (v_tracks || v_gone) returning track_id
  ), stored as (
    insert into track_milestones as s
    select m.* from milestones_of(v_tracks) m
    on conflict (track_id) do update set began_at = excluded.began_at,
      plan_shown_at = excluded.plan_shown_at, replied = excluded.replied,
      finalized_at = excluded.finalized_at, module_opened = excluded.module_opened,
      completed = excluded.completed, messages = excluded.messages, returns = excluded.returns
  )
  select count(distinct track_id) into v_count from unmarked;
  return jsonb_build_object('count', v_count);
end $$;
