-- Makes a track's modules what the list says: one with an `id` of the track keeps it and its
-- progress, one without is new, one that is not in the list is archived. The track becomes active.
create or replace function store_modules(p_track uuid, p_modules jsonb) returns jsonb language plpgsql as $$
begin
  perform 1 from learning_tracks where id = p_track for no key update;
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
  update learning_tracks set updated_at = clock_timestamp(),
    status = case when status = 'planning' then 'active' else status end
  where id = p_track;
  return (select coalesce(jsonb_agg(m.id order by m.module_number), '[]') from course_modules m
          where m.track_id = p_track and m.archived_at is null);
end $$;
