-- Opens another ledger row for a turn that calls the model once more: call_id, chat_id, message_id, attempt, kind,
-- model, own_key.
create or replace function open_call(p jsonb) returns jsonb language plpgsql as $$
begin
  -- First the chat: a row that names it and its user locks both a little.
  perform 1 from chats where id = (p ->> 'chat_id')::uuid for no key update;
  insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model, own_key,
    chat_type)
  select (p ->> 'call_id')::uuid, s.user_id, c.id, (p ->> 'message_id')::uuid, s.track_id,
    (p ->> 'attempt')::integer, p ->> 'kind', p ->> 'model',
    coalesce((p ->> 'own_key')::boolean, false), c.chat_type
  from chats c join chat_sessions s on s.id = c.session_id
  where c.id = (p ->> 'chat_id')::uuid
    and exists (select 1 from chat_messages where id = (p ->> 'message_id')::uuid);
  return jsonb_build_object('outcome', case when found then 'opened' else 'chat_not_found' end);
end $$;

-- Closes a ledger row with what the model reported, unless it is closed.
--   p_left: also one that was closed for a worker that seemed gone, without knowing what the model reported
create or replace function close_ledger_row(p_call uuid, p_ledger jsonb, p_left boolean default false)
returns void language sql as $$
  update ai_calls set
    requests = coalesce((p_ledger ->> 'requests')::integer, requests),
    model = coalesce(p_ledger ->> 'model', model),
    prompt_tokens = (p_ledger ->> 'prompt_tokens')::integer,
    cached_tokens = (p_ledger ->> 'cached_tokens')::integer,
    completion_tokens = (p_ledger ->> 'completion_tokens')::integer,
    token_source = p_ledger ->> 'token_source',
    first_token_ms = (p_ledger ->> 'first_token_ms')::integer,
    duration_ms = (p_ledger ->> 'duration_ms')::integer,
    outcome = p_ledger ->> 'outcome',
    error_code = p_ledger ->> 'error_code',
    price_usd = (p_ledger ->> 'price_usd')::numeric,
    closed_at = coalesce(closed_at, clock_timestamp())
  where id = p_call
    and (outcome is null or p_left and outcome = 'abandoned' and duration_ms is null);
$$;

-- As `close_ledger_row`: call_id, ledger.
create or replace function close_call(p jsonb) returns jsonb language plpgsql as $$
begin
  perform close_ledger_row((p ->> 'call_id')::uuid, p -> 'ledger');
  return jsonb_build_object('outcome', 'closed');
end $$;

-- Closes the row of a call whose worker found that the work is not its own any more. Nobody is charged for it; the row keeps
-- what the worker knows of it in place of what was estimated when another took over.
create or replace function close_lost_row(p_call uuid, p_ledger jsonb) returns void language sql as $$
  select close_ledger_row(p_call, p_ledger || '{"outcome": "abandoned", "error_code": null}', true)
$$;

-- As `close_lost_row`: call_id, ledger.
create or replace function close_lost_call(p jsonb) returns jsonb language plpgsql as $$
begin
  perform close_lost_row((p ->> 'call_id')::uuid, p -> 'ledger');
  return jsonb_build_object('outcome', 'closed');
end $$;

-- Closes what a worker that is gone left open of an answer, with what is known: the prompt that it noted, and the text of
-- its last checkpoint, about four bytes a token.
--   p_answer: as the worker left it
create or replace function close_left_calls(p_answer chat_messages, p_outcome text) returns void
language sql as $$
  update ai_calls set outcome = p_outcome, prompt_tokens = coalesce(prompt_tokens, 0),
    cached_tokens = 0, token_source = 'estimated', closed_at = clock_timestamp(),
    completion_tokens = ceil(greatest(0, octet_length(p_answer.message_content)
      - coalesce(octet_length((version_continued(p_answer)).content), 0)) / 4.0)::integer
  where message_id = p_answer.id and outcome is null
$$;

