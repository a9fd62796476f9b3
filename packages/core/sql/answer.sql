-- Opens an answer again in its own place, as the attempt after the last; what it said is kept as a version.
--   p_answer: as it is stored, or with a revision and without content for a question that was edited
--   p_goes_on: it keeps its text, and goes on from it
create or replace function reopen_answer(p_answer chat_messages, p_opened_over text, p_tokens integer,
  p_day date, p_goes_on boolean) returns chat_messages language plpgsql as $$
declare
  v_answer chat_messages;
begin
  if p_answer.message_content <> ''
    and p_answer.status in ('complete', 'truncated', 'stopped', 'failed') then
    insert into answer_versions (message_id, attempt, status, content, ai_model_used, tokens_used,
      text_attempt)
    values (p_answer.id, p_answer.attempt, p_answer.status, p_answer.message_content,
      p_answer.ai_model_used, p_answer.tokens_used, p_answer.text_attempt)
    on conflict do nothing;
  end if;
  update chat_messages set status = 'pending', attempt = attempt + 1, opened_attempt = attempt + 1,
    revision = p_answer.revision, tokens_used = null, error_code = null,
    -- What was left out is true of the text, which may come back.
    notes = notes - 'advice' - 'retry_at',
    message_content = case when p_goes_on then message_content else '' end,
    continues = case when p_goes_on then p_answer.attempt end,
    stop_requested = false, opened_over = coalesce(p_opened_over, 'socket'),
    reserved_tokens = p_tokens, reserved_day = p_day
  where id = p_answer.id returning * into v_answer;
  return v_answer;
end $$;

-- What an answer goes on from; all null unless it goes on.
create or replace function version_continued(p_answer chat_messages) returns answer_versions
language sql stable as $$
  select v from answer_versions v
  where v.message_id = p_answer.id and v.attempt = p_answer.continues
$$;

-- The attempt and the text that an answer goes on from; null unless it goes on.
create or replace function continued_json(p_answer chat_messages) returns jsonb
language sql stable as $$
  select jsonb_build_object('attempt', v.attempt, 'text', v.content)
  from version_continued(p_answer) v where v.message_id is not null
$$;

-- Notes that a request waits again for an answer that its opener was told to fetch later.
create or replace function wait_over_http(p_answer chat_messages, p_opened_over text) returns void
language sql as $$
  update chat_messages set opened_over = 'http'
  where id = p_answer.id and p_opened_over = 'http' and opened_over = 'deferred'
    and status in ('pending', 'generating')
$$;

-- The session's primary chat, made with the id given where there is none.
create or replace function primary_chat(p_session uuid, p_chat uuid) returns uuid
language plpgsql as $$
declare
  v_chat uuid;
begin
  select id into v_chat from chats where session_id = p_session and is_primary;
  if not found then
    insert into chats (id, session_id, chat_name, is_primary)
    values (p_chat, p_session, 'Course Planning', true);
    v_chat := p_chat;
  end if;
  return v_chat;
end $$;

-- Stores how an answer ended. One that came to nothing gives way to what it said before, if anything; one that went on
-- keeps that in any case, with what was added, and is cut again if it did not come to its end.
--   p_end: status, text, model, tokens, error, notes
create or replace function end_answer(p_message uuid, p_end jsonb) returns chat_messages
language plpgsql as $$
declare
  v_status text := p_end ->> 'status';
  v_text text := coalesce(p_end ->> 'text', '');
  v_tokens integer := (p_end ->> 'tokens')::integer;
  v_answer chat_messages;
  v_continued answer_versions;
  v_before answer_versions;
  v_notes jsonb := coalesce(nullif(p_end -> 'notes', 'null'), '{}');
begin
  select * into v_answer from chat_messages where id = p_message;
  v_continued := version_continued(v_answer);
  if v_continued.message_id is not null then
    v_tokens := coalesce(v_continued.tokens_used, 0) + coalesce(v_tokens, 0);
    if not starts_with(v_text, v_continued.content) then
      v_text := v_continued.content;
    end if;
    if v_status <> 'complete' then
      v_status := 'truncated';
    end if;
  elsif v_status = 'failed' or v_status = 'stopped' and v_text = '' then
    select * into v_before from answer_versions where message_id = p_message
    order by attempt desc limit 1;
  end if;
  if v_before.message_id is not null then
    v_notes := v_notes - 'left_out';
  end if;
  if v_before.message_id is not null or v_continued.message_id is not null then
    v_notes := coalesce(v_answer.notes, '{}') || v_notes;
  end if;
  update chat_messages set status = coalesce(v_before.status, v_status),
    message_content = coalesce(v_before.content, v_text),
    ai_model_used = coalesce(v_before.ai_model_used, p_end ->> 'model', ai_model_used),
    tokens_used = coalesce(v_before.tokens_used, v_tokens),
    text_attempt = case when v_before.message_id is null then attempt else v_before.text_attempt end,
    error_code = p_end ->> 'error', notes = nullif(v_notes, '{}'), continues = null
  where id = p_message returning * into v_answer;
  if v_answer.message_type = 'lesson' then
    perform keep_lesson_text(v_answer);
  end if;
  return v_answer;
