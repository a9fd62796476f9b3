-- A claimed turn as its worker gets it.
create or replace function claim_json(p_chat chats, p_answer chat_messages, p_call uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'over', null,
    'chat_id', p_chat.id, 'session_id', p_chat.session_id, 'track_id', s.track_id,
    'user_id', s.user_id, 'locale', u.locale,
    'message_id', p_answer.id, 'reply_to', p_answer.reply_to, 'position', p_answer.position,
    'revision', p_answer.revision,
    'attempt', p_answer.attempt, 'lease_attempt', p_chat.lease_attempt,
    'kind', p_answer.message_type, 'opened_over', p_answer.opened_over,
    'call_id', p_call, 'context', p_chat.ai_context, 'own_model', own_model(s.user_id),
    'held', p_answer.reserved_tokens,
    'timestamp', to_char(p_answer.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  from chat_sessions s join users u on u.id = s.user_id where s.id = p_chat.session_id
$$;

-- Claims the chat's oldest unfinished turn if no lease on the chat is live.
-- Returns null when there is nothing to claim or somebody holds the lease, else the turn: its place,
-- its owner, its context, its model; `over` says that it is not to be written any more: 'gave_up' when
-- it was tried too often, 'stopped' when its learner asked so. Repeated with the same p_call it returns
-- the same claim.
--   p_model: the server's model, for users without one of their own.
create or replace function claim_turn(
  p_chat uuid, p_call uuid, p_model text, p_lease interval, p_tries integer
) returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
  v_over text;
  v_own jsonb;
begin
  select * into v_chat from chats where id = p_chat for update;
  if not found then
    return null;
  end if;
  select * into v_answer from chat_messages
  where chat_id = p_chat and status in ('pending', 'generating') order by position limit 1
  for update;
  if not found then
    return null;
  end if;
  if v_chat.lease_until > clock_timestamp() then
    return case when exists (select 1 from ai_calls
        where id = p_call and outcome is null and message_id = v_answer.id)
      then claim_json(v_chat, v_answer, p_call) end;
  end if;
  v_over := case when v_answer.stop_requested then 'stopped'
    when v_answer.attempt - v_answer.opened_attempt >= p_tries then 'gave_up' end;
  if v_over is not null then
    return claim_json(v_chat, v_answer, p_call) || jsonb_build_object('over', v_over);
  end if;
  select own_model(s.user_id) into v_own from chat_sessions s where s.id = v_chat.session_id;
  if v_own is not null then
    p_model := coalesce(v_chat.ai_context ->> 'model_name', v_own ->> 'model_name');
  end if;
  update ai_calls set outcome = 'abandoned', closed_at = clock_timestamp()
  where message_id = v_answer.id and outcome is null;
  update chat_messages set status = 'generating', attempt = attempt + 1, message_content = '',
    ai_model_used = p_model
  where id = v_answer.id returning * into v_answer;
  update chats set lease_until = clock_timestamp() + p_lease, lease_attempt = lease_attempt + 1
  where id = p_chat returning * into v_chat;
  insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model, own_key)
  select p_call, s.user_id, p_chat, v_answer.id, s.track_id, v_answer.attempt,
    v_answer.message_type, p_model, v_own is not null
  from chat_sessions s where s.id = v_chat.session_id;
  return claim_json(v_chat, v_answer, p_call);
end $$;
