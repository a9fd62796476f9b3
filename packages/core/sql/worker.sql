-- A claimed turn as its worker gets it.
create or replace function claim_json(p_chat chats, p_answer chat_messages, p_call uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'over', null,
    'chat_id', p_chat.id, 'session_id', p_chat.session_id, 'track_id', s.track_id,
    'user_id', s.user_id, 'locale', u.locale,
    'message_id', p_answer.id, 'reply_to', p_answer.reply_to, 'position', p_answer.position,
    'revision', p_answer.revision, 'continues', continued_json(p_answer),
    'attempt', p_answer.attempt, 'lease_attempt', p_chat.lease_attempt,
    'kind', p_answer.message_type, 'opened_over', p_answer.opened_over,
    'call_id', p_call, 'context', p_chat.ai_context, 'own_model', own_model(s.user_id),
    'held', p_answer.reserved_tokens, 'module_id', p_chat.module_id,
    'timestamp', iso(p_answer.timestamp))
  from chat_sessions s join users u on u.id = s.user_id where s.id = p_chat.session_id
$$;

-- Claims the chat's oldest unfinished turn if no lease on the chat is live. Repeated with the same call_id it returns
-- the same claim.
--   chat_id, call_id; model: the server's, for users without one of their own; lease_seconds, max_tries
-- Returns `outcome`: claimed, with the turn in `claim`: its place, its owner, its context, its model; `over` says that it
-- is not to be written any more: 'gave_up' when it was tried too often, 'stopped' when its user asked so. Or none: there
-- is nothing to claim, or somebody holds the lease.
create or replace function claim_turn(p jsonb) returns jsonb language plpgsql as $$
declare
  v_none constant jsonb := jsonb_build_object('outcome', 'none');
  v_call uuid := (p ->> 'call_id')::uuid;
  v_model text := p ->> 'model';
  v_chat chats;
  v_answer chat_messages;
  v_over text;
  v_own jsonb;
begin
  select * into v_chat from chats where id = (p ->> 'chat_id')::uuid for update;
  if not found then
    return v_none;
  end if;
  select * into v_answer from chat_messages
  where chat_id = v_chat.id and status in ('pending', 'generating') order by position limit 1
  for update;
  if not found then
    return v_none;
  end if;
  if v_chat.lease_until > clock_timestamp() then
    if not exists (select 1 from ai_calls
        where id = v_call and outcome is null and message_id = v_answer.id) then
      return v_none;
    end if;
    return jsonb_build_object('outcome', 'claimed', 'claim', claim_json(v_chat, v_answer, v_call));
  end if;
  v_over := case when v_answer.stop_requested then 'stopped'
    when v_answer.attempt - v_answer.opened_attempt >= (p ->> 'max_tries')::integer
      then 'gave_up' end;
  if v_over is not null then
    return jsonb_build_object('outcome', 'claimed',
      'claim', claim_json(v_chat, v_answer, v_call) || jsonb_build_object('over', v_over));
  end if;
  select own_model(user_id) into v_own from chat_sessions where id = v_chat.session_id;
  if v_own is not null then
    v_model := coalesce(v_chat.ai_context ->> 'model_name', v_own ->> 'model_name');
  end if;
  perform close_left_calls(v_answer, 'abandoned');
  update chats set lease_attempt = lease_attempt + 1,
    lease_until = clock_timestamp() + make_interval(secs => (p ->> 'lease_seconds')::float8)
  where id = v_chat.id returning * into v_chat;
  update chat_messages set status = 'generating', attempt = attempt + 1,
    message_content = coalesce((version_continued(v_answer)).content, ''), ai_model_used = v_model
  where id = v_answer.id returning * into v_answer;
  insert into ai_calls (id, user_id, chat_id, message_id, track_id, attempt, kind, model, own_key,
    chat_type, continues)
  select v_call, s.user_id, v_chat.id, v_answer.id, s.track_id, v_answer.attempt,
    v_answer.message_type, v_model, v_own is not null, v_chat.chat_type, v_answer.continues
  from chat_sessions s where s.id = v_chat.session_id;
  return jsonb_build_object('outcome', 'claimed', 'claim', claim_json(v_chat, v_answer, v_call));
end $$;

-- Stores the text so far and renews the lease: chat_id, message_id, attempt, lease_attempt, text, lease_seconds; once after a
-- model was asked also call_id and prompt_tokens, an estimate that the ledger keeps should the worker be killed.
-- Returns `outcome`: stored, with `stop_requested`, `opened_over` and `session_id`, the session that the chat belongs to
-- now; or lost: a newer attempt took over, or the turn was ended, and the lease is not renewed.
create or replace function checkpoint_turn(p jsonb) returns jsonb language plpgsql as $$
declare
  v_session uuid;
  v_answer chat_messages;
begin
  select session_id into v_session from chats
  where id = (p ->> 'chat_id')::uuid and lease_attempt = (p ->> 'lease_attempt')::integer
  for no key update;
  if found then
    update chat_messages set message_content = p ->> 'text'
    where id = (p ->> 'message_id')::uuid and chat_id = (p ->> 'chat_id')::uuid
      and attempt = (p ->> 'attempt')::integer and status = 'generating'
    returning * into v_answer;
  end if;
  if v_answer.id is null then
    return jsonb_build_object('outcome', 'lost');
  end if;
  update chats
  set lease_until = clock_timestamp() + make_interval(secs => (p ->> 'lease_seconds')::float8)
  where id = v_answer.chat_id;
  if p ? 'prompt_tokens' then
    update ai_calls set requests = 1, prompt_tokens = (p ->> 'prompt_tokens')::integer,
      token_source = 'estimated'
    where id = (p ->> 'call_id')::uuid and outcome is null;
  end if;
  return jsonb_build_object('outcome', 'stored', 'stop_requested', v_answer.stop_requested,
    'opened_over', v_answer.opened_over, 'session_id', v_session);
