-- Numbers are unique in a track: where they are not, all its modules are numbered anew, in their order.
create unlogged table original.module_place as
select m.id, case when u.is_unique then m.module_number
    else row_number() over (partition by m.track_id
      order by m.module_number nulls last, m.created_at nulls last, m.id)::integer end as module_number
from original.course_modules m join learning_tracks t on t.id = m.track_id
join (select track_id, count(*) = count(distinct module_number) as is_unique
  from original.course_modules group by track_id) u on u.track_id = m.track_id;

insert into course_modules (id, track_id, module_number, title, description, learning_objectives,
  estimated_duration_hours, ai_generated_content, status, created_at, updated_at)
select m.id, m.track_id, p.module_number, left(coalesce(m.title, ''), 255),
  coalesce(m.description, ''), original.as_texts(m.learning_objectives),
  case when m.estimated_duration_hours > 0 then m.estimated_duration_hours end,
  original.as_object(m.ai_generated_content),
  case when word in ('not_started', 'in_progress', 'completed', 'paused') then word
    when word in ('complete', 'done', 'finished') then 'completed'
    when word in ('active', 'started') then 'in_progress'
    else 'not_started' end,
  coalesce(original.instant(m.created_at), original.instant(m.updated_at), now()),
  coalesce(original.instant(m.updated_at), original.instant(m.created_at), now())
from original.course_modules m join original.module_place p using (id)
cross join lateral (select replace(lower(btrim(m.status::text)), ' ', '_') as word) w;

-- As `sync_objectives` makes them: the same text twice in one module is one objective.
insert into objectives (module_id, position, text)
select module_id, row_number() over (partition by module_id order by o), text from (
  select distinct on (m.id, objective_key(e)) m.id as module_id, e as text, o
  from course_modules m
  cross join jsonb_array_elements_text(m.learning_objectives) with ordinality as x (e, o)
  order by m.id, objective_key(e), o) once;

select original.note('course_modules', n.id, t.user_id, jsonb_build_object(
    'module_number', case when o.module_number <> n.module_number then o.module_number end,
    'title', case when o.title <> n.title then o.title end,
    'learning_objectives', original.unlike(o.learning_objectives, n.learning_objectives),
    'estimated_duration_hours', case when o.estimated_duration_hours < 0
      then o.estimated_duration_hours end,
    'ai_generated_content', original.unlike(o.ai_generated_content, n.ai_generated_content),
    'status', case when o.status::text <> n.status then o.status::text end))
from original.course_modules o join course_modules n using (id)
join learning_tracks t on t.id = n.track_id;

select original.keep('course_modules', o.id, null, 'its track is missing', to_jsonb(o))
from original.course_modules o where not exists (select from course_modules n where n.id = o.id);
analyze course_modules;
