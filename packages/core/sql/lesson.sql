-- The hours of a module that count as done: all of a completed one, else the share of its lessons that are done.
create or replace function hours_done(m course_modules) returns numeric language sql stable as $$
  select case when m.status = 'completed' then coalesce(m.estimated_duration_hours, 0)
    else round(coalesce(m.estimated_duration_hours, 0) * coalesce((
      select count(l.done_at)::numeric / nullif(count(*), 0) from lessons l
      where l.module_id = m.id and l.archived_at is null), 0), 2) end
$$;

-- Hours done of hours, as pages show them.
create or replace function progress_json(p_hours numeric, p_done numeric) returns jsonb
language sql immutable as $$
  select jsonb_build_object('hours', coalesce(p_hours, 0), 'hours_done', coalesce(p_done, 0),
    'progress', coalesce(round(100 * p_done / nullif(p_hours, 0)), 0)::integer)
$$;

-- The message that has a version's text.
create or replace function text_of_version(p_version uuid) returns chat_messages
language sql stable as $$
  select m from chat_messages m
  where m.lesson_version_id = p_version and m.message_type = 'lesson'
$$;

-- A lesson in a list.
create or replace function lesson_json(l lessons) returns jsonb language sql stable as $$
  select jsonb_build_object('id', l.id, 'lesson_number', l.lesson_number, 'title', l.title,
    'minutes', coalesce(l.estimated_duration_minutes, 0), 'done_at', iso(l.done_at),
    'objective_ids', (select coalesce(jsonb_agg(b.id order by b.position), '[]')
      from lesson_objectives o join objectives b on b.id = o.objective_id
      where o.lesson_id = l.id and b.archived_at is null),
    'text_status', (select (text_of_version(v.id)).status from lesson_versions v
      where v.lesson_id = l.id order by v.version desc limit 1),
    'message_ids', (select coalesce(jsonb_agg((text_of_version(v.id)).id order by v.version), '[]')
      from lesson_versions v where v.lesson_id = l.id))
$$;

-- The lessons of a module in force, in order.
create or replace function lessons_of(p_module uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(lesson_json(l) order by l.lesson_number), '[]')
  from lessons l where l.module_id = p_module and l.archived_at is null
$$;

-- A place in a track; null without a module.
create or replace function place_json(m course_modules, l lessons) returns jsonb
language sql immutable as $$
  select case when m.id is not null then jsonb_build_object('module_id', m.id,
    'module_number', m.module_number, 'module_title', m.title,
    'lesson_id', l.id, 'lesson_title', l.title) end
$$;

-- The module in force before (p_step -1) or after (1) a place of a track; all null where there is none.
create or replace function module_beside(p_track uuid, p_number integer, p_step integer)
returns course_modules language sql stable as $$
  select m from course_modules m
  where m.track_id = p_track and m.archived_at is null
    and (m.module_number - p_number) * p_step > 0
  order by (m.module_number - p_number) * p_step limit 1
$$;

-- The first (p_step 1) or last (-1) lesson of a module; all null where there is none.
create or replace function outer_lesson(p_module uuid, p_step integer) returns lessons
language sql stable as $$
  select l from lessons l where l.module_id = p_module and l.archived_at is null
  order by l.lesson_number * p_step limit 1
$$;

-- What comes before or after a lesson: another of its module, else the module beside it.
create or replace function place_beside(m course_modules, l lessons, p_step integer) returns jsonb
language plpgsql stable as $$
declare
  v_lesson lessons;
  v_module course_modules;
begin
  select o.* into v_lesson from lessons o
  where o.module_id = m.id and o.archived_at is null
    and (o.lesson_number - l.lesson_number) * p_step > 0
  order by (o.lesson_number - l.lesson_number) * p_step limit 1;
  if v_lesson.id is not null then
    return place_json(m, v_lesson);
  end if;
  v_module := module_beside(m.track_id, m.module_number, p_step);
  return place_json(v_module, outer_lesson(v_module.id, p_step));
end $$;

-- What to go on with in a track: the first lesson that is not done of the first module that is not, else that module.
create or replace function next_place(p_track uuid) returns jsonb language plpgsql stable as $$
declare
  v_module course_modules;
  v_lesson lessons;
begin
  select m.* into v_module from course_modules m
  where m.track_id = p_track and m.archived_at is null and m.status not in ('completed', 'paused')
  order by m.module_number limit 1;
  select l.* into v_lesson from lessons l
  where l.module_id = v_module.id and l.archived_at is null and l.done_at is null
  order by l.lesson_number limit 1;
  return place_json(v_module, v_lesson);
