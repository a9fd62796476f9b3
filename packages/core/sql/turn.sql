-- Where a turn stands, as `message_accepted` and the HTTP routes say it.
create or replace function turn_json(p_outcome text, p_session uuid, p_moved uuid,
  p_question chat_messages, p_answer chat_messages) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'outcome', p_outcome, 'session_id', p_session, 'moved_from', p_moved,
    'chat_id', p_answer.chat_id, 'message_id', p_question.id, 'answer_id', p_answer.id,
    'client_message_id', p_question.client_message_id, 'content', p_question.message_content,
    'revision', coalesce(p_question.revision, 0), 'kind', p_answer.message_type,
    'position', coalesce(p_question.position, p_answer.position),
    'answer_position', p_answer.position, 'answer_status', p_answer.status,
    'answer_attempt', p_answer.attempt, 'continues', continued_json(p_answer),
    'opened_over', p_answer.opened_over,
    'module_id', (select c.module_id from chats c where c.id = p_answer.chat_id),
    'timestamp', iso(coalesce(p_question.timestamp, p_answer.timestamp)))
$$;

-- How many turns of a user are not finished.
create or replace function turns_open(p_user uuid) returns integer language sql stable as $$
  select count(*)::integer from chat_sessions s join chats c on c.session_id = s.id
  join chat_messages m on m.chat_id = c.id and m.status in ('pending', 'generating')
  where s.user_id = p_user
$$;

-- The chat that a message of a kind goes to: a text to the key's active chat, everything else to the session's primary
-- chat, as it will be when p_from is merged into the session. Null where the chat is still to be made.
create or replace function chat_of_key(p_user uuid, p_key text, p_kind text, p_session uuid,
  p_from uuid) returns chats language sql stable as $$
  select c from chats c
  left join session_keys k on k.user_id = p_user and k.key = p_key and k.active_chat_id = c.id
    and p_kind = 'text'
  where (c.session_id = p_session or c.session_id = p_from and has_messages(p_from))
    and (c.is_primary or k.key is not null)
  order by k.key is not null desc,
    c.session_id = case when is_primary_empty(p_session) then p_from else p_session end desc
  limit 1
$$;

-- The chat's turn that a request repeats, if any.
--   p_kind 'welcome': the chat's welcome; 'finalization': the one since the last message; 'text': by the client's id.
-- `outcome` is null for a turn that is new, else known | reopened, for a welcome that came to nothing and is asked for
-- again in its own place, or the refusal: message_id_reused | plan_not_found.
create or replace function find_turn(p_chat uuid, p_kind text, p_content text, p_client_id text,
  out outcome text, out question chat_messages, out answer chat_messages)
language plpgsql stable as $$
declare
  v_said text;
begin
  if p_kind = 'welcome' then
    select * into answer from chat_messages where chat_id = p_chat and message_type = 'welcome';
    outcome := case when answer.status in ('failed', 'stopped') then 'reopened'
      when answer.id is not null then 'known' end;
  elsif p_kind = 'finalization' then
    select * into answer from chat_messages
    where chat_id = p_chat and message_type = 'finalization' and sender_type = 'ai'
      and status not in ('failed', 'stopped', 'truncated')
      and position > coalesce((select max(position) from chat_messages
        where chat_id = p_chat and message_type <> 'finalization'), 0)
    order by position desc limit 1;
    outcome := case when answer.id is not null then 'known'
      when not exists (select 1 from chat_messages
        where chat_id = p_chat and message_type <> 'finalization' and sender_type = 'ai'
          -- A part of an answer is no plan.
          and status in ('complete', 'pending', 'generating')) then 'plan_not_found' end;
  elsif p_client_id is not null then
    select * into question from chat_messages
    where chat_id = p_chat and client_message_id = p_client_id;
    v_said := question.message_content;
    if question.id is null then
      -- Sent once more after it was edited.
      select m.* into question from message_edits e join chat_messages m on m.id = e.message_id
      where m.chat_id = p_chat and e.client_message_id = p_client_id limit 1;
      select content into v_said from message_edits
      where message_id = question.id and client_message_id = p_client_id;
    end if;
    if question.id is not null then
      question.client_message_id := p_client_id;
      select * into answer from chat_messages where reply_to = question.id;
      outcome := case when v_said is distinct from p_content then 'message_id_reused'
        else 'known' end;
    end if;
  end if;
  if question.id is null and answer.reply_to is not null then
    select * into question from chat_messages where id = answer.reply_to;
  end if;
