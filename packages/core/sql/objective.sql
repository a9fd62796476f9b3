-- The form in which two objectives of a module are the same: without case and signs; of signs alone, those. Signs are named,
-- and not what is none: to PostgreSQL, digits of other scripts are not alphanumeric. The ranges are of unseen characters.
create or replace function objective_key(p_text text) returns text language sql immutable as $$
  select coalesce(nullif(btrim(regexp_replace(
      replace(lower(normalize(p_text, NFKC) collate "pg_c_utf8"), 'ё', 'е') collate "pg_c_utf8",
      '((?![+#])[[:punct:][:space:][:cntrl:]\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff])+',
      ' ', 'g')), ''), btrim(p_text))
$$;

-- Makes a module's objectives what the plan says. One whose text the module has had before keeps its id, and with it the
-- evidence; one that left the plan is archived. Neither its place nor a namesake in another module makes it another's.
create or replace function sync_objectives(p_module uuid, p_texts jsonb) returns void
language plpgsql as $$
begin
  -- Out of the way first: places are unique among those in force.
  update objectives set position = -position
  where module_id = p_module and archived_at is null;
  with wanted as (
    -- Numbered when only one of each is left: one that the plan has twice leaves no gap.
    select key, text, (row_number() over (order by o))::integer as position from (
      select distinct on (objective_key(e)) objective_key(e) as key, e as text, o
      from jsonb_array_elements_text(p_texts) with ordinality as x (e, o)
      where btrim(e) <> '' order by objective_key(e), o) once
  ), known as (
    select distinct on (objective_key(b.text)) b.id, objective_key(b.text) as key
    from objectives b where b.module_id = p_module
    order by objective_key(b.text), b.archived_at desc nulls first, b.created_at, b.id
  ), kept as (
    update objectives b set position = w.position, text = w.text, archived_at = null
    from wanted w join known k on k.key = w.key where b.id = k.id
  )
  insert into objectives (module_id, position, text)
  select p_module, w.position, w.text from wanted w
  where not exists (select from known k where k.key = w.key);
  update objectives set archived_at = clock_timestamp(), position = -position
  where module_id = p_module and archived_at is null and position < 0;
end $$;

-- Whether a module has lessons, and each objective in force one that teaches it.
create or replace function is_outlined(p_module uuid) returns boolean language sql stable as $$
  select exists (select from lessons l where l.module_id = p_module and l.archived_at is null)
    and not exists (select from objectives b
      where b.module_id = p_module and b.archived_at is null and not exists (
        select from lesson_objectives o join lessons l on l.id = o.lesson_id
        where o.objective_id = b.id and l.archived_at is null))
$$;

-- Stores the lessons of a module, and what is practised in it. A lesson with the id of one of the module's stays that one,
-- with its texts and whether it is done; one that is not in the outline is archived. A task that the learner has begun
-- stays as it is.
--   p_outline: lessons (id, title, minutes, objective_ids), practice and project (id, title, instructions, minutes)
create or replace function store_outline(p_module uuid, p_outline jsonb) returns void
language plpgsql as $$
declare
  v_lessons jsonb := p_outline -> 'lessons';
begin
  perform 1 from course_modules where id = p_module for no key update;
  if not found then
    return;
  end if;
  update lessons l set archived_at = clock_timestamp(), updated_at = clock_timestamp()
  where l.module_id = p_module and l.archived_at is null
    and not exists (select from jsonb_array_elements(v_lessons) e where (e ->> 'id')::uuid = l.id);
  update lessons set lesson_number = -lesson_number
  where module_id = p_module and archived_at is null;
  insert into lessons (id, module_id, lesson_number, title, estimated_duration_minutes)
  select (e ->> 'id')::uuid, p_module, o::integer, e ->> 'title', (e ->> 'minutes')::integer
  from jsonb_array_elements(v_lessons) with ordinality as x (e, o)
  on conflict (id) do update set lesson_number = excluded.lesson_number, title = excluded.title,
    estimated_duration_minutes = case when lessons.current_version_id is null
      then excluded.estimated_duration_minutes else lessons.estimated_duration_minutes end,
    archived_at = null, updated_at = clock_timestamp()
  where lessons.module_id = p_module;
  delete from lesson_objectives o using lessons l, objectives b
  where l.id = o.lesson_id and b.id = o.objective_id and l.module_id = p_module
    and l.archived_at is null and b.archived_at is null;
  insert into lesson_objectives (lesson_id, objective_id)
  select distinct (e ->> 'id')::uuid, b.id
  from jsonb_array_elements(v_lessons) e
  cross join jsonb_array_elements_text(e -> 'objective_ids') x (id)
  join objectives b on b.id = x.id::uuid and b.module_id = p_module
  on conflict do nothing;
  perform store_assignment(p_module, 'practice', p_outline -> 'practice');
  perform store_assignment(p_module, 'project', p_outline -> 'project');
end $$;

-- Stores a module's practice task or project, unless there is none to store or the learner has begun the one there is.
create or replace function store_assignment(p_module uuid, p_kind text, p_task jsonb) returns void
language sql as $$
  insert into homework_assignments (id, module_id, kind, title, instructions, minutes)
  select (p_task ->> 'id')::uuid, p_module, p_kind, p_task ->> 'title',
    p_task ->> 'instructions', (p_task ->> 'minutes')::integer
  where jsonb_typeof(p_task) = 'object'
  on conflict (module_id, kind) where archived_at is null and lesson_id is null
  do update set title = excluded.title, instructions = excluded.instructions,
    minutes = excluded.minutes, updated_at = clock_timestamp()
  where homework_assignments.learner_notes = '' and homework_assignments.done_at is null
$$;
