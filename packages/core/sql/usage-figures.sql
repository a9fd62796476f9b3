-- What calls took, by day, place, stage, model or operation: sums, and rows that the sums do not have yet.

-- Ledger rows of all users that sums of whole UTC days do not have, or have wrongly (`sign` -1). e: as in `usage_facts`.
create or replace function loose_calls(e timestamptz[]) returns table (call ai_calls, sign bigint)
language sql stable as $$
  select c, 1::bigint from ai_calls c
  where c.outcome is not null and c.opened_at >= e[1] and c.opened_at < e[2]
  union all
  select c, 1 from ai_calls c
  where c.outcome is not null and c.opened_at >= e[5] and c.opened_at < e[6]
  union all
  select c, 1 from ai_calls c
  where c.outcome is not null and not c.rolled_up and c.opened_at >= e[2] and c.opened_at < e[5]
  union all
  select c, -1 from usage_corrections x
  cross join lateral jsonb_populate_record(null::ai_calls, x.call) c
  where c.opened_at >= e[2] and c.opened_at < e[5]
$$;

-- What a user's closed ledger rows of a range add to sums; of all users where the user is null: from the sums of a part,
-- coarse ones in the middle and those of days beside them, from the ledger at the edges, and what sums do not have yet.
--   e: as `edges` of `analytics_range`; p_span: of the coarse sums
--   p_split: hours that are left to their quarters
create or replace function usage_facts(p_owner uuid, p_part text, p_span text, e timestamptz[],
  p_split timestamptz[]) returns setof usage_sums
language sql stable as $$
  select f.* from ai_calls c cross join lateral facts_of(c, 1) f
  where p_owner is not null and c.user_id = p_owner and c.outcome is not null
    and c.opened_at >= e[1] and c.opened_at < e[6]
  union all
  select s.* from usage_sums s
  where p_owner is null and s.part = p_part and s.span = p_span
    and s.starts_at >= e[3] and s.starts_at < e[4] and s.starts_at <> all (p_split)
  union all
  select s.* from usage_sums s
  where p_owner is null and s.part = p_part and s.span = 'quarter'
    and s.starts_at = any (array(select h + n * interval '15 minutes'
      from unnest(p_split) h cross join generate_series(0, 3) n))
    and s.starts_at >= e[3] and s.starts_at < e[4]
  union all
  select s.* from usage_sums s
  where p_owner is null and s.part = p_part and s.span = 'day'
    and s.starts_at >= e[2] and s.starts_at < e[3]
  union all
  select s.* from usage_sums s
  where p_owner is null and s.part = p_part and s.span = 'day'
    and s.starts_at >= e[4] and s.starts_at < e[5]
  union all
  select f.* from loose_calls(e) l cross join lateral facts_of(l.call, l.sign) f
  where p_owner is null
$$;

-- What everybody's chats or tracks are ranked by, straight from the sums: a year of them is a hundred thousand rows. e: as in
-- `usage_facts`; `calls`: of whole numbers float8 is exact, and quicker to sum up.
create or replace function place_tokens(p_part text, e timestamptz[])
returns table (place uuid, tokens float8, calls float8) language sql stable as $$
  select s.chat_id, s.tokens::float8, s.calls::float8 from usage_chats_by_month s
  where p_part = 'chat' and s.starts_at >= e[3] and s.starts_at < e[4]
  union all
  select s.chat_id, s.tokens::float8, s.calls::float8 from usage_chats_by_day s
  where p_part = 'chat' and s.starts_at >= e[2] and s.starts_at < e[3]
  union all
  select s.chat_id, s.tokens::float8, s.calls::float8 from usage_chats_by_day s
  where p_part = 'chat' and s.starts_at >= e[4] and s.starts_at < e[5]
  union all
  select s.track_id, s.tokens::float8, s.calls::float8 from usage_tracks_by_month s
  where p_part = 'track' and s.starts_at >= e[3] and s.starts_at < e[4]
  union all
  select s.track_id, s.tokens::float8, s.calls::float8 from usage_tracks_by_day s
  where p_part = 'track' and s.starts_at >= e[2] and s.starts_at < e[3]
  union all
  select s.track_id, s.tokens::float8, s.calls::float8 from usage_tracks_by_day s
  where p_part = 'track' and s.starts_at >= e[4] and s.starts_at < e[5]
  union all
  select case p_part when 'chat' then (l.call).chat_id else (l.call).track_id end,
    (l.sign * (coalesce((l.call).prompt_tokens, 0) + coalesce((l.call).completion_tokens, 0)))::float8,
    l.sign::float8
  from loose_calls(e) l
