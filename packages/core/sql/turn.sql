-- Where a turn stands, as `message_accepted` and the HTTP routes say it.
create or replace function turn_json(p_outcome text, p_session uuid, p_moved uuid, p_question chat_messages,
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
create or replace function repeat_turn(
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

-- How many turns of a user are not finished.
create or replace function turns_open(p_user uuid) returns integer language sql stable as $$
  select count(*)::integer from chat_sessions s join chats c on c.session_id = s.id
  join chat_messages m on m.chat_id = c.id and m.status in ('pending', 'generating')
  where s.user_id = p_user
$$;

-- Looks over a turn that `accept_turn` or `repeat_turn` has just opened with p_reserve tokens held back:
-- raises 'too_many_turns' beyond p_most unfinished turns of the user, holds back what the prompt may
-- cost too, and raises 'budget_exhausted' where that does not fit. Modules may take a second call.
-- Where nothing was held back nothing is added.
create or replace function check_opened(p_user uuid, p_turn jsonb, p_reserve integer, p_limit integer,
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
create or replace function open_turn(
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
create or replace function open_again(
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