end $$;

-- The newest message of a chat; null while it is empty.
create or replace function newest_message(p_chat uuid) returns uuid language sql stable as $$
  select id from chat_messages where chat_id = p_chat order by position desc limit 1
$$;

-- The tokens that a turn of a kind reserves: for its prompt and its longest answer; modules may take a second call.
-- None when the user's own model will write it: should the key be gone by the time the turn is claimed, it fails
-- instead of being paid by nobody.
--   p: reserve, finalization_reserve, lesson_reserve
create or replace function tokens_of_turn(p_user uuid, p_kind text, p jsonb, p_prompt integer)
returns integer language sql stable as $$
  select case when own_model(p_user) is not null then 0
    when p_kind = 'lesson' then coalesce(p ->> 'lesson_reserve', p ->> 'reserve')::integer + p_prompt
    when p_kind = 'finalization'
      then (coalesce(p ->> 'finalization_reserve', p ->> 'reserve')::integer + p_prompt) * 2
    else (p ->> 'reserve')::integer + p_prompt end
$$;

-- Reserves what a turn needs beyond what its answer has reserved already, within the user's limits.
--   p_answer: null for a new one; p_tokens: all it needs; p: limit, guest_limit, max_turns.
-- `outcome` is null, or the refusal: too_many_turns | budget_exhausted.
create or replace function reserve_turn(p_user users, p_answer chat_messages, p_tokens integer, p jsonb,
  out outcome text, out day date, out tokens integer) language plpgsql as $$
declare
  v_reserved integer := coalesce(p_answer.reserved_tokens, 0);
  v_is_open boolean := coalesce(p_answer.status in ('pending', 'generating'), false);
begin
  if turns_open(p_user.id) + (not v_is_open)::integer > (p ->> 'max_turns')::integer then
    outcome := 'too_many_turns';
    return;
  end if;
  tokens := greatest(p_tokens, v_reserved);
  day := case when v_reserved > 0 then p_answer.reserved_day
    else (clock_timestamp() at time zone 'UTC')::date end;
  if not reserve_tokens(p_user.id, day, tokens - v_reserved, limit_of(p_user, p)) then
    outcome := 'budget_exhausted';
  end if;
end $$;

-- Inserts a question, unless the turn is a welcome, and its pending answer.
--   p: kind, content, client_message_id, lesson_version_id, hints_shown, opened_over, message_id, answer_id.
create or replace function insert_turn(p jsonb, p_chat uuid, p_tokens integer, p_day date,
  out question chat_messages, out answer chat_messages) language plpgsql as $$
declare
  v_kind text := p ->> 'kind';
  v_last chat_messages;
  v_now timestamptz;
begin
  select * into v_last from chat_messages where chat_id = p_chat order by position desc limit 1;
  v_now := greatest(clock_timestamp(), v_last.timestamp + interval '1 microsecond');
  if v_kind <> 'welcome' then
    insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
      tokens_used, timestamp, client_message_id, lesson_version_id, hints_shown, server_key)
    values ((p ->> 'message_id')::uuid, p_chat, coalesce(v_last.position, 0) + 1, 'user',
      p ->> 'content', v_kind, 0, v_now,
      case when v_kind = 'text' then p ->> 'client_message_id' end,
      (p ->> 'lesson_version_id')::uuid, (p ->> 'hints_shown')::smallint,
      case when v_kind = 'finalization' then 'finalization:' || (1 + (
        select count(*) from chat_messages where chat_id = p_chat and sender_type = 'user'
          and message_type = 'finalization')) end)
    returning * into question;
    v_last.position := question.position;
    v_now := v_now + interval '1 microsecond';
  end if;
  insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
    timestamp, reply_to, status, opened_over, reserved_tokens, reserved_day)
  values ((p ->> 'answer_id')::uuid, p_chat, coalesce(v_last.position, 0) + 1, 'ai', '', v_kind,
    v_now, question.id, 'pending', coalesce(p ->> 'opened_over', 'socket'), p_tokens, p_day)
  returning * into answer;
end $$;

