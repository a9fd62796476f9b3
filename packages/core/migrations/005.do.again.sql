-- Stopping a turn, writing an answer anew, editing the last message; and calls whose reply was lost
-- after their commit may be repeated.

alter table chat_messages
  -- How often a learner's message was edited; of an answer, the edition it answers.
  add column revision integer not null default 0,
  -- The attempt at which the answer was last asked for: tries are counted from here.
  add column opened_attempt integer not null default 0;

-- What an answer said before it was written anew. Brought back when the new one comes to nothing.
create table answer_versions (
  message_id uuid not null references chat_messages (id) on delete cascade,
  attempt integer not null,
  status text not null check (status in ('complete', 'stopped', 'failed')),
  content text not null,
  ai_model_used varchar(100),
  tokens_used integer,
  replaced_at timestamptz not null default now(),
  primary key (message_id, attempt)
);

-- What a learner's message said before it was edited, and what it was answered.
create table message_edits (
  message_id uuid not null references chat_messages (id) on delete cascade,
  revision integer not null,
  client_message_id varchar(200),
  content text not null,
  answer text not null,
  edited_at timestamptz not null default now(),
  primary key (message_id, revision)
);

-- A message in the shape the wire uses; times in ISO 8601 with microseconds.
create or replace function message_json(m chat_messages) returns jsonb language sql immutable as $$
  select jsonb_build_object(
    'id', m.id, 'chat_id', m.chat_id, 'sender', m.sender_type, 'content', m.message_content,
    'message_type', m.message_type,
    'timestamp', to_char(m.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'ai_model_used', m.ai_model_used, 'tokens_used', m.tokens_used, 'position', m.position,
    'status', m.status, 'attempt', m.attempt, 'revision', m.revision, 'reply_to', m.reply_to,
    'client_message_id', m.client_message_id, 'error_code', m.error_code)
$$;

-- Where a turn stands, as `message_accepted` and the HTTP routes say it.
create function turn_json(p_outcome text, p_session uuid, p_moved uuid, p_question chat_messages,
  p_answer chat_messages) returns jsonb language sql immutable as $$
  select jsonb_build_object(
    'outcome', p_outcome, 'session_id', p_session, 'moved_from', p_moved,
    'chat_id', p_answer.chat_id, 'message_id', p_question.id, 'answer_id', p_answer.id,
    'client_message_id', p_question.client_message_id, 'content', p_question.message_content,
    'revision', coalesce(p_question.revision, 0), 'kind', p_answer.message_type,
    'position', coalesce(p_question.position, p_answer.position),
    'answer_position', p_answer.position, 'answer_status', p_answer.status,
    'answer_attempt', p_answer.attempt, 'opened_over', p_answer.opened_over,
    'timestamp', to_char(coalesce(p_question.timestamp, p_answer.timestamp) at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
$$;

-- Opens an answer again in its own place, as the attempt after the last; what it said is kept.
-- Null when the day's budget does not allow it. An answer still being written holds its tokens already.
create function reopen_answer(p_answer uuid, p_user uuid, p_opened_over text, p_reserve integer,
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

-- Takes a learner's message (or the request for a welcome or for modules) and opens its answer.
-- Idempotent: see outcome 'known'. One call is one transaction.
--   p_version: the sign-in's token version, checked against the user's; null skips the check.
--   p_chat: the chat, null for the session's active or primary one.
-- Returns jsonb with `outcome`: accepted | known | signed_out | chat_not_found | track_not_found |
--   session_mismatch | message_id_reused | budget_exhausted | plan_not_found, and the turn's place.
create or replace function accept_turn(
  p_user uuid, p_version integer, p_key text, p_chat uuid, p_track uuid, p_hint text,
  p_kind text, p_content text, p_client_message_id text, p_opened_over text, p_context jsonb,
  p_reserve integer, p_limit integer, p_guest_limit integer,
  p_message uuid, p_answer uuid, p_new_session uuid, p_new_chat uuid
) returns jsonb language plpgsql as $$
declare
  v_user users;
  v_session uuid;
  v_moved uuid;
  v_chat chats;
  v_answer chat_messages;
  v_question chat_messages;
  v_last chat_messages;
  v_said text;
  v_key text := p_client_message_id;
  v_limit integer;
  v_now timestamptz;
  v_position integer;
  v_day date;
  v_tries integer;
  v_outcome text := 'accepted';
begin
  select * into v_user from users where id = p_user and is_active
    and (p_version is null or token_version = p_version);
  if not found then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  v_limit := case when v_user.is_guest then p_guest_limit else p_limit end;

  -- Which chat.
  if p_chat is not null then
    select c.session_id into v_session from chats c join chat_sessions s on s.id = c.session_id
    where c.id = p_chat and s.user_id = p_user;
    if v_session is null then
      return jsonb_build_object('outcome', 'chat_not_found');
    end if;
    if p_key is not null then
      -- An own chat names its session's track: a key bound to nothing yet is bound by it.
      select r.session_id, r.moved_from into v_session, v_moved
      from chat_sessions s, lateral resolve_session(
        p_user, p_key, coalesce(p_track, s.track_id), null, p_new_session, p_new_chat, true) r
      where s.id = v_session;
      select c.session_id into v_chat.session_id from chats c where c.id = p_chat;
      if v_session <> v_chat.session_id and exists (
        select 1 from chat_sessions where id = v_session and track_id is null) then
        perform merge_session(v_session, v_chat.session_id);
        v_moved := v_session;
        v_session := v_chat.session_id;
      end if;
    end if;
    select * into v_chat from chats where id = p_chat and session_id = v_session for update;
    if not found then
      return jsonb_build_object('outcome', 'chat_not_found');
    end if;
  else
    select r.session_id, r.moved_from into v_session, v_moved
    from resolve_session(p_user, p_key, p_track, p_hint, p_new_session, p_new_chat, true) r;
    if p_kind = 'text' then
      select c.* into v_chat from session_keys k join chats c on c.id = k.active_chat_id
      where k.user_id = p_user and k.key = p_key and c.session_id = v_session;
    end if;
    if v_chat.id is null then
      select * into v_chat from chats where session_id = v_session and is_primary;
    end if;
    if v_chat.id is null then
      insert into chats (id, session_id, chat_name, is_primary)
      values (p_new_chat, v_session, 'Course Planning', true)
      on conflict do nothing;
      select * into v_chat from chats where session_id = v_session and is_primary;
    end if;
    select * into v_chat from chats where id = v_chat.id for update;
  end if;

  select * into v_last from chat_messages where chat_id = v_chat.id order by position desc limit 1;

  -- Known already?
  if p_kind = 'welcome' then
    select * into v_answer from chat_messages
    where chat_id = v_chat.id and message_type = 'welcome';
  elsif p_kind = 'finalization' then
    select count(*) filter (where sender_type = 'user') into v_tries from chat_messages
    where chat_id = v_chat.id and message_type = 'finalization';
    select * into v_answer from chat_messages
    where chat_id = v_chat.id and message_type = 'finalization' and sender_type = 'ai'
      and status not in ('failed', 'stopped')
      and position > coalesce((select max(position) from chat_messages
        where chat_id = v_chat.id and message_type <> 'finalization'), 0)
    order by position desc limit 1;
    v_key := 'finalization:' || (v_tries + 1);
    if v_answer.id is null and not exists (
      select 1 from chat_messages where chat_id = v_chat.id and message_type <> 'finalization'
        and (status in ('complete', 'stopped', 'pending', 'generating')) and sender_type = 'ai') then
      return jsonb_build_object('outcome', 'plan_not_found');
    end if;
  elsif v_key is not null then
    select * into v_question from chat_messages
    where chat_id = v_chat.id and client_message_id = v_key;
    v_said := v_question.message_content;
    if v_question.id is null then
      -- Sent once more after it was edited.
      select m.* into v_question from message_edits e join chat_messages m on m.id = e.message_id
      where m.chat_id = v_chat.id and e.client_message_id = v_key limit 1;
      select e.content into v_said from message_edits e
      where e.message_id = v_question.id and e.client_message_id = v_key;
      v_question.client_message_id := v_key;
    end if;
    if v_question.id is not null then
      if v_said is distinct from p_content then
        return jsonb_build_object('outcome', 'message_id_reused');
      end if;
      select * into v_answer from chat_messages where reply_to = v_question.id;
    end if;
  end if;

  if p_kind = 'welcome' and v_answer.status in ('failed', 'stopped') then
    -- A welcome that failed is asked for again in its own place.
    v_answer := reopen_answer(v_answer.id, p_user, p_opened_over, p_reserve, v_limit);
    if v_answer.id is null then
      return jsonb_build_object('outcome', 'budget_exhausted');
    end if;
  elsif v_answer.id is not null then
    v_outcome := 'known';
    if v_answer.status in ('pending', 'generating') and p_opened_over = 'http'
       and v_answer.opened_over = 'deferred' then
      update chat_messages set opened_over = 'http' where id = v_answer.id;
    end if;
  else
    v_day := (clock_timestamp() at time zone 'UTC')::date;
    if not reserve_tokens(p_user, v_day, p_reserve, v_limit) then
      return jsonb_build_object('outcome', 'budget_exhausted');
    end if;
    v_position := coalesce(v_last.position, 0);
    v_now := greatest(clock_timestamp(), v_last.timestamp + interval '1 microsecond');
    v_question := null;
    if p_kind <> 'welcome' then
      v_position := v_position + 1;
      insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
        tokens_used, timestamp, client_message_id)
      values (p_message, v_chat.id, v_position, 'user', p_content, p_kind, 0, v_now, v_key)
      returning * into v_question;
      v_now := v_now + interval '1 microsecond';
    end if;
    insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
      timestamp, reply_to, status, opened_over, reserved_tokens, reserved_day)
    values (p_answer, v_chat.id, v_position + 1, 'ai', '', p_kind, v_now, v_question.id, 'pending',
      p_opened_over, p_reserve, v_day)
    returning * into v_answer;
    update chats set updated_at = v_now,
      ai_context = case when p_context is null then ai_context
                        else coalesce(ai_context, '{}') || p_context end
    where id = v_chat.id;
    update chat_sessions set updated_at = v_now where id = v_session;
    if p_kind <> 'text' and p_chat is null then
      -- The plan is in the primary chat: from here on the key writes there again.
      update session_keys set active_chat_id = v_chat.id
      where user_id = p_user and key = p_key and active_chat_id is distinct from v_chat.id;
    end if;
    if v_user.is_guest then
      update users set last_seen_at = v_now
      where id = p_user and last_seen_at < v_now - interval '1 hour';
    end if;
  end if;

  if v_question.id is null and v_answer.reply_to is not null then
    select * into v_question from chat_messages where id = v_answer.reply_to;
  end if;
  return turn_json(v_outcome, v_chat.session_id, v_moved, v_question, v_answer);
exception
  when sqlstate 'AP404' then return jsonb_build_object('outcome', 'track_not_found');
  when sqlstate 'AP409' then return jsonb_build_object('outcome', 'session_mismatch');
end $$;

-- Writes an answer anew, or replaces the chat's last message by another text and answers that.
--   p_message: the answer to write anew, or with p_content the learner's message to replace.
--   p_attempt: the attempt that was on screen; another one is there already: 'known'.
-- Returns jsonb with `outcome`: accepted | known | signed_out | message_not_found |
--   turn_not_repeatable | message_id_reused | budget_exhausted, and the turn's place.
create function repeat_turn(
  p_user uuid, p_version integer, p_message uuid, p_attempt integer, p_content text,
  p_client_message_id text, p_opened_over text,
  p_reserve integer, p_limit integer, p_guest_limit integer
) returns jsonb language plpgsql as $$
declare
  v_user users;
  v_chat chats;
  v_answer chat_messages;
  v_question chat_messages;
  v_is_last boolean;
  v_outcome text := 'accepted';
begin
  select * into v_user from users where id = p_user and is_active
    and (p_version is null or token_version = p_version);
  if not found then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  select c.* into v_chat from chat_messages m join chats c on c.id = m.chat_id
  join chat_sessions s on s.id = c.session_id
  where m.id = p_message and s.user_id = p_user
    and m.sender_type = case when p_content is null then 'ai' else 'user' end
  for update of c;
  if not found then
    return jsonb_build_object('outcome', 'message_not_found');
  end if;
  select * into v_answer from chat_messages
  where case when p_content is null then id = p_message else reply_to = p_message end;
  select * into v_question from chat_messages where id = v_answer.reply_to;
  v_is_last := not exists (
    select 1 from chat_messages where chat_id = v_chat.id and position > v_answer.position);

  if p_content is null then
    if v_answer.attempt > p_attempt or v_answer.status in ('pending', 'generating') then
      v_outcome := 'known';
    elsif not v_is_last
      or v_answer.status = 'complete' and v_answer.message_type = 'finalization' then
      return jsonb_build_object('outcome', 'turn_not_repeatable');
    end if;
  elsif v_question.client_message_id = p_client_message_id then
    if v_question.message_content <> p_content then
      return jsonb_build_object('outcome', 'message_id_reused');
    end if;
    v_outcome := 'known';
  elsif exists (select 1 from message_edits e where e.message_id = v_question.id
      and e.client_message_id = p_client_message_id and e.content = p_content) then
    v_outcome := 'known';
  elsif exists (select 1 from chat_messages
      where chat_id = v_chat.id and client_message_id = p_client_message_id)
    or exists (select 1 from message_edits e join chat_messages m on m.id = e.message_id
      where m.chat_id = v_chat.id and e.client_message_id = p_client_message_id) then
    return jsonb_build_object('outcome', 'message_id_reused');
  elsif not v_is_last or v_question.message_type <> 'text' then
    return jsonb_build_object('outcome', 'turn_not_repeatable');
  end if;

  if v_outcome = 'accepted' then
    if p_content is not null then
      insert into message_edits (message_id, revision, client_message_id, content, answer)
      values (v_question.id, v_question.revision, v_question.client_message_id,
        v_question.message_content, v_answer.message_content);
    end if;
    v_answer := reopen_answer(v_answer.id, p_user, p_opened_over, p_reserve,
      case when v_user.is_guest then p_guest_limit else p_limit end);
    if v_answer.id is null then
      delete from message_edits where message_id = v_question.id and revision = v_question.revision;
      return jsonb_build_object('outcome', 'budget_exhausted');
    end if;
    if p_content is not null then
      -- Earlier answers were to another text; a worker that writes one finds its lease gone.
      delete from answer_versions where message_id = v_answer.id;
      update chat_messages set message_content = p_content, revision = revision + 1,
        client_message_id = p_client_message_id
      where id = v_question.id returning * into v_question;
      update chat_messages set revision = v_question.revision
      where id = v_answer.id returning * into v_answer;
      update chats set lease_until = null, lease_attempt = lease_attempt + 1 where id = v_chat.id;
    end if;
    update chats set updated_at = clock_timestamp() where id = v_chat.id;
    update chat_sessions set updated_at = clock_timestamp() where id = v_chat.session_id;
    if v_user.is_guest then
      update users set last_seen_at = clock_timestamp()
      where id = p_user and last_seen_at < clock_timestamp() - interval '1 hour';
    end if;
  elsif p_content is not null then
    v_question.client_message_id := p_client_message_id;
  end if;
  return turn_json(v_outcome, v_chat.session_id, null, v_question, v_answer);
end $$;

-- Stores how an answer ended. One that came to nothing gives way to what it said before, if anything.
create function end_answer(p_message uuid, p_status text, p_text text, p_model text,
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

-- A claimed turn as its worker gets it.
create function claim_json(p_chat chats, p_answer chat_messages, p_call uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'over', null,
    'chat_id', p_chat.id, 'session_id', p_chat.session_id, 'track_id', s.track_id,
    'user_id', s.user_id, 'locale', u.locale,
    'message_id', p_answer.id, 'reply_to', p_answer.reply_to, 'position', p_answer.position,
    'revision', p_answer.revision,
    'attempt', p_answer.attempt, 'lease_attempt', p_chat.lease_attempt,
    'kind', p_answer.message_type, 'opened_over', p_answer.opened_over,
    'call_id', p_call, 'context', p_chat.ai_context,
    'timestamp', to_char(p_answer.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  from chat_sessions s join users u on u.id = s.user_id where s.id = p_chat.session_id
$$;

-- Claims the chat's oldest unfinished turn if no lease on the chat is live.
-- Returns null when there is nothing to claim or somebody holds the lease, else the turn: its place,
-- its owner, its context; `over` says that it is not to be written any more: 'gave_up' when it was
-- tried too often, 'stopped' when its learner asked so. Repeated with the same p_call it returns the
-- same claim.
create or replace function claim_turn(
  p_chat uuid, p_call uuid, p_model text, p_lease interval, p_tries integer
) returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
  v_over text;
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
  update ai_calls set outcome = 'abandoned', closed_at = clock_timestamp()
  where message_id = v_answer.id and outcome is null;
  update chat_messages set status = 'generating', attempt = attempt + 1, message_content = '',
    ai_model_used = p_model
  where id = v_answer.id returning * into v_answer;
  update chats set lease_until = clock_timestamp() + p_lease, lease_attempt = lease_attempt + 1
  where id = p_chat returning * into v_chat;
  insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model)
  select p_call, s.user_id, p_chat, v_answer.id, s.track_id, v_answer.attempt,
    v_answer.message_type, p_model
  from chat_sessions s where s.id = v_chat.session_id;
  return claim_json(v_chat, v_answer, p_call);
end $$;

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

-- Ends a turn nobody is writing, with the text it has; what a worker left in the ledger is closed.
create function end_unheld_turn(p_chat chats, p_answer chat_messages, p_status text, p_error text)
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

drop function give_up_turn(uuid, text);

-- Ends an unfinished turn that nobody writes: failed, or stopped if its learner asked so.
-- Null when it is settled or a worker holds the chat's lease.
create function give_up_turn(p_message uuid, p_error text) returns jsonb language plpgsql as $$
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
create function stop_turn(p_user uuid, p_version integer, p_message uuid)
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
