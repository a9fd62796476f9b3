-- The days of a range in a zone and when each begins: user_id, scope (mine | all); from, to: days, the last 30 where they are
-- left out; time_zone: the user's own where it is left out; max_days.
--   starts: the beginning of each day, by the first clock where clocks go back over midnight; ends_at: the end of the last
--   edges: where the range begins, its whole UTC days, its whole UTC months; where those end, the days, the range
-- `outcome` is null, or the refusal: unknown_zone | backwards | too_long.
create or replace function analytics_range(p jsonb, out outcome text, out owner uuid, out zone text,
  out days date[], out starts timestamptz[],
  out ends_at timestamptz, out edges timestamptz[]) language plpgsql stable as $$
declare
  v_from date := (p ->> 'from')::date;
  v_to date := (p ->> 'to')::date;
  v_start timestamptz;
begin
  owner := case when p ->> 'scope' = 'all' then null else (p ->> 'user_id')::uuid end;
  zone := coalesce(p ->> 'time_zone', (select s.time_zone from learner_settings s
    where s.user_id = (p ->> 'user_id')::uuid), 'UTC');
  begin
    v_to := coalesce(v_to, greatest((now() at time zone zone)::date, v_from));
  exception when invalid_parameter_value then
    outcome := 'unknown_zone';
    return;
  end;
  v_from := coalesce(v_from, v_to - 29);
  outcome := case when v_from > v_to then 'backwards'
    when v_to - v_from >= (p ->> 'max_days')::integer then 'too_long' end;
  if outcome is not null then
    return;
  end if;
  select array_agg(x.day order by x.day) filter (where x.day <= v_to),
    array_agg(x.start order by x.day) filter (where x.day <= v_to), min(x.start), max(x.start)
  into days, starts, v_start, ends_at
  from (
    select d.day, case when ((s.start - interval '1 hour') at time zone zone)::date = d.day
      then s.start - interval '1 hour' else s.start end as start
    from (select v_from + n as day from generate_series(0, v_to - v_from + 1) n) d
    cross join lateral (select d.day::timestamp at time zone zone as start) s
  ) x;
  edges := case when owner is null then wide_edges_of(v_start, ends_at)
    else edges_of(v_start, ends_at) end;
end $$;

-- A span's edges, as in `analytics_range`, for everybody's calls: where there are none outside, as after today, it is as long as
-- its months, which have them whole.
create or replace function wide_edges_of(p_from timestamptz, p_to timestamptz) returns timestamptz[]
language sql stable as $$
  select edges_of(
    case when exists (select 1 from ai_calls where opened_at < p_from) then p_from
      else date_trunc('month', p_from, 'UTC') end,
    case when exists (select 1 from ai_calls where opened_at >= p_to) then p_to
      else (date_trunc('month', p_to at time zone 'UTC') + interval '1 month') at time zone 'UTC' end)
$$;

-- A span's edges, as in `analytics_range`: where it begins, and six moments in order.
create or replace function edges_of(p_from timestamptz, p_to timestamptz) returns timestamptz[]
language sql stable as $$
  select array[p_from, d.first, m.first, greatest(m.first, date_trunc('month', d.last, 'UTC')),
    d.last, p_to]
  from (
    select least(p_to, date_trunc('day', p_from + interval '1 day' - interval '1 us', 'UTC')) as first
  ) f
  cross join lateral (
    select f.first, greatest(f.first, date_trunc('day', p_to, 'UTC')) as last
  ) d
  cross join lateral (
    select least(d.last, date_trunc('month',
      (d.first at time zone 'UTC' + interval '1 month' - interval '1 us') at time zone 'UTC', 'UTC'))
      as first
  ) m
$$;

-- A range as answers have it.
create or replace function range_json(p jsonb, p_zone text, p_days date[]) returns jsonb
language sql immutable as $$
  select jsonb_build_object('scope', coalesce(p ->> 'scope', 'mine'), 'time_zone', p_zone,
    'from', p_days[1], 'to', p_days[array_upper(p_days, 1)])
$$;