-- Whether a message may go to a chat: a module that left the plan is read only, and the lesson that is said to be open is
-- one of the chat's module. A message that is there already stays known.
create or replace function can_study(p_chat chats, p jsonb) returns boolean language sql stable as $$
  select p_chat.module_id is null and p ->> 'lesson_version_id' is null
    or exists (select 1 from chat_messages where chat_id = p_chat.id
      and client_message_id = p ->> 'client_message_id')
    or exists (select 1 from course_modules m where m.id = p_chat.module_id
      and m.archived_at is null and (p ->> 'lesson_version_id' is null or exists (
        select 1 from lesson_versions v join lessons l on l.id = v.lesson_id
        where v.id = (p ->> 'lesson_version_id')::uuid and l.module_id = m.id)))
$$;

-- Notes that something was said: in the chat, its session and, for a guest, as a visit.
create or replace function note_turn(p_user users, p_chat uuid, p_context jsonb) returns void
language plpgsql as $$
begin
  update chats set updated_at = clock_timestamp(),
    ai_context = case when p_context is null then ai_context
      else coalesce(ai_context, '{}') || p_context end
  where id = p_chat;
  update chat_sessions s set updated_at = clock_timestamp() from chats c
  where c.id = p_chat and s.id = c.session_id;
  if p_user.is_guest then
    update users set last_seen_at = clock_timestamp()
    where id = p_user.id and last_seen_at < clock_timestamp() - interval '1 hour';
  end if;
end $$;

-- Takes a user's message (or the request for a welcome or for modules) and opens its answer. A repeated one is the same
-- turn. Everything is checked before anything is written: what is refused stores nothing.
--   user_id; version: the sign-in's token version, null when it was checked already
--   key; chat_id: the chat, null for the session's active or primary one; track_id, hint: as in `find_session`
--   kind: text | welcome | finalization; content, client_message_id; lesson_version_id, hints_shown: what the learner has
--     before them in a study chat; opened_over: socket | http; context: added to the
--     chat's
--   plan_at: of a finalisation, the newest message of the chat when it showed a complete plan. While it is the newest,
--     the modules are made of that plan, without a model, and nothing is reserved
--   reserve: tokens beside the prompt, finalization_reserve: the same of a turn that makes modules; limit, guest_limit: tokens a day; prompt_bytes: of the dialogue at most;
--     max_turns: unfinished turns at once
--   message_id, answer_id, new_session_id, new_chat_id: for what is made
-- Returns `outcome`: accepted | known | signed_out | chat_not_found | track_not_found | session_mismatch |
--   message_id_reused | budget_exhausted | too_many_turns | plan_not_found | module_archived | version_not_found, and the
--   turn's place: see `turn_json`.
create or replace function open_turn(p jsonb) returns jsonb language plpgsql as $$
declare
  v_kind text := coalesce(p ->> 'kind', 'text');
  v_key text := p ->> 'key';
  v_user users;
  v_found found_session;
  v_chat chats;
  v_turn record;
  v_reserved record;
  v_session uuid;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  v_user := signed_in((p ->> 'user_id')::uuid, (p ->> 'version')::integer);
  if v_user.id is null then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  v_found := case when p ->> 'chat_id' is null
    then find_session(v_user.id, v_key, (p ->> 'track_id')::uuid, p ->> 'hint')
    else find_session_of_chat(v_user.id, v_key, (p ->> 'track_id')::uuid,
      (p ->> 'chat_id')::uuid) end;
  if v_found.outcome is not null then
    return jsonb_build_object('outcome', v_found.outcome);
  end if;
  perform lock_sessions(v_found);
  v_chat.id := coalesce((p ->> 'chat_id')::uuid,
    (chat_of_key(v_user.id, v_key, v_kind, v_found.session_id, v_found.merge_from)).id);
  select * into v_chat from chats where id = v_chat.id for update;
  if not can_study(v_chat, p) then
    return jsonb_build_object('outcome', case when v_chat.module_id is null
      or exists (select 1 from course_modules where id = v_chat.module_id and archived_at is null)
      then 'version_not_found' else 'module_archived' end);
  end if;

  select * into v_turn from find_turn(v_chat.id, v_kind, p ->> 'content', p ->> 'client_message_id');
  if v_turn.outcome in ('message_id_reused', 'plan_not_found') then
    return jsonb_build_object('outcome', v_turn.outcome);
  end if;
  if v_turn.outcome is distinct from 'known' then
    select * into v_reserved from reserve_turn(v_user, v_turn.answer,
      case when v_kind = 'finalization' and newest_message(v_chat.id) = (p ->> 'plan_at')::uuid
        then 0
        else tokens_of_turn(v_user.id, v_kind, p, prompt_tokens(v_chat.id,
          v_found.track_id, (v_turn.answer).id, coalesce(octet_length(p ->> 'content'), 0) + 16,
          (p ->> 'prompt_bytes')::integer)) end, p);
    if v_reserved.outcome is not null then
      return jsonb_build_object('outcome', v_reserved.outcome);
    end if;
  end if;

  v_session := enter_session(v_user.id, v_key, v_found, (p ->> 'new_session_id')::uuid,
    (p ->> 'new_chat_id')::uuid);
  if v_turn.outcome = 'known' then
    perform wait_over_http(v_turn.answer, p ->> 'opened_over');
    return turn_json('known', v_session, v_found.merge_from, v_turn.question, v_turn.answer);
  end if;
  v_chat.id := coalesce(v_chat.id, primary_chat(v_session, (p ->> 'new_chat_id')::uuid));
  if v_turn.outcome = 'reopened' then
    v_turn.answer := reopen_answer(v_turn.answer, p ->> 'opened_over', v_reserved.tokens,
      v_reserved.day, false);
  else
    select * into v_turn from insert_turn(p || jsonb_build_object('kind', v_kind), v_chat.id,
      v_reserved.tokens, v_reserved.day);
    if v_kind <> 'text' and p ->> 'chat_id' is null then
      -- The plan is in the primary chat: from here on the key writes there again.
      update session_keys set active_chat_id = v_chat.id
      where user_id = v_user.id and key = v_key and active_chat_id is distinct from v_chat.id;
    end if;
    perform note_turn(v_user, v_chat.id, nullif(p -> 'context', 'null'));
  end if;
  return turn_json('accepted', v_session, v_found.merge_from, v_turn.question, v_turn.answer);