end $$;

-- The track that a module's page belongs to.
create or replace function track_place(t learning_tracks) returns jsonb language sql stable as $$
  select jsonb_build_object('id', t.id, 'title', t.title,
    'session_id', (select s.id from chat_sessions s where s.track_id = t.id))
$$;

-- The study chat of a module; null: nothing was learned there yet.
create or replace function study_chat_of(p_module uuid) returns uuid language sql stable as $$
  select c.id from chats c where c.module_id = p_module and c.chat_type = 'module_learning'
$$;

-- Everything a module's page shows.
create or replace function module_page(t learning_tracks, m course_modules) returns jsonb
language sql stable as $$
  select jsonb_build_object('track', track_place(t), 'module', module_json(m),
    'archived_at', iso(m.archived_at), 'chat_id', study_chat_of(m.id),
    'objectives', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'text', b.text,
          'kind', b.kind, 'lesson_ids', (
            select coalesce(jsonb_agg(l.id order by l.lesson_number), '[]')
            from lesson_objectives o join lessons l on l.id = o.lesson_id
            where o.objective_id = b.id and l.archived_at is null)) order by b.position), '[]')
      from objectives b where b.module_id = m.id and b.archived_at is null),
    'lessons', lessons_of(m.id),
    'assignments', (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'kind', h.kind,
          'title', h.title, 'instructions', coalesce(h.instructions, ''), 'minutes', h.minutes,
          'notes', h.learner_notes, 'done_at', iso(h.done_at), 'updated_at', iso(h.updated_at))
        order by h.kind, h.created_at), '[]')
      from homework_assignments h where h.module_id = m.id and h.archived_at is null),
    'is_outlined', is_outlined(m.id),
    'outline_job', (select jsonb_build_object('id', j.id, 'status', j.status,
        'error_code', j.error_code)
      from jobs j where j.track_id = t.id and j.kind = 'module-outline'
        and (j.input ->> 'module_id')::uuid = m.id order by j.created_at desc limit 1),
    'practice_minutes', greatest(0, coalesce(m.estimated_duration_hours, 0) * 60 - (
      select coalesce(sum(l.estimated_duration_minutes), 0) from lessons l
      where l.module_id = m.id and l.archived_at is null)),
    'previous', (select place_json(b, outer_lesson(b.id, -1))
      from module_beside(t.id, m.module_number, -1) b),
    'next', (select place_json(b, outer_lesson(b.id, 1))
      from module_beside(t.id, m.module_number, 1) b))
    || progress_json(m.estimated_duration_hours, hours_done(m))
$$;

-- Whether the sign-in of a reader is over: user_id; token_version: that of the sign-in, null when it was checked already.
create or replace function is_signed_out(p jsonb) returns boolean language sql stable as $$
  select (signed_in((p ->> 'user_id')::uuid, (p ->> 'token_version')::integer)).id is null
$$;

-- Everything a module's page shows: user_id, module_id; token_version: see `is_signed_out`.
-- Returns `outcome`: found, with `page` | signed_out | module_not_found.
create or replace function read_module(p jsonb) returns jsonb language sql stable as $$
  select case when is_signed_out(p) then jsonb_build_object('outcome', 'signed_out')
    else coalesce((
      select jsonb_build_object('outcome', 'found', 'page', module_page(t, m))
      from course_modules m join learning_tracks t on t.id = m.track_id
      where m.id = (p ->> 'module_id')::uuid and t.user_id = (p ->> 'user_id')::uuid),
      jsonb_build_object('outcome', 'module_not_found')) end
$$;

-- A version in a list.
create or replace function version_json(v lesson_versions) returns jsonb language sql stable as $$
  select jsonb_build_object('id', v.id, 'version', v.version, 'how', v.how, 'status', m.status,
    'model', v.model, 'words', v.words, 'created_at', iso(v.created_at))
  from text_of_version(v.id) m
$$;

