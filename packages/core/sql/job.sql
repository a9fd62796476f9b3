-- A job as its owner reads it, and whose it is now.
create or replace function job_json(p_job jobs) returns jsonb language sql stable as $$
  select jsonb_build_object('id', p_job.id, 'user_id', p_job.user_id, 'kind', p_job.kind,
    'status', p_job.status, 'track_id', p_job.track_id, 'attempt', p_job.attempt,
    'result', p_job.result, 'error_code', p_job.error_code, 'created_at', iso(p_job.created_at),
    'updated_at', iso(p_job.updated_at), 'ended_at', iso(p_job.ended_at), 'notes', p_job.notes)
$$;

-- How many jobs of a user are not finished.
create or replace function jobs_open(p_user uuid) returns integer language sql stable as $$
  select count(*)::integer from jobs where user_id = p_user and status in ('pending', 'running')
$$;

-- The chat whose dialogue a job reads: the one asked for, else the primary chat of its track.
create or replace function chat_of_job(p_track uuid, p_input jsonb) returns uuid
language sql stable as $$
  select coalesce((p_input ->> 'chat_id')::uuid, (
    select c.id from chat_sessions s join chats c on c.session_id = s.id and c.is_primary
    where s.track_id = p_track))
$$;

-- Locks a job after its owner and its track, as a statement does that adds to its ledger or changes the track: all null
-- when the job is gone. A guest's job may become an account's while its owner is waited for.
create or replace function lock_job(p_job uuid) returns jobs language plpgsql as $$
declare
  v_job jobs;
begin
  loop
    select * into v_job from jobs where id = p_job;
    exit when v_job.id is null;
    perform 1 from users where id = v_job.user_id for key share;
    exit when found;
  end loop;
  perform 1 from learning_tracks where id = v_job.track_id for no key update;
  select * into v_job from jobs where id = p_job for update;
  return v_job;
end $$;