-- Tokens of an attempt's closed calls.
create or replace function tokens_of_attempt(p_message uuid, p_attempt integer) returns integer
language sql stable as $$
  select coalesce(sum(coalesce(prompt_tokens, 0) + coalesce(completion_tokens, 0)), 0)::integer
  from ai_calls where message_id = p_message and attempt = p_attempt and outcome is not null
$$;

-- Closes, at most `limit` of them, the rows of calls that nobody can be making any more: opened longer ago than any function
-- may run, as a greeting's whose function was killed. minutes: how long ago. Returns `count`.
create or replace function close_forgotten_calls(p jsonb) returns jsonb language plpgsql as $$
declare
  v_count integer;
begin
  update ai_calls set outcome = 'abandoned', closed_at = clock_timestamp()
  where id in (select id from ai_calls
    where outcome is null
      and opened_at < clock_timestamp() - make_interval(mins => (p ->> 'minutes')::integer)
    order by opened_at limit (p ->> 'limit')::integer for update skip locked);
  get diagnostics v_count = row_count;
  return jsonb_build_object('count', v_count);
end $$;

-- Tokens the prompt of a turn may have: what of the dialogue fits p_bytes, and the track. Three bytes a token errs high;
-- an answer that is still to be written counts as its longest.
--   p_answer: left out of the dialogue, as it will be written anew; p_added: bytes that the question adds.
create or replace function prompt_tokens(p_chat uuid, p_track uuid, p_answer uuid, p_added integer,
  p_bytes integer) returns integer language sql stable as $$
  select ceil((
    least(p_bytes, p_added + (
      select coalesce(sum(greatest(octet_length(n.message_content),
          case when n.status in ('pending', 'generating') then 4500 else 0 end) + 16), 0)
      from (select * from chat_messages m
        where m.chat_id = p_chat and m.id is distinct from p_answer
        order by m.position desc limit 400) n))
    + coalesce((
      select octet_length(t.title) + octet_length(t.skill_area) + octet_length(t.description)
        + octet_length(t.user_expectations)
        + least(16000, coalesce(octet_length(t.ai_generated_plan::text), 0))
      from learning_tracks t where t.id = p_track), 0)
    + coalesce((
      select sum(octet_length(m.title) + octet_length(m.learning_objectives::text) + 60)
      from course_modules m where m.track_id = p_track and m.archived_at is null), 0)
    ) / 3.0)::integer
$$;

-- Reserves tokens of a day's budget; false when they do not fit. None always fit: a turn that the user's own model
-- writes is opened also when the day's budget is spent.
create or replace function reserve_tokens(p_user uuid, p_day date, p_tokens integer, p_limit integer)
returns boolean language plpgsql as $$
begin
  insert into usage_days (user_id, day) values (p_user, p_day) on conflict do nothing;
  update usage_days set reserved = reserved + p_tokens
  where user_id = p_user and day = p_day
    and (p_tokens = 0 or spent + reserved + p_tokens <= p_limit);
  return found;
end $$;

-- A user's tokens a day: limit, guest_limit.
create or replace function limit_of(p_user users, p jsonb) returns integer language sql immutable as $$
  select case when p_user.is_guest then (p ->> 'guest_limit')::integer
    else (p ->> 'limit')::integer end
$$;

-- Frees what a turn reserved and books what it cost: nothing, when the user's own key paid its last call. The rows of the
-- ledger that are paid for get the day.
create or replace function settle_tokens(p_message uuid, p_user uuid, p_spent integer) returns void
language sql as $$
  update ai_calls c set spent_day = m.reserved_day from chat_messages m
  where m.id = p_message and c.message_id = m.id and c.attempt = m.attempt and p_spent > 0
    and not c.own_key and c.outcome <> 'abandoned';
  with freed as (
    update chat_messages set reserved_tokens = 0 where id = p_message
    returning reserved_day,
      (select reserved_tokens from chat_messages old where old.id = p_message) as tokens
  )
  update usage_days d set reserved = greatest(0, d.reserved - freed.tokens),
    spent = d.spent + case when (select c.own_key from ai_calls c where c.message_id = p_message
      order by c.opened_at desc, c.id desc limit 1) then 0 else p_spent end
  from freed where d.user_id = p_user and d.day = freed.reserved_day;
$$;