-- Everything a lesson's page shows, with one of its versions or without.
create or replace function lesson_page(l lessons, v lesson_versions) returns jsonb
language sql stable as $$
  select jsonb_build_object('track', track_place(t),
    'module', jsonb_build_object('id', m.id, 'module_number', m.module_number, 'title', m.title,
      'status', m.status, 'archived_at', iso(m.archived_at), 'lessons', lessons_of(m.id)),
    'chat_id', study_chat_of(m.id), 'lesson', lesson_json(l),
    'archived_at', iso(coalesce(l.archived_at, m.archived_at)),
    'objectives', (select coalesce(jsonb_agg(b.text order by b.position), '[]')
      from lesson_objectives o join objectives b on b.id = o.objective_id
      where o.lesson_id = l.id and b.archived_at is null),
    'version', case when v.id is not null then version_json(v) end,
    'message', (select message_json(x) from text_of_version(v.id) x where x.id is not null),
    'versions', (select coalesce(jsonb_agg(version_json(o) order by o.version), '[]')
      from lesson_versions o where o.lesson_id = l.id),
    'previous', place_beside(m, l, -1), 'next', place_beside(m, l, 1))
    || progress_json(m.estimated_duration_hours, hours_done(m))
  from course_modules m join learning_tracks t on t.id = m.track_id where m.id = l.module_id
$$;

-- Everything a lesson's page shows: user_id, lesson_id; version: null for the one the learner reads, else the newest;
-- token_version: see `is_signed_out`.
-- Returns `outcome`: found, with `page` | signed_out | lesson_not_found | version_not_found.
create or replace function read_lesson(p jsonb) returns jsonb language plpgsql stable as $$
declare
  v_lesson lessons;
  v_version lesson_versions;
begin
  if is_signed_out(p) then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  select l.* into v_lesson from lessons l join course_modules m on m.id = l.module_id
  join learning_tracks t on t.id = m.track_id
  where l.id = (p ->> 'lesson_id')::uuid and t.user_id = (p ->> 'user_id')::uuid;
  if not found then
    return jsonb_build_object('outcome', 'lesson_not_found');
  end if;
  select v.* into v_version from lesson_versions v where v.lesson_id = v_lesson.id
    and (p ->> 'version' is null or v.version = (p ->> 'version')::integer)
  order by v.id is not distinct from v_lesson.current_version_id desc, v.version desc limit 1;
  if not found and p ->> 'version' is not null then
    return jsonb_build_object('outcome', 'version_not_found');
  end if;
  return jsonb_build_object('outcome', 'found', 'page', lesson_page(v_lesson, v_version));
end $$;

-- What to go on with, and how far each track is: user_id; token_version: see `is_signed_out`.
-- Returns `outcome`: found, and what the page shows | signed_out.
create or replace function read_today(p jsonb) returns jsonb language sql stable as $$
  with mine as (
    select t.*, next_place(t.id) as next, x.hours, x.hours_done
    from learning_tracks t cross join lateral (
      select coalesce(sum(m.estimated_duration_hours), 0)::numeric as hours,
        coalesce(sum(hours_done(m)), 0) as hours_done
      from course_modules m where m.track_id = t.id and m.archived_at is null) x
    where t.user_id = (p ->> 'user_id')::uuid
  )
  select case when is_signed_out(p) then jsonb_build_object('outcome', 'signed_out')
  else jsonb_build_object('outcome', 'found',
    'next', (select jsonb_build_object('track_id', id, 'track_title', title) || next from mine
      where next is not null and status = 'active' order by updated_at desc limit 1),
    'tracks', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title,
        'status', status, 'next', next, 'updated_at', iso(updated_at))
        || progress_json(hours, hours_done) order by updated_at desc), '[]') from mine),
    'lessons_done_this_week', (select count(*) from lessons l
      join course_modules m on m.id = l.module_id join learning_tracks t on t.id = m.track_id
      where t.user_id = (p ->> 'user_id')::uuid and l.done_at > now() - interval '7 days')) end
$$;

-- A lesson of the user, with what it belongs to: all null where there is none.
create or replace function find_lesson(p_user uuid, p_lesson uuid,
  out lesson lessons, out module course_modules) language sql stable as $$
  select l, m from lessons l join course_modules m on m.id = l.module_id
  join learning_tracks t on t.id = m.track_id
  where l.id = p_lesson and t.user_id = p_user
$$;

-- Notes that something was learned in a module: it is begun, and its track was the last to be learned.
create or replace function note_learning(p_module uuid) returns void language sql as $$
  update learning_tracks t set updated_at = clock_timestamp() from course_modules m
  where m.id = p_module and t.id = m.track_id;
  update course_modules set status = 'in_progress', updated_at = clock_timestamp()
  where id = p_module and status = 'not_started'
