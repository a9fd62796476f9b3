-- Stores the text so far and renews the lease. No row: a newer attempt took over, or it is settled.
create or replace function checkpoint_turn(
  p_chat uuid, p_message uuid, p_attempt integer, p_lease_attempt integer, p_text text,
  p_lease interval
) returns table (stop_requested boolean, opened_over text) language sql as $$
  with held as (
    update chats set lease_until = clock_timestamp() + p_lease
    where id = p_chat and lease_attempt = p_lease_attempt
    returning id
  )
  update chat_messages m set message_content = p_text
  from held
  where m.id = p_message and m.chat_id = held.id and m.attempt = p_attempt
    and m.status = 'generating'
  returning m.stop_requested, m.opened_over;
$$;

-- Ends a turn: text, model, tokens, ledger, budget, modules and lease in one transaction, and
-- claims the chat's next turn in it (p_next_call null: leave it to a wake-up).
-- Returns null when a newer attempt took over, else {modules, opened_over, kept, more, next}; `kept`
-- is the earlier answer when it came back.
-- Repeated after its own commit it changes nothing and returns the same.
create or replace function settle_turn(
  p_chat uuid, p_message uuid, p_attempt integer, p_lease_attempt integer,
  p_status text, p_text text, p_model text, p_error text, p_tokens integer, p_spent integer,
  p_call uuid, p_ledger jsonb, p_modules jsonb,
  p_next_call uuid, p_next_model text, p_lease interval, p_tries integer
) returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
  v_owner record;
  v_stored jsonb;
  v_pending boolean;
  v_next jsonb;
begin
  select * into v_chat from chats where id = p_chat for update;
  select * into v_answer from chat_messages where id = p_message and chat_id = p_chat for update;
  if v_chat.id is null or v_answer.id is null or v_answer.attempt <> p_attempt then
    return null;
  end if;
  if v_answer.status <> 'generating' then
    -- Settled: by us, if our ledger row was closed with our ending.
    if not exists (select 1 from ai_calls where id = p_call and outcome = p_status) then
      return null;
    end if;
  elsif v_chat.lease_attempt <> p_lease_attempt then
    return null;
  else
    v_answer := end_answer(p_message, p_status, p_text, p_model, p_tokens, p_error);
    select s.user_id, s.track_id into v_owner from chat_sessions s where s.id = v_chat.session_id;
    perform close_call(p_call, p_ledger);
    perform settle_tokens(p_message, v_owner.user_id, p_spent);
    if p_modules is not null then
      v_stored := store_modules(v_owner.track_id, p_modules);
    end if;
    update chats set lease_until = null, updated_at = clock_timestamp() where id = p_chat;
  end if;
  select exists (select 1 from chat_messages
    where chat_id = p_chat and status in ('pending', 'generating')) into v_pending;
  if p_next_call is not null and v_pending then
    v_next := claim_turn(p_chat, p_next_call, p_next_model, p_lease, p_tries);
  end if;
  return jsonb_build_object('modules', v_stored, 'opened_over', v_answer.opened_over,
    'kept', case when v_answer.status <> p_status or v_answer.message_content <> p_text
      then jsonb_build_object('status', v_answer.status, 'text', v_answer.message_content,
        'model', v_answer.ai_model_used, 'tokens', v_answer.tokens_used) end,
    'more', v_pending, 'next', v_next);
end $$;

-- Ends an unfinished turn that nobody writes: failed, or stopped if its learner asked so.
-- Null when it is settled or a worker holds the chat's lease.
create or replace function give_up_turn(p_message uuid, p_error text) returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
begin
  select c.* into v_chat from chats c join chat_messages m on m.chat_id = c.id
  where m.id = p_message for update of c;
  if not found or v_chat.lease_until > clock_timestamp() then
    return null;
  end if;
  select * into v_answer from chat_messages
  where id = p_message and status in ('pending', 'generating') for update;
  if not found then
    return null;
  end if;
  return case when v_answer.stop_requested
    then end_unheld_turn(v_chat, v_answer, 'stopped', null)
    else end_unheld_turn(v_chat, v_answer, 'failed', p_error) end;
end $$;

-- Asks for an answer to end where it is. Whoever writes it reads that at the next checkpoint; one
-- that nobody writes ends here and now.
-- Returns jsonb with `outcome`: requested | ended (with `turn`) | over | signed_out | message_not_found.
create or replace function stop_turn(p_user uuid, p_version integer, p_message uuid)
returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
begin
  if not exists (select 1 from users where id = p_user and is_active
      and (p_version is null or token_version = p_version)) then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  select c.* into v_chat from chat_messages m join chats c on c.id = m.chat_id
  join chat_sessions s on s.id = c.session_id
  where m.id = p_message and m.sender_type = 'ai' and s.user_id = p_user for update of c;
  if not found then
    return jsonb_build_object('outcome', 'message_not_found');
  end if;
  select * into v_answer from chat_messages where id = p_message for update;
  if v_answer.status not in ('pending', 'generating') then
    return jsonb_build_object('outcome', 'over');
  end if;
  update chat_messages set stop_requested = true where id = p_message;
  if v_answer.status = 'generating' and v_chat.lease_until > clock_timestamp() then
    return jsonb_build_object('outcome', 'requested');
  end if;
  return jsonb_build_object('outcome', 'ended',
    'turn', end_unheld_turn(v_chat, v_answer, 'stopped', null));
end $$;
