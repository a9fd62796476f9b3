-- Opens an answer again in its own place, as the attempt after the last; what it said is kept.
-- Null when the day's budget does not allow it. An answer still being written holds its tokens already.
create or replace function reopen_answer(p_answer uuid, p_user uuid, p_opened_over text, p_reserve integer,
  p_limit integer) returns chat_messages language plpgsql as $$
declare
  v_answer chat_messages;
  v_day date := (clock_timestamp() at time zone 'UTC')::date;
begin
  select * into v_answer from chat_messages where id = p_answer for update;
  if v_answer.reserved_tokens > 0 then
    v_day := v_answer.reserved_day;
    p_reserve := v_answer.reserved_tokens;
  elsif not reserve_tokens(p_user, v_day, p_reserve, p_limit) then
    return null;
  end if;
  if v_answer.message_content <> '' and v_answer.status in ('complete', 'stopped', 'failed') then
    insert into answer_versions (message_id, attempt, status, content, ai_model_used, tokens_used)
    values (v_answer.id, v_answer.attempt, v_answer.status, v_answer.message_content,
      v_answer.ai_model_used, v_answer.tokens_used)
    on conflict do nothing;
  end if;
  update chat_messages set status = 'pending', attempt = attempt + 1, opened_attempt = attempt + 1,
    message_content = '', tokens_used = null, error_code = null, stop_requested = false,
    opened_over = p_opened_over, reserved_tokens = p_reserve, reserved_day = v_day
  where id = p_answer returning * into v_answer;
  return v_answer;
end $$;

-- Stores how an answer ended. One that came to nothing gives way to what it said before, if anything.
create or replace function end_answer(p_message uuid, p_status text, p_text text, p_model text,
  p_tokens integer, p_error text) returns chat_messages language plpgsql as $$
declare
  v_answer chat_messages;
  v_before answer_versions;
begin
  if p_status = 'failed' or p_status = 'stopped' and p_text = '' then
    select * into v_before from answer_versions where message_id = p_message
    order by attempt desc limit 1;
  end if;
  update chat_messages set status = coalesce(v_before.status, p_status),
    message_content = coalesce(v_before.content, p_text),
    ai_model_used = coalesce(v_before.ai_model_used, p_model, ai_model_used),
    tokens_used = coalesce(v_before.tokens_used, p_tokens), error_code = p_error
  where id = p_message returning * into v_answer;
  return v_answer;
end $$;

-- Ends a turn nobody is writing, with the text it has; what a worker left in the ledger is closed.
create or replace function end_unheld_turn(p_chat chats, p_answer chat_messages, p_status text, p_error text)
returns jsonb language plpgsql as $$
declare
  v_answer chat_messages;
  v_user uuid;
  -- A stopped answer is paid as far as it was written: about four bytes a token.
  v_tokens integer := case when p_status = 'stopped'
    then ceil(octet_length(p_answer.message_content) / 4.0)::integer else 0 end;
begin
  select user_id into v_user from chat_sessions where id = p_chat.session_id;
  update ai_calls set outcome = case when p_status = 'stopped' then 'stopped' else 'abandoned' end,
    completion_tokens = case when p_status = 'stopped' then v_tokens end,
    prompt_tokens = case when p_status = 'stopped' then 0 end,
    token_source = case when p_status = 'stopped' then 'estimated' end,
    closed_at = clock_timestamp()
  where message_id = p_answer.id and outcome is null;
  v_answer := end_answer(p_answer.id, p_status, p_answer.message_content, null, v_tokens, p_error);
  perform settle_tokens(p_answer.id, v_user, v_tokens);
  return jsonb_build_object('chat_id', p_chat.id, 'session_id', p_chat.session_id,
    'message_id', v_answer.id, 'reply_to', v_answer.reply_to, 'position', v_answer.position,
    'revision', v_answer.revision,
    'attempt', v_answer.attempt, 'opened_over', v_answer.opened_over,
    'kind', v_answer.message_type, 'status', v_answer.status, 'text', v_answer.message_content,
    'model', v_answer.ai_model_used, 'tokens', v_answer.tokens_used, 'error', v_answer.error_code,
    'more', exists (select 1 from chat_messages m where m.chat_id = p_chat.id
      and m.status in ('pending', 'generating')));
end $$;