$$;

-- The version of a lesson that a request means: found, with its text, or still to be made.
--   p_version: its number, null for the one the learner reads
-- `outcome` is null, or the refusal: version_not_found | lesson_changed. Without `version` it is still to be made, as
-- `number` and `how`.
create or replace function find_version(p_lesson lessons, p_version integer, p_how text,
  out outcome text, out version lesson_versions, out answer chat_messages, out number integer,
  out how text) language plpgsql as $$
declare
  v_newest integer;
begin
  select coalesce(max(v.version), 0) into v_newest from lesson_versions v
  where v.lesson_id = p_lesson.id;
  number := coalesce(p_version, (select v.version from lesson_versions v
    where v.id = p_lesson.current_version_id), greatest(v_newest, 1));
  how := case when p_version is null and number > v_newest then 'first' else p_how end;
  select v.* into version from lesson_versions v
  where v.lesson_id = p_lesson.id and v.version = number;
  if version.id is not null then
    if p_version is not null and version.how <> p_how then
      outcome := 'lesson_changed';
      return;
    end if;
    select m.* into answer from chat_messages m
    where m.lesson_version_id = version.id and m.message_type = 'lesson' for update;
  elsif number <> v_newest + 1 or v_newest = 0 and how <> 'first' then
    outcome := 'version_not_found';
  elsif v_newest > 0 and how = 'first' then
    outcome := 'lesson_changed';
  end if;
end $$;

-- Inserts a version of a lesson and its text, which is still to be written, into the study chat.
--   p: version_id, answer_id, opened_over; lesson_id, version, how; tokens, day: reserved
create or replace function insert_version(p jsonb, p_chat uuid) returns chat_messages
language plpgsql as $$
declare
  v_answer chat_messages;
begin
  insert into lesson_versions (id, lesson_id, version, how)
  values ((p ->> 'version_id')::uuid, (p ->> 'lesson_id')::uuid, (p ->> 'version')::integer,
    p ->> 'how');
  insert into chat_messages (id, chat_id, position, sender_type, message_content, message_type,
    timestamp, status, opened_over, reserved_tokens, reserved_day, lesson_version_id)
  select (p ->> 'answer_id')::uuid, p_chat, coalesce(max(m.position), 0) + 1, 'ai', '', 'lesson',
    greatest(clock_timestamp(), max(m.timestamp) + interval '1 microsecond'), 'pending',
    coalesce(p ->> 'opened_over', 'socket'), (p ->> 'tokens')::integer, (p ->> 'day')::date,
    (p ->> 'version_id')::uuid
  from chat_messages m where m.chat_id = p_chat
  returning * into v_answer;
  return v_answer;
end $$;