-- How long answers took, by model and operation: what `analytics_range` takes. Calls that came whole or were cut by the
-- model's limit; percentiles by nearest rank: exact of one's own, of all to 2 % (`bucket_ms`).
-- Returns `outcome`: found | what `analytics_range` refuses, with the fields of the contract's `responseTimes`.
create or replace function read_response_times(p jsonb) returns jsonb language plpgsql stable
set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
declare
  r record;
begin
  r := analytics_range(p);
  if r.outcome is not null then
    return jsonb_build_object('outcome', r.outcome);
  end if;
  return jsonb_build_object('outcome', 'found', 'rows', coalesce(case when r.owner is null
      then all_response_times(r.edges)
      else (select jsonb_agg(jsonb_build_object('model', x.model, 'operation', x.kind,
          'calls', x.calls, 'first_token_p50_ms', x.first[1], 'first_token_p95_ms', x.first[2],
          'answer_p50_ms', x.answer[1], 'answer_p95_ms', x.answer[2])
          order by x.calls desc, x.model, x.kind)
        from (
          select c.model, c.kind, count(*) as calls,
            percentile_disc(array[0.5, 0.95]) within group (order by c.first_token_ms) as first,
            percentile_disc(array[0.5, 0.95]) within group (order by c.duration_ms) as answer
          from ai_calls c
          where c.user_id = r.owner and c.opened_at >= (r.edges)[1] and c.opened_at < (r.edges)[6]
            and c.outcome in ('complete', 'truncated')
          group by c.model, c.kind) x) end, '[]'))
    || range_json(p, r.zone, r.days);
end $$;

-- Response times of all users from histograms: of whole UTC months, of days beside them, and of loose calls.
create or replace function all_response_times(e timestamptz[]) returns jsonb
language plpgsql stable set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
begin
  return (
    with counted as (
      select x.model, x.kind, x.measure, x.bucket, sum(x.calls) as calls
      from (
        select model, kind, measure, bucket, calls from usage_speeds
        where span = 'month' and starts_at >= e[3] and starts_at < e[4]
        union all
        select model, kind, measure, bucket, calls from usage_speeds
        where span = 'day' and starts_at >= e[2] and starts_at < e[3]
        union all
        select model, kind, measure, bucket, calls from usage_speeds
        where span = 'day' and starts_at >= e[4] and starts_at < e[5]
        union all
        select (l.call).model, (l.call).kind, m.measure, speed_bucket(m.ms), l.sign
        from loose_calls(e) l
        cross join lateral (values ('first_token', (l.call).first_token_ms),
          ('answer', (l.call).duration_ms)) m (measure, ms)
        where (l.call).outcome in ('complete', 'truncated') and m.ms is not null
      ) x group by 1, 2, 3, 4
    ), upto as (
      select c.*, sum(c.calls) over w as upto, sum(c.calls) over (partition by model, kind, measure) as n
      from counted c window w as (partition by model, kind, measure order by bucket)
    ), ranks as (
      select model, kind,
        min(bucket) filter (where measure = 'first_token' and upto >= ceil(n * 0.5)) as first50,
        min(bucket) filter (where measure = 'first_token' and upto >= ceil(n * 0.95)) as first95,
        min(bucket) filter (where measure = 'answer' and upto >= ceil(n * 0.5)) as answer50,
        min(bucket) filter (where measure = 'answer' and upto >= ceil(n * 0.95)) as answer95
      from upto where calls > 0 group by model, kind
    ), ended as (
      select f.model, f.kind, sum(f.complete + f.truncated) as calls
      from usage_facts(null, 'group', 'month', e, '{}') f
      group by 1, 2 having sum(f.complete + f.truncated) > 0
    )
    select jsonb_agg(jsonb_build_object('model', e.model, 'operation', e.kind, 'calls', e.calls,
        'first_token_p50_ms', bucket_ms(k.first50), 'first_token_p95_ms', bucket_ms(k.first95),
        'answer_p50_ms', bucket_ms(k.answer50), 'answer_p95_ms', bucket_ms(k.answer95))
      order by e.calls desc, e.model, e.kind)
    from ended e left join ranks k on k.model = e.model and k.kind = e.kind);