-- Opens a job, or finds the one that a request repeats: by its idempotency_key, else by its input while that job is
-- unfinished. One that failed is opened again in its own place.
--   user_id; job_id: of a new one; kind; input: `chat_id` and `track_id` in it have to be the user's; idempotency_key
--   answer_tokens, calls, bytes: what is reserved is `calls` times an answer and a prompt with so much dialogue, and
--     nothing when the user's own model will answer
--   limit, guest_limit: of the day's tokens; max_jobs: unfinished ones of a user
-- Returns `outcome`: accepted | known, with the job in `job`; or signed_out | track_not_found | chat_not_found |
--   key_reused | too_many_jobs | budget_exhausted; of an outline also module_not_found | module_archived | outlined: there is
--   nothing to do.
create or replace function open_job(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user users;
  v_input jsonb := coalesce(p -> 'input', '{}');
  v_track uuid := (v_input ->> 'track_id')::uuid;
  v_key text := coalesce('key:' || (p ->> 'idempotency_key'), 'input:' || md5(v_input::text));
  v_day date := (clock_timestamp() at time zone 'UTC')::date;
  v_tokens integer;
  v_module course_modules;
  v_job jobs;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  v_user := signed_in((p ->> 'user_id')::uuid, (p ->> 'version')::integer);
  if v_user.id is null then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  if v_input ->> 'chat_id' is not null and not exists (
    select 1 from chats c join chat_sessions s on s.id = c.session_id
    where c.id = (v_input ->> 'chat_id')::uuid and s.user_id = v_user.id) then
    return jsonb_build_object('outcome', 'chat_not_found');
  end if;
  perform 1 from learning_tracks where id = v_track and user_id = v_user.id for key share;
  if v_track is not null and not found then
    return jsonb_build_object('outcome', 'track_not_found');
  end if;
  if p ->> 'kind' = 'module-outline' then
    select * into v_module from course_modules
    where id = (v_input ->> 'module_id')::uuid and track_id = v_track;
    if not found or v_module.archived_at is not null or is_outlined(v_module.id) then
      return jsonb_build_object('outcome', case when not found then 'module_not_found'
        when v_module.archived_at is not null then 'module_archived' else 'outlined' end);
    end if;
  end if;

  select * into v_job from jobs
  where user_id = v_user.id and kind = p ->> 'kind' and natural_key = v_key for update;
  if v_job.input <> v_input then
    return jsonb_build_object('outcome', 'key_reused');
  elsif v_job.status <> 'failed' then
    return jsonb_build_object('outcome', 'known', 'job', job_json(v_job));
  elsif jobs_open(v_user.id) >= (p ->> 'max_jobs')::integer then
    return jsonb_build_object('outcome', 'too_many_jobs');
  end if;

  v_tokens := case when own_model(v_user.id) is not null then 0
    else coalesce((p ->> 'calls')::integer, 1) * ((p ->> 'answer_tokens')::integer + prompt_tokens(
      chat_of_job(v_track, v_input), v_track, null, 0, (p ->> 'bytes')::integer)) end;
  if not reserve_tokens(v_user.id, v_day, v_tokens, limit_of(v_user, p)) then
    return jsonb_build_object('outcome', 'budget_exhausted');
  end if;
  insert into jobs (id, user_id, track_id, kind, natural_key, idempotency_key, input,
    reserved_tokens, reserved_day)
  values ((p ->> 'job_id')::uuid, v_user.id, v_track, p ->> 'kind', v_key,
    p ->> 'idempotency_key', v_input, v_tokens, v_day)
  on conflict (user_id, kind, natural_key) do update set status = 'pending', attempt = 0,
    error_code = null, notes = null, ended_at = null, updated_at = clock_timestamp(),
    reserved_tokens = excluded.reserved_tokens, reserved_day = excluded.reserved_day
  returning * into v_job;
  return jsonb_build_object('outcome', 'accepted', 'job', job_json(v_job));
end $$;

-- A job as the worker that holds it gets it.
create or replace function job_claim_json(p_job jobs, p_call uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object('job_id', p_job.id, 'user_id', p_job.user_id, 'kind', p_job.kind,
    'input', p_job.input, 'track_id', p_job.track_id, 'chat_id', c.id, 'context', c.ai_context,
    'locale', u.locale, 'attempt', p_job.attempt, 'fence', p_job.fence, 'call_id', p_call,
    'own_model', own_model(p_job.user_id), 'reserved_tokens', p_job.reserved_tokens)
  from users u left join chats c on c.id = chat_of_job(p_job.track_id, p_job.input)
  where u.id = p_job.user_id
$$;

-- Opens the ledger row of a call that a job makes.
create or replace function open_job_row(p_job jobs, p_call uuid, p_model text, p_own_key boolean)
returns void language sql as $$
  insert into ai_calls (id, user_id, track_id, job_id, attempt, fence, kind, model, own_key, chat_type)
  values (p_call, p_job.user_id, p_job.track_id, p_job.id, p_job.attempt, p_job.fence,
    case p_job.kind when 'generate-plan' then 'plan' when 'module-outline' then 'outline'
      when 'generate-lesson' then 'lesson' end, p_model, p_own_key,
    case when p_job.kind = 'generate-plan' then coalesce((select chat_type from chats
        where id = chat_of_job(p_job.track_id, p_job.input)), 'planning')
      else 'module_learning' end)
$$;

-- Closes what a worker that is gone left open of a job: the prompt is known where it was noted, an answer is not.
create or replace function close_left_job_calls(p_job uuid) returns void language sql as $$
  update ai_calls set outcome = 'abandoned', closed_at = clock_timestamp()
  where job_id = p_job and outcome is null
$$;

-- Claims an unfinished job if no lease on it is live, and opens the ledger row of its first call. Repeated with the same
-- call_id it returns the same claim.
--   job_id, call_id; model: the server's, for users without one of their own; lease_seconds, max_tries
-- Returns `outcome`: claimed, with the job in `claim`; gave_up, when it was tried too often; or none: there is nothing to
--   claim, or somebody holds the lease.
create or replace function claim_job(p jsonb) returns jsonb language plpgsql as $$
declare
  v_call uuid := (p ->> 'call_id')::uuid;
  v_job jobs := lock_job((p ->> 'job_id')::uuid);
  v_claim jsonb;
  v_own jsonb;
begin
  if v_job.id is null or v_job.status not in ('pending', 'running') then
    return jsonb_build_object('outcome', 'none');
  elsif v_job.lease_until > clock_timestamp() then
    if not exists (select 1 from ai_calls
        where id = v_call and job_id = v_job.id and outcome is null) then
      return jsonb_build_object('outcome', 'none');
    end if;
    return jsonb_build_object('outcome', 'claimed', 'claim', job_claim_json(v_job, v_call));
  elsif v_job.attempt >= (p ->> 'max_tries')::integer then
    return jsonb_build_object('outcome', 'gave_up');
  end if;
  update jobs set status = 'running', attempt = attempt + 1, fence = fence + 1,
    lease_until = clock_timestamp() + make_interval(secs => (p ->> 'lease_seconds')::float8),
    updated_at = clock_timestamp()
  where id = v_job.id returning * into v_job;
  perform close_left_job_calls(v_job.id);
  v_claim := job_claim_json(v_job, v_call);
  v_own := nullif(v_claim -> 'own_model', 'null');
  perform open_job_row(v_job, v_call, case when v_own is null then p ->> 'model'
    else coalesce(v_claim -> 'context' ->> 'model_name', v_own ->> 'model_name') end,
    v_own is not null);
  return jsonb_build_object('outcome', 'claimed', 'claim', v_claim);
end $$;

-- Renews the lease of a claimed job: job_id, fence, lease_seconds; once after a model was asked also call_id and
-- prompt_tokens, an estimate that the ledger keeps should the worker be killed.
-- Returns `outcome`: renewed | lost, when another worker took over or the job is over.
create or replace function renew_job(p jsonb) returns jsonb language plpgsql as $$
begin
  update jobs
  set lease_until = clock_timestamp() + make_interval(secs => (p ->> 'lease_seconds')::float8)
  where id = (p ->> 'job_id')::uuid and fence = (p ->> 'fence')::integer and status = 'running';
  if not found then
    return jsonb_build_object('outcome', 'lost');
  end if;
  if p ? 'prompt_tokens' then
    update ai_calls set requests = 1, prompt_tokens = (p ->> 'prompt_tokens')::integer,
      completion_tokens = 0, cached_tokens = 0, token_source = 'estimated'
    where id = (p ->> 'call_id')::uuid and outcome is null;
  end if;
  return jsonb_build_object('outcome', 'renewed');
end $$;

-- Closes the ledger row of a job's call and opens one for the next: job_id, fence, call_id, ledger, next_call_id, model,
-- own_key. Returns `outcome`: opened | lost.
create or replace function next_job_call(p jsonb) returns jsonb language plpgsql as $$
declare
  v_job jobs := lock_job((p ->> 'job_id')::uuid);
begin
  perform close_ledger_row((p ->> 'call_id')::uuid, p -> 'ledger');
  if v_job.fence is distinct from (p ->> 'fence')::integer or v_job.status <> 'running' then
    perform close_lost_row((p ->> 'call_id')::uuid, p -> 'ledger');
    return jsonb_build_object('outcome', 'lost');
  end if;
  perform open_job_row(v_job, (p ->> 'next_call_id')::uuid, p ->> 'model',
    coalesce((p ->> 'own_key')::boolean, false));
  return jsonb_build_object('outcome', 'opened');
end $$;

-- Ends a locked job, frees what it reserved and books what it cost. Without a client's key it gives up its name: asked
-- for again, it is another job.
--   p_end: status, result, error, notes
create or replace function end_job(p_job jobs, p_end jsonb, p_spent integer) returns jobs language plpgsql as $$
begin
  update ai_calls set spent_day = p_job.reserved_day
  where job_id = p_job.id and fence = p_job.fence and p_spent > 0 and not own_key
    and outcome <> 'abandoned';
  update usage_days set reserved = greatest(0, reserved - p_job.reserved_tokens),
    spent = spent + p_spent
  where user_id = p_job.user_id and day = p_job.reserved_day;
  update jobs set status = p_end ->> 'status', result = nullif(p_end -> 'result', 'null'),
    error_code = p_end ->> 'error', notes = nullif(p_end -> 'notes', 'null'), lease_until = null,
    reserved_tokens = 0, updated_at = clock_timestamp(), ended_at = clock_timestamp(),
    natural_key = case when idempotency_key is null then id::text else natural_key end
  where id = p_job.id returning * into p_job;
  return p_job;
end $$;

-- Closes the ledger row of a call whose job was deleted meanwhile, and books what it cost on its user's day.
create or replace function settle_orphan_call(p_call uuid, p_ledger jsonb) returns void
language plpgsql as $$
declare
  v_call ai_calls;
begin
  update ai_calls set outcome = null where id = p_call and outcome = 'abandoned'
  returning * into v_call;
  perform close_ledger_row(p_call, p_ledger);
  update ai_calls set spent_day = (opened_at at time zone 'UTC')::date
  where id = v_call.id and user_id is not null and not own_key
  returning * into v_call;
  insert into usage_days as d (user_id, day, spent)
  select v_call.user_id, v_call.spent_day,
    coalesce(v_call.prompt_tokens, 0) + coalesce(v_call.completion_tokens, 0)
  where v_call.spent_day is not null
  on conflict (user_id, day) do update set spent = d.spent + excluded.spent;
end $$;

-- Ends a claimed job: result, ledger, budget and, for a plan, the plan of its track, in one transaction. Repeated after
-- its own commit it changes nothing and returns the same.
--   job_id, fence; status: complete | failed; result, error, notes; tokens: of all its calls;
--     call_id, ledger
-- Returns `outcome`: settled, with the job in `job`; or lost: another worker took over, or the job is gone.
create or replace function settle_job(p jsonb) returns jsonb language plpgsql as $$
declare
  v_call uuid := (p ->> 'call_id')::uuid;
  v_status text := p ->> 'status';
  v_spent integer := coalesce((p ->> 'tokens')::integer, 0);
  v_job jobs := lock_job((p ->> 'job_id')::uuid);
begin
  if v_job.id is null then
    perform settle_orphan_call(v_call, p -> 'ledger');
    return jsonb_build_object('outcome', 'lost');
  elsif v_job.fence <> (p ->> 'fence')::integer then
    perform close_lost_row(v_call, p -> 'ledger');
    return jsonb_build_object('outcome', 'lost');
  elsif v_job.status = 'running' then
    if v_job.kind = 'generate-plan' and v_status = 'complete' then
      update learning_tracks set ai_generated_plan = p -> 'result' -> 'plan',
        updated_at = clock_timestamp()
      where id = v_job.track_id;
    elsif v_job.kind = 'module-outline' and v_status = 'complete' then
      perform store_outline((v_job.input ->> 'module_id')::uuid, p -> 'result');
    end if;
    perform close_ledger_row(v_call, p -> 'ledger');
    v_job := end_job(v_job, p,
      case when (select own_key from ai_calls where id = v_call) then 0 else v_spent end);
  elsif v_job.status <> v_status or not exists (
      select 1 from ai_calls where id = v_call and outcome = v_status) then
    return jsonb_build_object('outcome', 'lost');
  end if;
  return jsonb_build_object('outcome', 'settled', 'job', job_json(v_job));
end $$;

-- Ends an unfinished job that nobody works on as failed: job_id, error.
-- Returns `outcome`: ended, with the job in `job`; or none: it is over, or a worker holds its lease.
create or replace function give_up_job(p jsonb) returns jsonb language plpgsql as $$
declare
  v_job jobs := lock_job((p ->> 'job_id')::uuid);
begin
  if v_job.id is null or v_job.status not in ('pending', 'running')
    or v_job.lease_until > clock_timestamp() then
    return jsonb_build_object('outcome', 'none');
  end if;
  perform close_left_job_calls(v_job.id);
  return jsonb_build_object('outcome', 'ended',
    'job', job_json(end_job(v_job,
      jsonb_build_object('status', 'failed', 'error', p ->> 'error'), 0)));
end $$;

-- Deletes a track's jobs, whose rows the caller has locked, and frees what they reserved. The call of a worker that is
-- still at it is booked when that worker settles.
create or replace function delete_jobs_of_track(p_track uuid) returns void language sql as $$
  update ai_calls set job_id = null, outcome = coalesce(outcome, 'abandoned'),
    closed_at = coalesce(closed_at, clock_timestamp())
  where job_id in (select id from jobs where track_id = p_track);
  update usage_days d set reserved = greatest(0, d.reserved - j.tokens)
  from (select user_id, reserved_day, sum(reserved_tokens) as tokens from jobs
    where track_id = p_track and reserved_tokens > 0 group by user_id, reserved_day) j
  where d.user_id = j.user_id and d.day = j.reserved_day;
  delete from jobs where track_id = p_track;
$$;
