-- The turn pipeline: accept, claim, checkpoint, settle, give up. PostgreSQL alone orders and fences.

-- Takes a learner's message (or the request for a welcome or for modules) and opens its answer.
-- Idempotent: see outcome 'known'. One call is one transaction.
--   p_version: the sign-in's token version, checked against the user's; null skips the check.
--   p_chat: the chat, null for the session's active or primary one.
-- Returns jsonb with `outcome`: accepted | known | signed_out | chat_not_found | track_not_found |
--   session_mismatch | message_id_reused | budget_exhausted | plan_not_found, and the turn's place.
create function accept_turn(
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
  v_key text := p_client_message_id;
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
    if v_question.id is not null then
      if v_question.message_content is distinct from p_content then
        return jsonb_build_object('outcome', 'message_id_reused');
      end if;
      select * into v_answer from chat_messages where reply_to = v_question.id;
    end if;
  end if;

  -- A welcome that failed is asked for again in its own place.
  if p_kind = 'welcome' and v_answer.status in ('failed', 'stopped') then
    v_day := (clock_timestamp() at time zone 'UTC')::date;
    if not reserve_tokens(p_user, v_day, p_reserve,
        case when v_user.is_guest then p_guest_limit else p_limit end) then
      return jsonb_build_object('outcome', 'budget_exhausted');
    end if;
    update chat_messages set status = 'pending', error_code = null, stop_requested = false,
      opened_over = p_opened_over, reserved_tokens = p_reserve, reserved_day = v_day
    where id = v_answer.id returning * into v_answer;
  elsif v_answer.id is not null then
    v_outcome := 'known';
    if v_answer.status in ('pending', 'generating') and p_opened_over = 'http'
       and v_answer.opened_over = 'deferred' then
      update chat_messages set opened_over = 'http' where id = v_answer.id;
    end if;
  else
    v_day := (clock_timestamp() at time zone 'UTC')::date;
    if not reserve_tokens(p_user, v_day, p_reserve,
        case when v_user.is_guest then p_guest_limit else p_limit end) then
      return jsonb_build_object('outcome', 'budget_exhausted');
    end if;
    v_position := coalesce(v_last.position, 0);
    v_now := greatest(clock_timestamp(), v_last.timestamp + interval '1 microsecond');
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
    if v_user.is_guest then
      update users set last_seen_at = v_now where id = p_user;
    end if;
  end if;

  if v_question.id is null and v_answer.reply_to is not null then
    select * into v_question from chat_messages where id = v_answer.reply_to;
  end if;
  return jsonb_build_object(
    'outcome', v_outcome, 'session_id', v_chat.session_id, 'moved_from', v_moved,
    'chat_id', v_chat.id, 'message_id', v_question.id, 'answer_id', v_answer.id,
    'client_message_id', v_question.client_message_id,
    'content', v_question.message_content, 'kind', p_kind,
    'position', coalesce(v_question.position, v_answer.position),
    'answer_position', v_answer.position, 'answer_status', v_answer.status,
    'timestamp', to_char(coalesce(v_question.timestamp, v_answer.timestamp) at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
exception
  when sqlstate 'AP404' then return jsonb_build_object('outcome', 'track_not_found');
  when sqlstate 'AP409' then return jsonb_build_object('outcome', 'session_mismatch');
end $$;

-- Holds tokens back from a day's budget; false when they do not fit.
create function reserve_tokens(p_user uuid, p_day date, p_tokens integer, p_limit integer)
returns boolean language plpgsql as $$
begin
  insert into usage_days (user_id, day) values (p_user, p_day) on conflict do nothing;
  update usage_days set reserved = reserved + p_tokens
  where user_id = p_user and day = p_day and spent + reserved + p_tokens <= p_limit;
  return found;
end $$;

-- Gives back what a turn held and books what it cost.
create function settle_tokens(p_message uuid, p_user uuid, p_spent integer) returns void
language sql as $$
  with held as (
    update chat_messages set reserved_tokens = 0 where id = p_message
    returning reserved_day,
      (select reserved_tokens from chat_messages old where old.id = p_message) as tokens
  )
  update usage_days d set reserved = greatest(0, d.reserved - held.tokens),
    spent = d.spent + p_spent
  from held where d.user_id = p_user and d.day = held.reserved_day;
$$;

-- Claims the chat's oldest unfinished turn if no lease on the chat is live.
-- Returns null when there is nothing to claim or somebody holds the lease, else the turn:
-- its place, its owner, its context, and `exhausted` when it was tried too often.
create function claim_turn(p_chat uuid, p_call uuid, p_model text, p_lease interval, p_tries integer)
returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
  v_owner record;
  v_exhausted boolean;
begin
  select * into v_chat from chats where id = p_chat for update;
  if not found or v_chat.lease_until > clock_timestamp() then
    return null;
  end if;
  select * into v_answer from chat_messages
  where chat_id = p_chat and status in ('pending', 'generating') order by position limit 1
  for update;
  if not found then
    return null;
  end if;
  update ai_calls set outcome = 'abandoned', closed_at = clock_timestamp()
  where message_id = v_answer.id and outcome is null;
  select s.user_id, s.track_id, u.locale, u.is_guest into v_owner
  from chat_sessions s join users u on u.id = s.user_id where s.id = v_chat.session_id;

  v_exhausted := v_answer.attempt >= p_tries;
  if not v_exhausted then
    update chat_messages set status = 'generating', attempt = attempt + 1, message_content = '',
      ai_model_used = p_model
    where id = v_answer.id returning * into v_answer;
    update chats set lease_until = clock_timestamp() + p_lease, lease_attempt = lease_attempt + 1
    where id = p_chat returning * into v_chat;
    insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model)
    values (p_call, v_owner.user_id, p_chat, v_answer.id, v_owner.track_id, v_answer.attempt,
      v_answer.message_type, p_model);
  end if;
  return jsonb_build_object(
    'exhausted', v_exhausted,
    'chat_id', p_chat, 'session_id', v_chat.session_id, 'track_id', v_owner.track_id,
    'user_id', v_owner.user_id, 'locale', v_owner.locale,
    'message_id', v_answer.id, 'reply_to', v_answer.reply_to, 'position', v_answer.position,
    'attempt', v_answer.attempt, 'lease_attempt', v_chat.lease_attempt,
    'kind', v_answer.message_type, 'opened_over', v_answer.opened_over,
    'call_id', p_call, 'context', v_chat.ai_context,
    'timestamp', to_char(v_answer.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
end $$;

-- Stores the text so far and renews the lease. No row: a newer attempt took over, or it is settled.
create function checkpoint_turn(
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
-- Returns null when a newer attempt took over, else {modules, next}.
create function settle_turn(
  p_chat uuid, p_message uuid, p_attempt integer, p_lease_attempt integer,
  p_status text, p_text text, p_model text, p_error text, p_tokens integer, p_spent integer,
  p_call uuid, p_ledger jsonb, p_modules jsonb,
  p_next_call uuid, p_next_model text, p_lease interval, p_tries integer
) returns jsonb language plpgsql as $$
declare
  v_owner record;
  v_stored jsonb;
  v_opened_over text;
  v_pending boolean;
begin
  perform 1 from chats where id = p_chat and lease_attempt = p_lease_attempt for update;
  if not found then
    return null;
  end if;
  update chat_messages set status = p_status, message_content = p_text, ai_model_used = p_model,
    tokens_used = p_tokens, error_code = p_error
  where id = p_message and attempt = p_attempt and status = 'generating'
  returning opened_over into v_opened_over;
  if not found then
    return null;
  end if;
  select s.user_id, s.track_id into v_owner from chats c
  join chat_sessions s on s.id = c.session_id where c.id = p_chat;
  perform close_call(p_call, p_ledger);
  perform settle_tokens(p_message, v_owner.user_id, p_spent);
  if p_modules is not null then
    v_stored := store_modules(v_owner.track_id, p_modules);
  end if;
  update chats set lease_until = null, updated_at = clock_timestamp() where id = p_chat;
  select exists (select 1 from chat_messages
    where chat_id = p_chat and status in ('pending', 'generating')) into v_pending;
  return jsonb_build_object('modules', v_stored, 'opened_over', v_opened_over, 'more', v_pending,
    'next', case when p_next_call is not null and v_pending
      then claim_turn(p_chat, p_next_call, p_next_model, p_lease, p_tries) end);
end $$;

-- Closes a ledger row with what the model reported.
create function close_call(p_call uuid, p_ledger jsonb) returns void language sql as $$
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

-- Makes a track's modules what the list says: one with an `id` of the track keeps it and its
-- progress, one without is new, one that is not in the list is archived. The track becomes active.
create function store_modules(p_track uuid, p_modules jsonb) returns jsonb language plpgsql as $$
begin
  perform 1 from learning_tracks where id = p_track for update;
  update course_modules m set archived_at = clock_timestamp(), updated_at = clock_timestamp()
  where m.track_id = p_track and m.archived_at is null
    and not exists (select 1 from jsonb_array_elements(p_modules) e where (e ->> 'id')::uuid = m.id);
  -- Out of the way first: numbers are unique among the modules in force.
  update course_modules set module_number = -module_number
  where track_id = p_track and archived_at is null;
  insert into course_modules (id, track_id, module_number, title, description,
    learning_objectives, estimated_duration_hours, ai_generated_content)
  select (e ->> 'id')::uuid, p_track, o::integer, e ->> 'title', e ->> 'description',
    e -> 'learning_objectives', (e ->> 'estimated_duration_hours')::integer, e -> 'source'
  from jsonb_array_elements(p_modules) with ordinality as x (e, o)
  on conflict (id) do update set module_number = excluded.module_number, title = excluded.title,
    description = excluded.description, learning_objectives = excluded.learning_objectives,
    estimated_duration_hours = excluded.estimated_duration_hours,
    ai_generated_content = excluded.ai_generated_content, archived_at = null,
    updated_at = clock_timestamp()
  where course_modules.track_id = p_track;
  update learning_tracks set updated_at = clock_timestamp(),
    status = case when status = 'planning' then 'active' else status end
  where id = p_track;
  return (select coalesce(jsonb_agg(m.id order by m.module_number), '[]') from course_modules m
          where m.track_id = p_track and m.archived_at is null);
end $$;

-- Marks an unfinished turn failed, unless a worker holds its lease.
create function give_up_turn(p_message uuid, p_error text) returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
  v_user uuid;
begin
  select c.* into v_chat from chats c join chat_messages m on m.chat_id = c.id
  where m.id = p_message for update of c;
  if not found or v_chat.lease_until > clock_timestamp() then
    return null;
  end if;
  update chat_messages set status = 'failed', error_code = p_error, tokens_used = 0
  where id = p_message and status in ('pending', 'generating') returning * into v_answer;
  if not found then
    return null;
  end if;
  update ai_calls set outcome = 'abandoned', closed_at = clock_timestamp()
  where message_id = p_message and outcome is null;
  select user_id into v_user from chat_sessions where id = v_chat.session_id;
  perform settle_tokens(p_message, v_user, 0);
  return jsonb_build_object('chat_id', v_chat.id, 'session_id', v_chat.session_id,
    'message_id', v_answer.id, 'reply_to', v_answer.reply_to, 'position', v_answer.position,
    'attempt', v_answer.attempt, 'opened_over', v_answer.opened_over, 'kind', v_answer.message_type,
    'more', exists (select 1 from chat_messages m where m.chat_id = v_chat.id
      and m.status in ('pending', 'generating')));
end $$;
