-- Closes a ledger row with what the model reported.
create or replace function close_call(p_call uuid, p_ledger jsonb) returns void language sql as $$
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
    closed_at = clock_timestamp()
  where id = p_call and outcome is null;
$$;

-- Tokens the prompt of a turn may have: what of the dialogue fits p_bytes, and the track. Three bytes
-- a token errs high; an answer that is still to be written counts as its longest.
create or replace function prompt_tokens(p_chat uuid, p_answer uuid, p_bytes integer) returns integer
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

-- Gives back what a turn held and books what it cost: nothing, when the user's own key paid its last
-- call. The reservation is made for every turn, since the key may be gone by the time it is claimed.
create or replace function settle_tokens(p_message uuid, p_user uuid, p_spent integer) returns void
language sql as $$
  with held as (
    update chat_messages set reserved_tokens = 0 where id = p_message
    returning reserved_day,
      (select reserved_tokens from chat_messages old where old.id = p_message) as tokens
  )
  update usage_days d set reserved = greatest(0, d.reserved - held.tokens),
    spent = d.spent + case when (select c.own_key from ai_calls c where c.message_id = p_message
      order by c.opened_at desc, c.id desc limit 1) then 0 else p_spent end
  from held where d.user_id = p_user and d.day = held.reserved_day;
$$;

-- Holds tokens back from a day's budget; false when they do not fit. None always fit.
create or replace function reserve_tokens(p_user uuid, p_day date, p_tokens integer, p_limit integer)
returns boolean language plpgsql as $$
begin
  insert into usage_days (user_id, day) values (p_user, p_day) on conflict do nothing;
  update usage_days set reserved = reserved + p_tokens
  where user_id = p_user and day = p_day
    and (p_tokens = 0 or spent + reserved + p_tokens <= p_limit);
  return found;
end $$;

-- What a new turn of the user holds back at first: nothing when their own model will write it.
create or replace function first_reserve(p_user uuid, p_reserve integer) returns integer language sql stable as $$
  select case when own_model(p_user) is null then p_reserve else 0 end
$$;