$$;

-- Which sums tell apart what usage is asked by: what `usage_facts` takes.
create or replace function usage_source(p_by text, p_starts timestamptz[], p_end timestamptz,
  p_edges timestamptz[], out part text, out span text, out edges timestamptz[],
  out split timestamptz[]) language plpgsql stable as $$
begin
  part := case when p_by = 'day' then 'clock' when p_by in ('track', 'chat') then p_by
    else 'group' end;
  span := case when p_by = 'day' then 'hour' else 'month' end;
  edges := p_edges;
  split := '{}';
  if p_by = 'day' then
    edges := array[p_starts[1], p_starts[1], p_starts[1], p_end, p_end, p_end];
    -- In zones with half hours and quarters days begin inside of hours.
    split := array(select date_trunc('hour', b, 'UTC') from unnest(p_starts || p_end) b
      where date_trunc('hour', b, 'UTC') <> b);
  end if;
end $$;

-- Calls, tokens and money of a range, summed up: what `analytics_range` takes, and by: day, track, chat, chat_type, stage,
-- model, operation; limit, after: the part of the rows. One snapshot: what is summed up meanwhile counts once.
-- Returns `outcome`: found | what `analytics_range` refuses, with the fields of the contract's `usageAnswer`.
create or replace function read_usage(p jsonb) returns jsonb language plpgsql stable
set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
declare
  r record;
begin
  r := analytics_range(p);
  if r.outcome is not null then
    return jsonb_build_object('outcome', r.outcome);
  end if;
  return jsonb_build_object('outcome', 'found', 'by', p ->> 'by',
      'total', usage_total(r.owner, r.edges))
    || range_json(p, r.zone, r.days)
    || usage_rows(p, r.owner, r.days, r.starts, r.ends_at, r.edges);
end $$;

-- Rows of `read_usage`, with `next`: the rest as `analytics_range` has it. Planned with `read_usage`'s settings.
create or replace function usage_rows(p jsonb, p_owner uuid, p_days date[], p_starts timestamptz[],
  p_end timestamptz, p_edges timestamptz[]) returns jsonb language plpgsql stable as $$
declare
  src record := usage_source(p ->> 'by', p_starts, p_end, p_edges);
  v_by text := p ->> 'by';
  v_limit integer := coalesce((p ->> 'limit')::integer,
    case when p ->> 'by' in ('track', 'chat') then 100 else 1000 end);
  -- Days come in order; other rows by tokens, most first.
  v_sort bigint := split_part(p ->> 'after', '.', 1)::bigint;
  v_name text collate "C" := substr(p ->> 'after', strpos(p ->> 'after', '.') + 1);
  v_none constant uuid := '00000000-0000-0000-0000-000000000000';
  v_place uuid := v_none;
  -- Everybody's chats or tracks, which are many.
  v_wide boolean;
  -- Nothing is to be taken out of the sums: no place is left without calls.
  v_whole boolean := not exists (select from usage_corrections);
