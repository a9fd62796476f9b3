-- A ledger row in the shape of a sum, counted p_sign times: 1, or -1 to take it out again.
create or replace function facts_of(c ai_calls, p_sign bigint) returns setof usage_sums
language sql stable as $$
  select null::text, null::text, c.opened_at, c.kind::text, c.stage::text, c.chat_type, c.model, c.own_key,
    c.chat_id, c.track_id,
    p_sign,
    p_sign * c.requests,
    p_sign * coalesce(c.prompt_tokens, 0),
    p_sign * coalesce(c.cached_tokens, 0),
    p_sign * coalesce(c.completion_tokens, 0),
    p_sign * (coalesce(c.prompt_tokens, 0) + coalesce(c.completion_tokens, 0)),
    p_sign * case when c.token_source = 'estimated'
      then coalesce(c.prompt_tokens, 0) + coalesce(c.completion_tokens, 0) else 0 end,
    p_sign * coalesce((c.price_usd * 100000000)::bigint, 0),
    p_sign * case when c.price_usd is null then 1 else 0 end,
    p_sign * case when c.own_key
      then coalesce(c.prompt_tokens, 0) + coalesce(c.completion_tokens, 0) else 0 end,
    p_sign * case when c.outcome = 'complete' then 1 else 0 end,
    p_sign * case when c.outcome = 'truncated' then 1 else 0 end,
    p_sign * case when c.outcome = 'stopped' then 1 else 0 end,
    p_sign * case when c.outcome = 'failed' then 1 else 0 end,
    p_sign * case when c.outcome = 'abandoned' then 1 else 0 end
$$;

-- The sums that a fact is added to: by the clock, by group, by chat and by track. What one does not tell apart is null.
create or replace function spans_of(f usage_sums) returns table (part text, span text,
  starts_at timestamptz, kind text, stage text, chat_type varchar, model varchar, own_key boolean,
  chat_id uuid, track_id uuid) language sql stable as $$
  values
    ('clock', 'quarter', date_bin('15 minutes', f.starts_at, 'epoch'), null::text, null::text,
      null::varchar, null::varchar, null::boolean, null::uuid, null::uuid),
    ('clock', 'hour', date_trunc('hour', f.starts_at, 'UTC'), null, null, null, null, null, null,
      null),
    ('group', 'day', date_trunc('day', f.starts_at, 'UTC'), f.kind, f.stage, f.chat_type, f.model,
      f.own_key, null, null),
    ('group', 'month', date_trunc('month', f.starts_at, 'UTC'), f.kind, f.stage, f.chat_type,
      f.model, f.own_key, null, null),
    ('chat', 'day', date_trunc('day', f.starts_at, 'UTC'), null, null, null, null, null, f.chat_id,
      null),
    ('chat', 'month', date_trunc('month', f.starts_at, 'UTC'), null, null, null, null, null,
      f.chat_id, null),
    ('track', 'day', date_trunc('day', f.starts_at, 'UTC'), null, null, null, null, null, null,
      f.track_id),
    ('track', 'month', date_trunc('month', f.starts_at, 'UTC'), null, null, null, null, null, null,
      f.track_id)
$$;

-- Where a time in milliseconds is counted in `usage_speeds`: bucket n holds what is over 1.04^(n-1) and at most 1.04^n.
create or replace function speed_bucket(p_ms integer) returns integer language sql immutable as $$
  select ceil(ln(greatest(p_ms, 1)::float8) / ln(1.04::float8))::integer
$$;

-- The time that stands for a bucket: at most 2 % from any in it, and rounded to whole milliseconds.
create or replace function bucket_ms(p_bucket integer) returns integer language sql immutable as $$
  select round(power(1.04::float8, p_bucket) * 2 / 2.04)::integer
$$;

-- Adds closed ledger rows to the sums, and takes out those that changed since they were: limit, of each at most so many.
-- A row is marked and added in one statement, so that it counts once whenever it comes. Rows that others are changing
-- wait for the next time: this one waits for nobody. One roll-up runs at a time.
-- Returns `outcome`: rolled_up | busy, and `count`.
create or replace function roll_up_calls(p jsonb) returns jsonb language plpgsql as $$
declare
  v_limit integer := coalesce((p ->> 'limit')::integer, 5000);
  v_added integer;
  v_removed integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('roll_up_calls', 0)) then
    return jsonb_build_object('outcome', 'busy', 'count', 0);
  end if;
  with taken as (
    select id from ai_calls where outcome is not null and not rolled_up
    order by opened_at limit v_limit for update skip locked
  ), added as (
    update ai_calls c set rolled_up = true from taken t where c.id = t.id returning c as call
  ), removed as (
    delete from usage_corrections where id in (
      select id from usage_corrections order by id limit v_limit for update skip locked)
    returning jsonb_populate_record(null::ai_calls, call) as call
  ), calls as (
    select call, 1::bigint as sign from added union all select call, -1 from removed
  ), sums as (
    insert into usage_sums as s
    select x.part, x.span, x.starts_at, x.kind, x.stage, x.chat_type, x.model, x.own_key, x.chat_id,
      x.track_id,
      sum(f.calls), sum(f.requests), sum(f.prompt_tokens), sum(f.cached_tokens),
      sum(f.completion_tokens), sum(f.tokens), sum(f.estimated_tokens), sum(f.price_units),
      sum(f.unpriced_calls), sum(f.own_key_tokens), sum(f.complete), sum(f.truncated),
      sum(f.stopped), sum(f.failed), sum(f.abandoned)
    from calls cross join lateral facts_of(calls.call, calls.sign) f
    cross join lateral spans_of(f) x
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    on conflict (part, span, starts_at, kind, stage, chat_type, model, own_key, chat_id, track_id)
    do update set
      calls = s.calls + excluded.calls, requests = s.requests + excluded.requests,
      prompt_tokens = s.prompt_tokens + excluded.prompt_tokens,
      cached_tokens = s.cached_tokens + excluded.cached_tokens,
      completion_tokens = s.completion_tokens + excluded.completion_tokens,
      tokens = s.tokens + excluded.tokens,
      estimated_tokens = s.estimated_tokens + excluded.estimated_tokens,
      price_units = s.price_units + excluded.price_units,
      unpriced_calls = s.unpriced_calls + excluded.unpriced_calls,
      own_key_tokens = s.own_key_tokens + excluded.own_key_tokens,
      complete = s.complete + excluded.complete, truncated = s.truncated + excluded.truncated,
      stopped = s.stopped + excluded.stopped, failed = s.failed + excluded.failed,
      abandoned = s.abandoned + excluded.abandoned
  ), speeds as (
    insert into usage_speeds as s
    select x.span, date_trunc(x.span, (call).opened_at, 'UTC'), (call).model, (call).kind, m.measure,
      speed_bucket(m.ms), sum(sign)
    from calls
    cross join (values ('day'), ('month')) x (span)
    cross join lateral (values ('first_token', (call).first_token_ms),
      ('answer', (call).duration_ms)) m (measure, ms)
    where (call).outcome in ('complete', 'truncated') and m.ms is not null
    group by 1, 2, 3, 4, 5, 6
    on conflict (span, starts_at, model, kind, measure, bucket)
    do update set calls = s.calls + excluded.calls
  )
  select (select count(*) from added), (select count(*) from removed) into v_added, v_removed;
  if v_removed > 0 then
    -- What is deleted leaves nothing, not even its id.
    delete from usage_sums where part in ('chat', 'track') and calls = 0;
  end if;
  return jsonb_build_object('outcome', 'rolled_up', 'count', v_added + v_removed);
end $$;