end $$;

-- Milestones of a user's tracks, of everybody's where the user is null.
create or replace function milestones(p_owner uuid) returns setof track_milestones
language sql stable as $$
  select * from milestones_of(array(select id from learning_tracks where user_id = p_owner))
  where p_owner is not null
  union all
  select * from current_milestones() where p_owner is null
$$;

-- Planning dialogues that began in a range: what `analytics_range` takes.
-- Returns `outcome`: found | what `analytics_range` refuses, with the fields of the contract's `planning`.
create or replace function read_planning(p jsonb) returns jsonb language plpgsql stable
set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
declare
  r record;
begin
  r := analytics_range(p);
  if r.outcome is not null then
    return jsonb_build_object('outcome', r.outcome);
  end if;
  return range_json(p, r.zone, r.days) || (
    select jsonb_build_object('outcome', 'found', 'dialogues', x.dialogues,
      'finalized', x.finalized, 'share_finalized', round(x.finalized::numeric / nullif(x.dialogues, 0), 4),
      'messages_to_finalization', case when x.finalized > 0 then jsonb_build_object(
        'mean', round(x.messages_mean, 2), 'p50', x.messages[1], 'p95', x.messages[2]) end,
      'minutes_to_finalization', case when x.finalized > 0 then jsonb_build_object(
        'mean', round(x.minutes_mean, 2), 'p50', x.minutes[1], 'p95', x.minutes[2]) end,
      'unfinished', x.dialogues - x.finalized, 'returned', x.returned, 'returns', x.returns)
    from (
      select count(*) as dialogues, count(m.finalized_at) as finalized,
        avg(m.messages) filter (where m.finalized_at is not null) as messages_mean,
        percentile_disc(array[0.5, 0.95]) within group (order by m.messages)
          filter (where m.finalized_at is not null) as messages,
        avg(m.minutes) as minutes_mean,
        percentile_disc(array[0.5, 0.95]) within group (order by m.minutes) as minutes,
        count(*) filter (where m.returns > 0) as returned, coalesce(sum(m.returns), 0) as returns
      from (
        select m.*, round(extract(epoch from m.finalized_at - m.began_at) / 60, 2) as minutes
        from milestones(r.owner) m
        where m.began_at >= (r.starts)[1] and m.began_at < r.ends_at
      ) m
    ) x);
end $$;

-- How far the tracks came whose first plan was shown in a range: what `analytics_range` takes. A track that came to a step
-- counts for those before it.
-- Returns `outcome`: found | what `analytics_range` refuses, with the fields of the contract's `funnel`.
create or replace function read_funnel(p jsonb) returns jsonb language plpgsql stable
set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
declare
  r record;
begin
  r := analytics_range(p);
  if r.outcome is not null then
    return jsonb_build_object('outcome', r.outcome);
  end if;
  return jsonb_build_object('outcome', 'found') || range_json(p, r.zone, r.days) || (
    select jsonb_build_object('steps', jsonb_agg(jsonb_build_object('step', s.step,
        'tracks', s.tracks, 'share', round(s.tracks::numeric / nullif(x.shown, 0), 4))
      order by s.n))
    from (
      select count(*) as shown,
        count(*) filter (where m.replied or m.finalized_at is not null or m.module_opened or m.completed)
          as replied,
        count(*) filter (where m.finalized_at is not null or m.module_opened or m.completed)
          as finalized,
        count(*) filter (where m.module_opened or m.completed) as opened,
        count(*) filter (where m.completed) as completed
      from milestones(r.owner) m
      where m.plan_shown_at >= (r.starts)[1] and m.plan_shown_at < r.ends_at
    ) x
    cross join lateral (values (1, 'plan_shown', x.shown), (2, 'first_reply', x.replied),
      (3, 'finalized', x.finalized), (4, 'first_module_opened', x.opened),
      (5, 'completed', x.completed)) s (n, step, tracks));
end $$;