-- Has a lesson written: its first text, or another. Asked for twice, it is the same turn; one that came to nothing is
-- opened again in its own place. Everything is checked before anything is written.
--   user_id; lesson_id; version: its number, null for the one the learner reads; how: first | simpler | deeper | example
--   opened_over; lesson_reserve: tokens beside the prompt; limit, guest_limit, max_turns: as in `open_turn`
--   version_id, answer_id, new_session_id, new_primary_id, new_chat_id: for what is made
-- Returns `outcome`: accepted | known, with the turn's place (see `turn_json`), `lesson_id`, `module_id`, `track_id` and
--   `version`; or signed_out | lesson_not_found | module_archived | version_not_found | lesson_changed |
--   budget_exhausted | too_many_turns.
create or replace function open_lesson(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user users;
  v_found record;
  v_session uuid;
  v_chat uuid;
  v_version record;
  v_reserved record;
  v_place jsonb;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  v_user := signed_in((p ->> 'user_id')::uuid, null);
  if v_user.id is null then
    return jsonb_build_object('outcome', 'signed_out');
  end if;
  select * into v_found from find_lesson(v_user.id, (p ->> 'lesson_id')::uuid);
  if (v_found.lesson).id is null then
    return jsonb_build_object('outcome', 'lesson_not_found');
  elsif (v_found.lesson).archived_at is not null or (v_found.module).archived_at is not null then
    return jsonb_build_object('outcome', 'module_archived');
  end if;
  select id into v_session from chat_sessions where track_id = (v_found.module).track_id
  for no key update;
  v_chat := study_chat_of((v_found.module).id);
  perform 1 from chats where id = v_chat for update;
  select * into v_version from find_version(v_found.lesson, (p ->> 'version')::integer,
    coalesce(p ->> 'how', 'first'));
  if v_version.outcome is not null then
    return jsonb_build_object('outcome', v_version.outcome);
  end if;
  v_place := jsonb_build_object('track_id', (v_found.module).track_id,
    'module_id', (v_found.module).id, 'lesson_id', (v_found.lesson).id,
    'version', v_version.number);
  if (v_version.answer).id is not null and (v_version.answer).status <> 'failed'
    and ((v_version.answer).status <> 'stopped' or (v_version.answer).message_content <> '') then
    perform wait_over_http(v_version.answer, p ->> 'opened_over');
    return turn_json('known', v_session, null, null, v_version.answer) || v_place;
  end if;
  -- Before what is reserved, which is the last to be locked.
  perform 1 from learning_tracks where id = (v_found.module).track_id for no key update;
  perform 1 from course_modules where id = (v_found.module).id for no key update;
  perform 1 from lessons where id = (v_found.lesson).id for no key update;
  select * into v_reserved from reserve_turn(v_user, v_version.answer,
    tokens_of_turn(v_user.id, 'lesson', p, prompt_tokens(null, (v_found.module).track_id, null,
      coalesce(octet_length((v_found.lesson).content), 0) + 4000, 64000)), p);
  if v_reserved.outcome is not null then
    return jsonb_build_object('outcome', v_reserved.outcome);
  end if;

  if v_session is null then
    v_session := (p ->> 'new_session_id')::uuid;
    perform make_session(v_user.id, (v_found.module).track_id, v_session,
      (p ->> 'new_primary_id')::uuid);
  end if;
  if v_chat is null then
    v_chat := (p ->> 'new_chat_id')::uuid;
    perform make_study_chat(v_found.module, v_session, v_chat);
  end if;
  v_version.answer := case when (v_version.answer).id is not null
    then reopen_answer(v_version.answer, p ->> 'opened_over', v_reserved.tokens, v_reserved.day,
      false)
    else insert_version(p || jsonb_build_object('version', v_version.number, 'how', v_version.how,
      'tokens', v_reserved.tokens, 'day', v_reserved.day), v_chat) end;
  perform note_learning((v_found.module).id);
  perform note_turn(v_user, v_chat, null);
  return turn_json('accepted', v_session, null, null, v_version.answer) || v_place;
end $$;

-- Makes the study chat of a module, named after it.
create or replace function make_study_chat(m course_modules, p_session uuid, p_chat uuid)
returns void language sql as $$
  insert into chats (id, session_id, chat_name, chat_type, module_id)
  values (p_chat, p_session, m.title, 'module_learning', m.id)
$$;

-- The study chat of a module of the user, made where there is none: user_id, module_id, new_session_id, new_primary_id,
-- new_chat_id. Returns `outcome`: found, with `chat_id` and `session_id` | module_not_found | module_archived.
create or replace function open_study_chat(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_module course_modules;
  v_session uuid;
  v_chat uuid;
begin
  perform lock_user(v_user);
  select m.* into v_module from course_modules m join learning_tracks t on t.id = m.track_id
  where m.id = (p ->> 'module_id')::uuid and t.user_id = v_user;
  if not found then
    return jsonb_build_object('outcome', 'module_not_found');
  end if;
  select id into v_session from chat_sessions where track_id = v_module.track_id for no key update;
  v_chat := study_chat_of(v_module.id);
  if v_chat is null and v_module.archived_at is not null then
    return jsonb_build_object('outcome', 'module_archived');
  end if;
  if v_session is null then
    v_session := (p ->> 'new_session_id')::uuid;
    perform make_session(v_user, v_module.track_id, v_session, (p ->> 'new_primary_id')::uuid);
  end if;
  if v_chat is null then
    v_chat := (p ->> 'new_chat_id')::uuid;
    perform make_study_chat(v_module, v_session, v_chat);
  end if;
  return jsonb_build_object('outcome', 'found', 'chat_id', v_chat, 'session_id', v_session);
end $$;

-- Gives a version its words and its lesson that text, unless the learner has a later one. Called when an answer has ended.
create or replace function keep_lesson_text(p_answer chat_messages) returns void
language plpgsql as $$
declare
  v_version lesson_versions;
  v_words integer;
begin
  if p_answer.message_content = '' then
    return;
  end if;
  v_words := array_length(regexp_split_to_array(btrim(p_answer.message_content), '\s+'), 1);
  update lesson_versions set model = p_answer.ai_model_used, words = v_words
  where id = p_answer.lesson_version_id returning * into v_version;
  update lessons l set content = p_answer.message_content, current_version_id = v_version.id,
    status = case when l.status = 'not_started' then 'in_progress' else l.status end,
    updated_at = clock_timestamp()
  where l.id = v_version.lesson_id and coalesce((select o.version from lesson_versions o
    where o.id = l.current_version_id), 0) <= v_version.version;
end $$;

-- Stores what code read in a lesson's text: sections, and its minutes.
create or replace function keep_lesson_parts(p_answer chat_messages, p_lesson jsonb) returns void
language sql as $$
  update lesson_versions set sections = p_lesson -> 'sections' where id = p_answer.lesson_version_id;
  update lessons set estimated_duration_minutes = (p_lesson ->> 'minutes')::integer
  where current_version_id = p_answer.lesson_version_id and p_lesson ->> 'minutes' is not null
$$;

-- Marks a lesson as done or not, or has the learner read another of its texts: user_id, lesson_id; done; version.
-- Returns `outcome`: changed | lesson_not_found | module_archived | version_not_found.
create or replace function change_lesson(p jsonb) returns jsonb language plpgsql as $$
declare
  v_found record;
  v_version lesson_versions;
  v_text chat_messages;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  select * into v_found from find_lesson((p ->> 'user_id')::uuid, (p ->> 'lesson_id')::uuid);
  if (v_found.lesson).id is null then
    return jsonb_build_object('outcome', 'lesson_not_found');
  elsif (v_found.module).archived_at is not null then
    return jsonb_build_object('outcome', 'module_archived');
  end if;
  if p ->> 'version' is not null then
    select v.* into v_version from lesson_versions v
    where v.lesson_id = (v_found.lesson).id and v.version = (p ->> 'version')::integer;
    v_text := text_of_version(v_version.id);
    if coalesce(v_text.message_content, '') = '' then
      return jsonb_build_object('outcome', 'version_not_found');
    end if;
  end if;
  -- Track, module, lesson: the order of locks.
  perform note_learning((v_found.module).id);
  update lessons l set
    current_version_id = coalesce(v_version.id, l.current_version_id),
    content = coalesce(v_text.message_content, l.content),
    done_at = case (p ->> 'done')::boolean when true then coalesce(l.done_at, clock_timestamp())
      when false then null else l.done_at end,
    status = case (p ->> 'done')::boolean when true then 'completed'
      when false then 'in_progress' else l.status end,
    updated_at = clock_timestamp()
  where l.id = (v_found.lesson).id;
  return jsonb_build_object('outcome', 'changed', 'module_id', (v_found.module).id);
end $$;

-- Completes a module by hand, or reopens it: user_id, module_id, completed.
-- Returns `outcome`: changed | module_not_found | module_archived.
create or replace function change_module(p jsonb) returns jsonb language plpgsql as $$
declare
  v_module course_modules;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  select m.* into v_module from course_modules m join learning_tracks t on t.id = m.track_id
  where m.id = (p ->> 'module_id')::uuid and t.user_id = (p ->> 'user_id')::uuid;
  if not found then
    return jsonb_build_object('outcome', 'module_not_found');
  elsif v_module.archived_at is not null then
    return jsonb_build_object('outcome', 'module_archived');
  end if;
  perform note_learning(v_module.id);
  update course_modules set updated_at = clock_timestamp(),
    status = case when (p ->> 'completed')::boolean then 'completed' else 'in_progress' end
  where id = v_module.id
    and (status = 'completed') is distinct from (p ->> 'completed')::boolean;
  perform touch_calendar((p ->> 'user_id')::uuid);
  return jsonb_build_object('outcome', 'changed');
end $$;

-- Keeps a learner's notes on a task, or marks it as done: user_id, assignment_id; notes; done.
-- Returns `outcome`: changed, with `module_id` | assignment_not_found | module_archived.
create or replace function change_assignment(p jsonb) returns jsonb language plpgsql as $$
declare
  v_module course_modules;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  select m.* into v_module from homework_assignments h
  join course_modules m on m.id = h.module_id join learning_tracks t on t.id = m.track_id
  where h.id = (p ->> 'assignment_id')::uuid and t.user_id = (p ->> 'user_id')::uuid
    and h.archived_at is null;
  if not found then
    return jsonb_build_object('outcome', 'assignment_not_found');
  elsif v_module.archived_at is not null then
    return jsonb_build_object('outcome', 'module_archived');
  end if;
  perform note_learning(v_module.id);
  update homework_assignments set learner_notes = coalesce(p ->> 'notes', learner_notes),
    done_at = case (p ->> 'done')::boolean when true then coalesce(done_at, clock_timestamp())
      when false then null else done_at end,
    status = case (p ->> 'done')::boolean when true then 'submitted' when false then 'assigned'
      else status end,
    updated_at = clock_timestamp()
  where id = (p ->> 'assignment_id')::uuid;
  return jsonb_build_object('outcome', 'changed', 'module_id', v_module.id);
end $$;

-- What a model is told of the module that a study chat is about: null in any other chat.
--   p_answer: that is to be written
create or replace function study_context(p_chat chats, p_answer chat_messages) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'module', jsonb_build_object('id', m.id, 'number', m.module_number, 'title', m.title,
      'description', m.description, 'hours', coalesce(m.estimated_duration_hours, 0),
      'is_last', (module_beside(m.track_id, m.module_number, 1)).id is null,
      'objectives', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'text', b.text)
          order by b.position), '[]')
        from objectives b where b.module_id = m.id and b.archived_at is null),
      'lessons', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'title', l.title)
          order by l.lesson_number), '[]')
        from lessons l where l.module_id = m.id and l.archived_at is null)),
    'lesson', (select jsonb_build_object('number', l.lesson_number, 'title', l.title,
        'minutes', coalesce(l.estimated_duration_minutes, 30), 'how', v.how,
        'objectives', (select coalesce(jsonb_agg(b.text order by b.position), '[]')
          from lesson_objectives o join objectives b on b.id = o.objective_id
          where o.lesson_id = l.id),
        'read', l.content,
        'text', case when x.status not in ('pending', 'generating') then x.message_content end,
        'hints', q.hints_shown)
      from (select coalesce(p_answer.lesson_version_id, q.lesson_version_id) as id) open
      join lesson_versions v on v.id = open.id join lessons l on l.id = v.lesson_id
      left join lateral text_of_version(v.id) x on true))
  from course_modules m left join chat_messages q on q.id = p_answer.reply_to
  where m.id = p_chat.module_id