end $$;

-- Whether a message may be repeated, continued or edited: null, or known | message_id_reused | turn_not_repeatable.
--   p_attempt: of an answer, the attempt that was on screen; p_goes_on: it is to go on, which only one that was cut can;
--   p_content, p_client_id: of an edit
create or replace function find_repetition(p_question chat_messages, p_answer chat_messages,
  p_attempt integer, p_goes_on boolean, p_content text, p_client_id text) returns text language sql stable as $$
  select case
    when p_content is null then case
      when p_answer.attempt > p_attempt or p_answer.status in ('pending', 'generating') then 'known'
      -- A lesson says the same whatever was said after it; another text of a whole one is another version.
      when p_answer.message_type = 'lesson' then case
        when p_answer.status = 'complete'
          or p_goes_on and (p_answer.message_content = '' or p_answer.status = 'failed')
          then 'turn_not_repeatable' end
      when not is_last
        or p_answer.status = 'complete' and p_answer.message_type = 'finalization'
        or p_goes_on
          and (p_answer.status <> 'truncated' or p_answer.message_type = 'finalization')
        then 'turn_not_repeatable' end
    when p_question.client_message_id = p_client_id then case
      when p_question.message_content = p_content then 'known' else 'message_id_reused' end
    when exists (select 1 from message_edits where message_id = p_question.id
      and client_message_id = p_client_id and content = p_content) then 'known'
    when exists (select 1 from chat_messages
        where chat_id = p_answer.chat_id and client_message_id = p_client_id)
      or exists (select 1 from message_edits e join chat_messages m on m.id = e.message_id
        where m.chat_id = p_answer.chat_id and e.client_message_id = p_client_id)
      then 'message_id_reused'
    when not is_last or p_question.message_type <> 'text' then 'turn_not_repeatable' end
  from (select not exists (select 1 from chat_messages
    where chat_id = p_answer.chat_id and position > p_answer.position) as is_last) one
$$;

-- Keeps what a question said and was answered, and gives it another text. Earlier answers were to another text; a worker
-- that writes one finds its lease gone.
create or replace function edit_question(p_question chat_messages, p_answer chat_messages,
  p_content text, p_client_id text) returns chat_messages language plpgsql as $$