end $$;

-- Ends a turn: text, model, tokens, ledger, budget, modules and lease in one transaction, and claims the chat's next
-- turn in it. Repeated after its own commit it changes nothing and returns the same.
--   chat_id, message_id, attempt, lease_attempt; status: complete | truncated | stopped | failed; text, model, error,
--     tokens, notes; call_id, ledger; modules: stored with a complete turn only; title: of the plan that the answer shows
--     lesson: what was read in a lesson's text (sections, minutes)
--   next: what `claim_turn` takes beside the chat, null to leave the next turn to a wake-up
-- Returns `outcome`: settled, with `session_id` (the chat's now), `opened_over`, `modules`, `notes` (as they are stored), `kept` (what is stored, where
-- that is not this ending: an earlier answer that came back, or one that went on), `more` (turns wait) and `next` (a claim); or lost: a newer attempt took over.
create or replace function settle_turn(p jsonb) returns jsonb language plpgsql as $$
declare
  v_chat chats;
  v_answer chat_messages;
  v_owner record;
  v_status text := p ->> 'status';
  v_stored jsonb;
  v_next jsonb;
begin
  select * into v_chat from chats where id = (p ->> 'chat_id')::uuid for update;
  select * into v_answer from chat_messages
  where id = (p ->> 'message_id')::uuid and chat_id = v_chat.id for update;
  if v_answer.id is null or v_answer.attempt <> (p ->> 'attempt')::integer
    -- Settled already: by us, if our ledger row was closed with our ending.
    or v_answer.status <> 'generating' and not exists (select 1 from ai_calls
      where id = (p ->> 'call_id')::uuid and outcome = v_status)
    or v_answer.status = 'generating'
      and v_chat.lease_attempt <> (p ->> 'lease_attempt')::integer then
    perform close_lost_row((p ->> 'call_id')::uuid, p -> 'ledger');
    return jsonb_build_object('outcome', 'lost');
  end if;
  if v_answer.status = 'generating' then
    update chats set lease_until = null, updated_at = clock_timestamp() where id = v_chat.id;
    v_answer := end_answer(v_answer.id, p);
    select user_id, track_id into v_owner from chat_sessions where id = v_chat.session_id;
    if v_status = 'complete' and jsonb_typeof(p -> 'modules') = 'array' then
      v_stored := store_modules(v_owner.track_id, p -> 'modules',
        case when p -> 'notes' ? 'from_plan' then 'plan' else 'model' end, v_answer.id);
    end if;
    if jsonb_typeof(p -> 'lesson') = 'object' and v_answer.message_content = p ->> 'text' then
      perform keep_lesson_parts(v_answer, p -> 'lesson');
    end if;
    if v_answer.status = 'complete' and v_chat.module_id is null then
      perform name_track(v_owner.track_id, p ->> 'title');
    end if;
    perform close_ledger_row((p ->> 'call_id')::uuid, p -> 'ledger');
    perform settle_tokens(v_answer.id, v_owner.user_id, coalesce((p ->> 'tokens')::integer, 0));
  end if;
  if jsonb_typeof(p -> 'next') = 'object' and has_open_turn(v_chat.id) then
    v_next := claim_turn(p -> 'next' || jsonb_build_object('chat_id', v_chat.id)) -> 'claim';
  end if;
  return jsonb_build_object('outcome', 'settled', 'session_id', v_chat.session_id,
    'modules', v_stored, 'opened_over', v_answer.opened_over, 'notes', v_answer.notes,
    'kept', case when v_answer.status <> v_status or v_answer.message_content <> p ->> 'text'
        or v_answer.tokens_used is distinct from (p ->> 'tokens')::integer
      then jsonb_build_object('status', v_answer.status, 'text', v_answer.message_content,
        'model', v_answer.ai_model_used, 'tokens', v_answer.tokens_used) end,
    'more', has_open_turn(v_chat.id), 'next', v_next);
end $$;

-- What a model is told about: user_id, and track_id, chat_id (null: none); before: only messages at a smaller position;
-- bytes: of the dialogue at most; message_id: the answer that is to be written.
-- Returns `track`, `modules`, archived ones last, `messages`, the newest that fit, without the texts of lessons, and
-- `study`: see `study_context`.
create or replace function read_context(p jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'track', (select to_jsonb(t) from learning_tracks t
      where t.id = (p ->> 'track_id')::uuid and t.user_id = (p ->> 'user_id')::uuid),
    'modules', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'number', m.module_number,
          'title', m.title, 'description', m.description,
          'archived', m.archived_at is not null,
          'hours', coalesce(m.estimated_duration_hours, 0), 'objectives', m.learning_objectives)
        order by m.archived_at desc nulls first, m.module_number), '[]')
      from course_modules m join learning_tracks t on t.id = m.track_id
      where t.id = (p ->> 'track_id')::uuid and t.user_id = (p ->> 'user_id')::uuid),
    'messages', coalesce((select newest_messages(c.id, (p ->> 'before')::integer,
        coalesce((p ->> 'items')::integer, 400), (p ->> 'bytes')::bigint, 'lesson')
      from chats c join chat_sessions s on s.id = c.session_id
      where c.id = (p ->> 'chat_id')::uuid and s.user_id = (p ->> 'user_id')::uuid), '[]'),
    'study', (select study_context(c, m)
      from chats c join chat_sessions s on s.id = c.session_id
      left join chat_messages m on m.id = (p ->> 'message_id')::uuid and m.chat_id = c.id
      where c.id = (p ->> 'chat_id')::uuid and s.user_id = (p ->> 'user_id')::uuid
        and c.module_id is not null))
$$;