$$;

-- What an outline is made from: user_id, module_id. Returns `module` as in `study_context`, null where there is none.
create or replace function read_outline_context(p jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object('module', (
    select study_context(jsonb_populate_record(null::chats, jsonb_build_object('module_id', m.id)),
      null::chat_messages) -> 'module'
    from course_modules m join learning_tracks t on t.id = m.track_id
    where m.id = (p ->> 'module_id')::uuid and t.user_id = (p ->> 'user_id')::uuid))
$$;

-- The module of a track that a client of the original means: by its id, by a name that it has used before, by its number in
-- the plan, or by a name that nobody has heard: that page shows modules one after the other, so it is the first that is
-- neither completed nor named, and keeps the name: user_id, track_id, name.
-- Returns `outcome`: found, with `module_id` | track_not_found | module_not_found.
create or replace function name_module(p jsonb) returns jsonb language plpgsql as $$
declare
  v_track uuid := lock_track(p);
  v_name text := lower(btrim(p ->> 'name'));
  v_module uuid;
begin
  if v_track is null then
    return jsonb_build_object('outcome', 'track_not_found');
  end if;
  select m.id into v_module from course_modules m
  left join module_keys k on k.track_id = v_track and k.key = v_name and k.module_id = m.id
  where m.track_id = v_track and (m.id::text = v_name
    or m.archived_at is null and (k.key is not null or m.module_number::text = v_name))
  order by m.id::text = v_name desc, k.key is not null desc limit 1;
  if v_module is null and v_name !~ '^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{1,9})$' then
    select m.id into v_module from course_modules m
    where m.track_id = v_track and m.archived_at is null
    order by m.status = 'completed',
      exists (select from module_keys k where k.module_id = m.id), m.module_number limit 1;
    if v_module is not null then
      insert into module_keys (track_id, key, module_id) values (v_track, v_name, v_module)
      on conflict (track_id, key) do update set module_id = excluded.module_id;
    end if;
  end if;
  return case when v_module is null then jsonb_build_object('outcome', 'module_not_found')
    else jsonb_build_object('outcome', 'found', 'module_id', v_module) end;
end $$;
