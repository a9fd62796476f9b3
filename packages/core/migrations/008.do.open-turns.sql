-- Turns are opened within a user's limits. One that a model of the user's own will write needs no budget: nothing is
-- held back for it, so it is taken also when the day's is spent. Should the key be gone by the time the turn is
-- claimed, it fails instead of being paid by nobody.

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
create function first_reserve(p_user uuid, p_reserve integer) returns integer language sql stable as $$
  select case when own_model(p_user) is null then p_reserve else 0 end
$$;

-- Looks over a turn that `accept_turn` or `repeat_turn` has just opened with p_reserve tokens held back:
-- raises 'too_many_turns' beyond p_most unfinished turns of the user, holds back what the prompt may
-- cost too, and raises 'budget_exhausted' where that does not fit. Modules may take a second call.
-- Where nothing was held back nothing is added.
create function check_opened(p_user uuid, p_turn jsonb, p_reserve integer, p_limit integer,
  p_guest_limit integer, p_bytes integer, p_most integer) returns void language plpgsql as $$
declare
  v_answer chat_messages;
  v_more integer;
begin
  if turns_open(p_user) > p_most then
    raise exception 'too_many_turns' using errcode = 'AP429';
  end if;
  if p_reserve = 0 then
    return;
  end if;
  select * into v_answer from chat_messages where id = (p_turn ->> 'answer_id')::uuid;
  v_more := (p_reserve + prompt_tokens(v_answer.chat_id, v_answer.id, p_bytes))
    * case when v_answer.message_type = 'finalization' then 2 else 1 end - v_answer.reserved_tokens;
  if v_more <= 0 then
    return;
  end if;
  if not reserve_tokens(p_user, v_answer.reserved_day, v_more,
      (select case when is_guest then p_guest_limit else p_limit end from users where id = p_user)) then
    raise exception 'budget_exhausted' using errcode = 'AP402';
  end if;
  update chat_messages set reserved_tokens = reserved_tokens + v_more where id = v_answer.id;
end $$;

-- As `accept_turn`, within the user's limits: see `check_opened`. What is refused stores nothing.
create function open_turn(
  p_user uuid, p_version integer, p_key text, p_chat uuid, p_track uuid, p_hint text,
  p_kind text, p_content text, p_client_message_id text, p_opened_over text, p_context jsonb,
  p_reserve integer, p_limit integer, p_guest_limit integer,
  p_message uuid, p_answer uuid, p_new_session uuid, p_new_chat uuid,
  p_bytes integer, p_most integer
) returns jsonb language plpgsql as $$
declare
  v_turn jsonb;
  v_reserve integer;
begin
  perform lock_user(p_user);
  v_reserve := first_reserve(p_user, p_reserve);
  v_turn := accept_turn(p_user, p_version, p_key, p_chat, p_track, p_hint, p_kind, p_content,
    p_client_message_id, p_opened_over, p_context, v_reserve, p_limit, p_guest_limit,
    p_message, p_answer, p_new_session, p_new_chat);
  if v_turn ->> 'outcome' = 'accepted' then
    perform check_opened(p_user, v_turn, v_reserve, p_limit, p_guest_limit, p_bytes, p_most);
  elsif v_turn ->> 'outcome' <> 'known' then
    -- Rolls back what was made on the way.
    raise exception '%', v_turn ->> 'outcome' using errcode = 'AP400';
  end if;
  return v_turn;
exception
  when sqlstate 'AP400' then return jsonb_build_object('outcome', sqlerrm);
  when sqlstate 'AP402' then return jsonb_build_object('outcome', 'budget_exhausted');
  when sqlstate 'AP429' then return jsonb_build_object('outcome', 'too_many_turns');
end $$;

-- As `repeat_turn`, within the user's limits.
create function open_again(
  p_user uuid, p_version integer, p_message uuid, p_attempt integer, p_content text,
  p_client_message_id text, p_opened_over text,
  p_reserve integer, p_limit integer, p_guest_limit integer, p_bytes integer, p_most integer
) returns jsonb language plpgsql as $$
declare
  v_turn jsonb;
  v_reserve integer;
begin
  perform lock_user(p_user);
  v_reserve := first_reserve(p_user, p_reserve);
  v_turn := repeat_turn(p_user, p_version, p_message, p_attempt, p_content, p_client_message_id,
    p_opened_over, v_reserve, p_limit, p_guest_limit);
  if v_turn ->> 'outcome' = 'accepted' then
    perform check_opened(p_user, v_turn, v_reserve, p_limit, p_guest_limit, p_bytes, p_most);
  end if;
  return v_turn;
exception
  when sqlstate 'AP402' then return jsonb_build_object('outcome', 'budget_exhausted');
  when sqlstate 'AP429' then return jsonb_build_object('outcome', 'too_many_turns');
end $$;
