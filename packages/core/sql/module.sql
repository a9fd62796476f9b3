-- A track's modules in force, in order, as `store_modules` takes them.
create or replace function modules_in_force(p_track uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(module_draft(m) order by m.module_number), '[]')
  from course_modules m where m.track_id = p_track and m.archived_at is null
$$;

-- A module as `store_modules` takes it.
create or replace function module_draft(m course_modules) returns jsonb language sql immutable as $$
  select jsonb_build_object('id', m.id, 'title', m.title, 'description', m.description,
    'learning_objectives', m.learning_objectives,
    'estimated_duration_hours', m.estimated_duration_hours, 'source', m.ai_generated_content)
$$;

-- A module in the shape the wire uses.
create or replace function module_json(m course_modules) returns jsonb language sql stable as $$
  select jsonb_build_object('id', m.id, 'module_number', m.module_number, 'title', m.title,
    'description', m.description, 'learning_objectives', m.learning_objectives,
    'estimated_duration_hours', coalesce(m.estimated_duration_hours, 0), 'status', m.status,
    'ai_generated_content', m.ai_generated_content, 'hours_done', hours_done(m),
    'lessons_total', (select count(*) from lessons l
      where l.module_id = m.id and l.archived_at is null),
    'lessons_done', (select count(l.done_at) from lessons l
      where l.module_id = m.id and l.archived_at is null), 'created_at', iso(m.created_at),
    'updated_at', iso(m.updated_at))
$$;

-- The newest revision of a track's modules; all null where there is none.
create or replace function newest_revision(p_track uuid) returns plan_revisions
language sql stable as $$
  select r from plan_revisions r where r.track_id = p_track order by number desc limit 1
$$;

-- Notes the modules that are in force now as the track's next revision.
create or replace function note_revision(p_track uuid, p_source text, p_message uuid) returns void
language sql as $$
  insert into plan_revisions (track_id, number, base, source, modules, message_id)
  select p_track, coalesce(r.number, 0) + 1, r.number, p_source, modules_in_force(p_track), p_message
  from newest_revision(p_track) r
$$;

-- Makes a track's modules what the list says: one with an `id` of the track keeps it and its
-- progress, one without is new, one that is not in the list is archived. The track becomes active, and what its modules
-- are now is its next revision.
--   p_source: model | plan | undo | restore; p_message: the finalisation that made them, if any
create or replace function store_modules(p_track uuid, p_modules jsonb, p_source text, p_message uuid)
returns jsonb language plpgsql as $$
begin
  perform 1 from learning_tracks where id = p_track for no key update;
  if (newest_revision(p_track)).number is null and modules_in_force(p_track) <> '[]' then
    -- They were made before revisions were kept.
    perform note_revision(p_track, 'model', null);
  end if;
  update course_modules m set archived_at = clock_timestamp(), updated_at = clock_timestamp()
  where m.track_id = p_track and m.archived_at is null
    and not exists (select 1 from jsonb_array_elements(p_modules) e where (e ->> 'id')::uuid = m.id);
  -- Out of the way first: numbers are unique among the modules in force.
  update course_modules set module_number = -module_number
  where track_id = p_track and archived_at is null;
  insert into course_modules (id, track_id, module_number, title, description,
    learning_objectives, estimated_duration_hours, ai_generated_content)
  select (e ->> 'id')::uuid, p_track, o::integer, e ->> 'title',
    coalesce(e ->> 'description', ''), coalesce(e -> 'learning_objectives', '[]'),
    (e ->> 'estimated_duration_hours')::integer, e -> 'source'
  from jsonb_array_elements(p_modules) with ordinality as x (e, o)
  on conflict (id) do update set module_number = excluded.module_number, title = excluded.title,
    description = excluded.description, learning_objectives = excluded.learning_objectives,
    estimated_duration_hours = excluded.estimated_duration_hours,
    ai_generated_content = excluded.ai_generated_content, archived_at = null,
    updated_at = clock_timestamp()
  where course_modules.track_id = p_track;
  perform sync_objectives(m.id, m.learning_objectives) from course_modules m
  where m.track_id = p_track and m.archived_at is null order by m.module_number;
  update learning_tracks set updated_at = clock_timestamp(),
    status = case when status = 'planning' then 'active' else status end
  where id = p_track;
  perform note_revision(p_track, p_source, p_message);
  return (select coalesce(jsonb_agg(m.id order by m.module_number), '[]') from course_modules m
          where m.track_id = p_track and m.archived_at is null);