end $$;

-- Whether a chat has a turn that is not finished.
create or replace function has_open_turn(p_chat uuid) returns boolean language sql stable as $$
  select exists (select 1 from chat_messages
    where chat_id = p_chat and status in ('pending', 'generating'))
$$;

-- Ends a turn nobody is writing, with the text it has; what a worker left in the ledger is closed.
create or replace function end_unheld_turn(p_chat chats, p_answer chat_messages, p_status text, p_error text)
returns jsonb language plpgsql as $$
declare
  v_answer chat_messages;
  v_user uuid;
  v_tokens integer := 0;
begin
  perform close_left_calls(p_answer,
    case when p_status = 'stopped' then 'stopped' else 'abandoned' end);
  -- A stopped answer is paid as far as it was written; what it went on from is paid. One that failed is not.
  if p_status = 'stopped' then
    v_tokens := tokens_of_attempt(p_answer.id, p_answer.attempt);
  end if;
  select user_id into v_user from chat_sessions where id = p_chat.session_id;
  v_answer := end_answer(p_answer.id, jsonb_build_object('status', p_status,
    'text', p_answer.message_content, 'tokens', v_tokens, 'error', p_error));
  perform settle_tokens(p_answer.id, v_user, v_tokens);
  return jsonb_build_object('chat_id', p_chat.id, 'session_id', p_chat.session_id,
    'message_id', v_answer.id, 'reply_to', v_answer.reply_to, 'position', v_answer.position,
    'revision', v_answer.revision,
    'attempt', v_answer.attempt, 'opened_over', v_answer.opened_over,
    'kind', v_answer.message_type, 'status', v_answer.status, 'text', v_answer.message_content,
    'model', v_answer.ai_model_used, 'tokens', v_answer.tokens_used, 'error', v_answer.error_code,
    'notes', v_answer.notes, 'module_id', p_chat.module_id, 'more', has_open_turn(p_chat.id));
end $$;

-- Ends an unfinished turn that nobody writes: failed, or stopped if its user asked so: message_id, error.
-- Returns `outcome`: ended (with `turn`) | over, when it is settled or a worker holds the chat's lease.
create or replace function give_up_turn(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p ->> 'message_id')::uuid;
  v_chat chats;
  v_answer chat_messages;
begin
  select c.* into v_chat from chats c join chat_messages m on m.chat_id = c.id
  where m.id = v_id for update of c;
  select * into v_answer from chat_messages
  where id = v_id and status in ('pending', 'generating') for update;
  if not found or v_chat.lease_until > clock_timestamp() then
    return jsonb_build_object('outcome', 'over');
  end if;
  return jsonb_build_object('outcome', 'ended', 'turn', case when v_answer.stop_requested
    then end_unheld_turn(v_chat, v_answer, 'stopped', null)
    else end_unheld_turn(v_chat, v_answer, 'failed', p ->> 'error') end);
end $$;

-- Asks for an answer to end where it is: user_id, version, message_id. Its worker reads that at the next
-- checkpoint; one that nobody writes ends here and now.
-- Returns `outcome`: requested | ended (with `turn`) | over | signed_out | message_not_found.
create or replace function stop_turn(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p ->> 'message_id')::uuid;
  v_user uuid := (p ->> 'user_id')::uuid;
  v_chat chats;
  v_answer chat_messages;
begin
  perform lock_user(v_user);
  if (signed_in(v_user, (p ->> 'version')::integer)).id is null then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  select c.* into v_chat from chat_messages m join chats c on c.id = m.chat_id
  join chat_sessions s on s.id = c.session_id
  where m.id = v_id and m.sender_type = 'ai' and s.user_id = v_user for update of c;
  if not found then
    return jsonb_build_object('outcome', 'message_not_found');
  end if;
  select * into v_answer from chat_messages where id = v_id for update;
  if v_answer.status not in ('pending', 'generating') then
    return jsonb_build_object('outcome', 'over');
  end if;
  update chat_messages set stop_requested = true where id = v_id;
  if v_answer.status = 'generating' and v_chat.lease_until > clock_timestamp() then
    return jsonb_build_object('outcome', 'requested');
  end if;
  return jsonb_build_object('outcome', 'ended',
    'turn', end_unheld_turn(v_chat, v_answer, 'stopped', null));
end $$;
