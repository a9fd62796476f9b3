-- What the steps of a conversion share. The original's tables are in the schema `original` by now, ours are empty.
-- Its JSON columns are text here: what Python's `json` wrote may hold what `jsonb` refuses.

create table if not exists original.ai_configurations (id uuid primary key, user_id uuid,
  model_name text, base_url text, api_key_encrypted text, max_tokens integer,
  temperature double precision, created_at timestamp, updated_at timestamp);
create table if not exists original.chats (id uuid primary key, session_id uuid, chat_name text,
  chat_type text, status text, ai_context text, created_at timestamp, updated_at timestamp);
create table if not exists original.lessons (id uuid primary key, module_id uuid,
  lesson_number integer, title text, content_type text, content text, ai_generated_notes text,
  estimated_duration_minutes integer, status text, created_at timestamp, updated_at timestamp);
create table if not exists original.homework_assignments (id uuid primary key, lesson_id uuid,
  title text, description text, instructions text, ai_generated_task text, due_date timestamp,
  max_score integer, status text, created_at timestamp, updated_at timestamp);

alter table original.chat_messages add column if not exists chat_id uuid,
  add column if not exists session_id uuid, add column if not exists tokens_used integer;
alter table original.chats alter column ai_context type text;
alter table original.learning_tracks alter column ai_generated_plan type text;
alter table original.course_modules alter column learning_objectives type text,
  alter column ai_generated_content type text;
alter table original.homework_assignments alter column ai_generated_task type text;

-- A time of the original, which has no zone of its own.
create function original.instant(timestamp) returns timestamptz language sql stable as $$
  select $1 at time zone current_setting('original.zone')
$$;
create function original.instant(timestamptz) returns timestamptz language sql immutable as $$
  select $1
$$;

-- JSON as `jsonb` takes it: without NUL and halves of surrogate pairs; of what is no JSON, its text. JSON's null is none.
create function original.as_jsonb(p_text text) returns jsonb language sql immutable as $$
  select nullif(case
    when p_text is null then null
    when pg_input_is_valid(p_text, 'jsonb') then p_text::jsonb
    when pg_input_is_valid(repaired, 'jsonb') then repaired::jsonb
    else to_jsonb(p_text) end, 'null')
  from (select regexp_replace(regexp_replace(regexp_replace(p_text, '\\u0000', '\\ufffd', 'g'),
    '\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})', '\\ufffd', 'g'),
    '(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}', '\\ufffd', 'g')
    as repaired) r
$$;

-- The same as an object. The original itself wraps what the model did not write as one like this.
create function original.as_object(p_text text) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(j) = 'object' then j
    when j is not null then jsonb_build_object('raw_response', j) end
  from original.as_jsonb(p_text) j
$$;

-- The same as a list of texts, without empty ones.
create function original.as_texts(p_text text) returns jsonb language sql immutable as $$
  select coalesce((select jsonb_agg(e order by o) from jsonb_array_elements_text(case
      when jsonb_typeof(j) = 'array' then j
      when j is not null then jsonb_build_array(j) else '[]' end) with ordinality as x (e, o)
    where btrim(e) <> ''), '[]')
  from original.as_jsonb(p_text) j
$$;

-- The text where JSON does not say the same any more; else null.
create function original.unlike(p_text text, p_now jsonb) returns text language sql immutable as $$
  select case when nullif(btrim(p_text), 'null') is not null
    and not (pg_input_is_valid(p_text, 'jsonb') and p_text::jsonb is not distinct from p_now)
    then p_text end
$$;

-- A status of sessions and chats, which the original takes as free text.
create function original.as_status(p_text text) returns text language sql immutable as $$
  select case
    when word in ('active', 'paused', 'completed', 'archived') then word
    when word in ('complete', 'done', 'finished', 'closed', 'ended') then 'completed'
    when word in ('inactive', 'on_hold', 'suspended') then 'paused'
    when word in ('deleted', 'hidden') then 'archived'
    else 'active' end
  from (select replace(lower(btrim(p_text)), ' ', '_') as word) w
$$;

-- Keeps a row that has no place.
create function original.keep(p_table text, p_id uuid, p_user uuid, p_reason text, p_row jsonb)
returns void language sql as $$
  insert into legacy_rows (source_table, source_id, user_id, reason, is_placed, content)
  select p_table, p_id, (select id from users where id = p_user), p_reason, false, p_row
$$;

-- Keeps what a row that has a place said before it was changed, if it was: nulls are what stayed.
create function original.note(p_table text, p_id uuid, p_user uuid, p_changed jsonb)
returns void language sql as $$
  insert into legacy_rows (source_table, source_id, user_id, reason, is_placed, content)
  select p_table, p_id, p_user,
    'changed: ' || (select string_agg(key, ', ' order by key) from jsonb_object_keys(c) key), true, c
  from jsonb_strip_nulls(p_changed) c where c <> '{}'
$$;