end $$;

-- Revisions of a track of the user, newest first, and its archived modules: user_id, track_id; items: at most so many.
-- Returns `outcome`: found | track_not_found.
create or replace function read_revisions(p jsonb) returns jsonb language sql stable as $$
  select coalesce((
    select jsonb_build_object('outcome', 'found',
      'can_undo', coalesce((newest_revision(t.id)).base is not null, false),
      'revisions', (select coalesce(jsonb_agg(jsonb_build_object('number', r.number,
            'base', r.base, 'source', r.source, 'created_at', iso(r.created_at),
            'modules', (select coalesce(jsonb_agg(jsonb_build_object('id', e ->> 'id',
                'title', e ->> 'title', 'estimated_duration_hours',
                coalesce((e ->> 'estimated_duration_hours')::integer, 0)) order by o), '[]')
              from jsonb_array_elements(r.modules) with ordinality as x (e, o)))
          order by r.number desc), '[]')
        from (select * from plan_revisions where track_id = t.id
          order by number desc limit coalesce((p ->> 'items')::integer, 50)) r),
      'archived', (select coalesce(jsonb_agg(module_json(m)
            || jsonb_build_object('archived_at', iso(m.archived_at))
          order by m.archived_at desc, m.module_number), '[]')
        from course_modules m where m.track_id = t.id and m.archived_at is not null))
    from learning_tracks t
    where t.id = (p ->> 'track_id')::uuid and t.user_id = (p ->> 'user_id')::uuid),
    jsonb_build_object('outcome', 'track_not_found'))
$$;

-- Locks a track of the user for a change of its modules: user_id, track_id. Null: there is none.
create or replace function lock_track(p jsonb) returns uuid language plpgsql as $$
declare
  v_track uuid;
begin
  perform lock_user((p ->> 'user_id')::uuid);
  select id into v_track from learning_tracks
  where id = (p ->> 'track_id')::uuid and user_id = (p ->> 'user_id')::uuid for no key update;
  return v_track;
end $$;

-- Takes a track's newest revision back: user_id, track_id; revision: its number, as it was on screen. What was undone can
-- be undone. Repeated, it is the same undo.
-- Returns `outcome`: undone | track_not_found | plan_changed | nothing_to_undo.
create or replace function undo_revision(p jsonb) returns jsonb language plpgsql as $$
declare
  v_track uuid;
  v_asked integer := (p ->> 'revision')::integer;
  v_newest plan_revisions;
begin
  v_track := lock_track(p);
  if v_track is null then
    return jsonb_build_object('outcome', 'track_not_found');
  end if;
  v_newest := newest_revision(v_track);
  if v_newest.source = 'undo' and v_newest.base = v_asked then
    return jsonb_build_object('outcome', 'undone');
  elsif v_newest.number is null or v_newest.number = v_asked and v_newest.base is null then
    return jsonb_build_object('outcome', 'nothing_to_undo');
  elsif v_newest.number <> v_asked then
    return jsonb_build_object('outcome', 'plan_changed');
  end if;
  perform store_modules(v_track, (select modules from plan_revisions
    where track_id = v_track and number = v_newest.base), 'undo', null);
  return jsonb_build_object('outcome', 'undone');
end $$;

-- Brings an archived module of a track back, as the last one: user_id, track_id, module_id; max_modules: a track has at
-- most so many. One that is in force stays where it is.
-- Returns `outcome`: restored | track_not_found | module_not_found | too_many_modules.
create or replace function restore_module(p jsonb) returns jsonb language plpgsql as $$
declare
  v_track uuid;
  v_module course_modules;
  v_modules jsonb;
begin
  v_track := lock_track(p);
  if v_track is null then
    return jsonb_build_object('outcome', 'track_not_found');
  end if;
  select * into v_module from course_modules
  where id = (p ->> 'module_id')::uuid and track_id = v_track;
  if not found then
    return jsonb_build_object('outcome', 'module_not_found');
  elsif v_module.archived_at is not null then
    v_modules := modules_in_force(v_track);
    if jsonb_array_length(v_modules) >= (p ->> 'max_modules')::integer then
      return jsonb_build_object('outcome', 'too_many_modules');
    end if;
    perform store_modules(v_track, v_modules || module_draft(v_module), 'restore', null);
  end if;
  return jsonb_build_object('outcome', 'restored');
end $$;