begin
  v_wide := p_owner is null and v_by in ('track', 'chat');
  if v_by in ('track', 'chat') then
    v_place := case when pg_input_is_valid(v_name, 'uuid') then v_name::uuid else v_none end;
    v_name := '';
  end if;
  -- Places are told apart by their ids, which is quicker than by text; everything else by its name. All of them are ranked,
  -- and of the page's alone are all sums read: those of a place by its index.
  return (with facts as not materialized (
    select coalesce(case v_by when 'track' then f.track_id when 'chat' then f.chat_id end, v_none)
        as place,
      coalesce(case v_by when 'day' then p_days[width_bucket(f.starts_at, p_starts)]::text
        when 'chat_type' then f.chat_type when 'stage' then f.stage when 'model' then f.model
        when 'operation' then f.kind end, '') collate "C" as name, f.*
    from usage_facts(p_owner, src.part, src.span, src.edges, src.split) f
  ), ranked as (
    select place, name, sum(tokens::float8) as sort from facts where v_by <> 'day' and not v_wide
    group by place, name having sum(calls::float8) <> 0
    union all
    select coalesce(x.place, v_none), '', x.sort
    from (
      select t.place, sum(t.tokens) as sort from place_tokens(v_by, src.edges) t where v_wide
      group by t.place having v_whole or sum(t.calls) <> 0
    ) x
    union all
    select v_none, d::text collate "C", -n from unnest(p_days) with ordinality x (d, n)
    where v_by = 'day'
  ), page as (
    select x.place, x.name, x.sort::bigint as sort,
      row_number() over (order by x.sort desc, x.place, x.name) as n,
      case when place = v_none then name else place::text end as key
    from (
      select place, name, sort from ranked
      where v_sort is null or sort < v_sort or sort = v_sort and (place, name) > (v_place, v_name)
      order by sort desc, place, name limit v_limit + 1
    ) x
  ), rows as (
    select page.n, page.sort, page.key, jsonb_build_object(
      'calls', coalesce(sum(f.calls), 0), 'requests', coalesce(sum(f.requests), 0),
      'prompt_tokens', coalesce(sum(f.prompt_tokens), 0),
      'cached_tokens', coalesce(sum(f.cached_tokens), 0),
      'completion_tokens', coalesce(sum(f.completion_tokens), 0),
      'tokens', coalesce(sum(f.tokens), 0),
      'estimated_tokens', coalesce(sum(f.estimated_tokens), 0),
      'price_usd', coalesce(sum(f.price_units), 0) / 100000000,
      'unpriced_calls', coalesce(sum(f.unpriced_calls), 0),
      'own_key_tokens', coalesce(sum(f.own_key_tokens), 0),
      'complete', coalesce(sum(f.complete), 0), 'truncated', coalesce(sum(f.truncated), 0),
      'stopped', coalesce(sum(f.stopped), 0), 'failed', coalesce(sum(f.failed), 0),
      'abandoned', coalesce(sum(f.abandoned), 0)) as counts
    from page left join facts f on f.place = page.place and f.name = page.name
      and case when not v_wide then true
        when v_by = 'chat' then f.chat_id = any (array(select place from page)) or f.chat_id is null
        else f.track_id = any (array(select place from page)) or f.track_id is null end
    where page.n <= v_limit group by page.n, page.sort, page.key
  )
  select jsonb_build_object(
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('key', nullif(key, ''),
          'label', case when p_owner is not null then usage_label(p_owner, v_by, nullif(key, '')) end)
        || counts order by n), '[]') from rows),
    'next', (select sort || '.' || key from rows
      where n = v_limit and exists (select 1 from page where page.n > v_limit)))
);
end $$;

-- The sums of all calls in a range: of a user, of all users where the user is null.
create or replace function usage_total(p_owner uuid, p_edges timestamptz[]) returns jsonb
language plpgsql stable set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
begin
  return (select jsonb_build_object(
      'calls', coalesce(sum(f.calls), 0), 'requests', coalesce(sum(f.requests), 0),
      'prompt_tokens', coalesce(sum(f.prompt_tokens), 0),
      'cached_tokens', coalesce(sum(f.cached_tokens), 0),
      'completion_tokens', coalesce(sum(f.completion_tokens), 0),
      'tokens', coalesce(sum(f.tokens), 0),
      'estimated_tokens', coalesce(sum(f.estimated_tokens), 0),
      'price_usd', coalesce(sum(f.price_units), 0) / 100000000,
      'unpriced_calls', coalesce(sum(f.unpriced_calls), 0),
      'own_key_tokens', coalesce(sum(f.own_key_tokens), 0),
      'complete', coalesce(sum(f.complete), 0), 'truncated', coalesce(sum(f.truncated), 0),
      'stopped', coalesce(sum(f.stopped), 0), 'failed', coalesce(sum(f.failed), 0),
      'abandoned', coalesce(sum(f.abandoned), 0))
    from usage_facts(p_owner, 'group', 'month', p_edges, '{}') f);
end $$;

-- The title of a user's own track or chat.
create or replace function usage_label(p_owner uuid, p_by text, p_key text) returns text
language sql stable as $$
  select case p_by
    when 'track' then (select t.title from learning_tracks t
      where t.id = p_key::uuid and t.user_id = p_owner)
    when 'chat' then (select c.chat_name from chats c join chat_sessions s on s.id = c.session_id
      where c.id = p_key::uuid and s.user_id = p_owner) end
$$;