declare
  v_question chat_messages;
begin
  insert into message_edits (message_id, revision, client_message_id, content, answer)
  values (p_question.id, p_question.revision, p_question.client_message_id,
    p_question.message_content, p_answer.message_content);
  perform close_left_calls(p_answer, 'abandoned');
  update chats set lease_until = null, lease_attempt = lease_attempt + 1
  where id = p_question.chat_id;
  update chat_messages set message_content = p_content, revision = revision + 1,
    client_message_id = p_client_id
  where id = p_question.id returning * into v_question;
  return v_question;
end $$;

-- Writes an answer anew, lets one that was cut go on where it stopped, or replaces the chat's last message by another
-- text and answers that. Everything is checked before anything is written.
--   user_id, version: as in `open_turn`; message_id: the answer to write anew, or with `content` the user's message to
--     replace; attempt: the attempt that was on screen: where another one is there already, that is the turn
--   goes_on: the answer keeps its text, and is continued
--   content, client_message_id: of an edit; opened_over, reserve, finalization_reserve, limit, guest_limit, prompt_bytes,
--     max_turns
-- Returns `outcome`: accepted | known | signed_out | message_not_found | turn_not_repeatable | message_id_reused |
--   budget_exhausted | too_many_turns, and the turn's place: see `turn_json`.
create or replace function repeat_turn(p jsonb) returns jsonb language plpgsql as $$
declare
  v_content text := p ->> 'content';
  v_goes_on boolean := coalesce((p ->> 'goes_on')::boolean, false) and v_content is null;
  v_client_id text := p ->> 'client_message_id';
  v_message chat_messages;
  v_user users;
  v_chat chats;
  v_answer chat_messages;
  v_question chat_messages;
  v_reserved record;
  v_outcome text;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  v_user := signed_in((p ->> 'user_id')::uuid, (p ->> 'version')::integer);
  if v_user.id is null then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  select m.* into v_message from chat_messages m join chats c on c.id = m.chat_id
  join chat_sessions s on s.id = c.session_id
  where m.id = (p ->> 'message_id')::uuid and s.user_id = v_user.id
    and m.sender_type = case when v_content is null then 'ai' else 'user' end;
  if not found then
    return jsonb_build_object('outcome', 'message_not_found');
  end if;
  perform 1 from chat_sessions s join chats c on c.session_id = s.id
  where c.id = v_message.chat_id for no key update of s;
  select * into v_chat from chats where id = v_message.chat_id for update;
  select * into v_answer from chat_messages
  where case when v_content is null then id = v_message.id else reply_to = v_message.id end
  for update;
  select * into v_question from chat_messages where id = v_answer.reply_to;

  v_outcome := find_repetition(v_question, v_answer, (p ->> 'attempt')::integer, v_goes_on,
    v_content, v_client_id);
  if v_outcome = 'known' then
    v_question.client_message_id := coalesce(v_client_id, v_question.client_message_id);
    return turn_json('known', v_chat.session_id, null, v_question, v_answer);
  elsif v_outcome is not null then
    return jsonb_build_object('outcome', v_outcome);
  end if;
  select * into v_reserved from reserve_turn(v_user, v_answer,
    tokens_of_turn(v_user.id, v_answer.message_type, p,
      prompt_tokens(v_chat.id, (select track_id from chat_sessions where id = v_chat.session_id),
        -- What is continued is a part of the prompt.
        case when not v_goes_on then v_answer.id end,
        coalesce(octet_length(v_content) - octet_length(v_question.message_content), 0),
        (p ->> 'prompt_bytes')::integer)), p);
  if v_reserved.outcome is not null then
    return jsonb_build_object('outcome', v_reserved.outcome);
  end if;

  if v_content is not null then
    v_question := edit_question(v_question, v_answer, v_content, v_client_id);
    -- It is not kept as a version: it answered another text.
    delete from answer_versions where message_id = v_answer.id;
    v_answer.message_content := '';
    v_answer.revision := v_question.revision;
  end if;
  v_answer := reopen_answer(v_answer, p ->> 'opened_over', v_reserved.tokens, v_reserved.day,
    v_goes_on);
  perform note_turn(v_user, v_chat.id, null);
  return turn_json('accepted', v_chat.session_id, null, v_question, v_answer);
end $$;
