-- The original never wrote lessons; what an operator put there is kept as it is, numbered anew where numbers repeat.
insert into lessons (id, module_id, lesson_number, title, content_type, content, ai_generated_notes,
  estimated_duration_minutes, status, created_at, updated_at)
select l.id, l.module_id, case when l.is_unique then l.lesson_number else l.place end,
  left(coalesce(l.title, ''), 255),
  case when lower(l.content_type::text) in ('practice', 'homework', 'quiz')
    then lower(l.content_type::text) else 'theory' end,
  l.content, l.ai_generated_notes, l.estimated_duration_minutes,
  left(coalesce(l.status::text, 'not_started'), 20),
  coalesce(original.instant(l.created_at), original.instant(l.updated_at), now()),
  coalesce(original.instant(l.updated_at), original.instant(l.created_at), now())
from (
  select o.*, u.is_unique, row_number() over (partition by o.module_id
    order by o.lesson_number nulls last, o.created_at nulls last, o.id)::integer as place
  from original.lessons o join (
    select module_id, count(*) = count(distinct lesson_number) as is_unique
    from original.lessons group by module_id) u on u.module_id = o.module_id
) l join course_modules m on m.id = l.module_id;

insert into homework_assignments (id, lesson_id, module_id, title, description, instructions,
  ai_generated_task, due_date, max_score, status, created_at, updated_at)
select h.id, h.lesson_id, l.module_id, left(coalesce(h.title, ''), 255), h.description, h.instructions,
  original.as_object(h.ai_generated_task), original.instant(h.due_date), coalesce(h.max_score, 100),
  left(coalesce(h.status::text, 'assigned'), 20),
  coalesce(original.instant(h.created_at), original.instant(h.updated_at), now()),
  coalesce(original.instant(h.updated_at), original.instant(h.created_at), now())
from original.homework_assignments h join lessons l on l.id = h.lesson_id;

select original.note('lessons', n.id, t.user_id, jsonb_build_object(
    'lesson_number', case when o.lesson_number <> n.lesson_number then o.lesson_number end,
    'title', case when o.title <> n.title then o.title end,
    'content_type', case when lower(o.content_type::text) <> n.content_type
      then o.content_type::text end,
    'status', case when o.status::text <> n.status then o.status::text end))
from original.lessons o join lessons n using (id) join course_modules m on m.id = n.module_id
join learning_tracks t on t.id = m.track_id;

select original.note('homework_assignments', n.id, t.user_id, jsonb_build_object(
    'title', case when o.title <> n.title then o.title end,
    'ai_generated_task', original.unlike(o.ai_generated_task, n.ai_generated_task),
    'status', case when o.status::text <> n.status then o.status::text end))
from original.homework_assignments o join homework_assignments n using (id)
join course_modules m on m.id = n.module_id join learning_tracks t on t.id = m.track_id;

select original.keep('lessons', o.id, null, 'its module is missing', to_jsonb(o))
from original.lessons o where not exists (select from lessons n where n.id = o.id);
select original.keep('homework_assignments', o.id, null, 'its lesson is missing', to_jsonb(o))
from original.homework_assignments o
where not exists (select from homework_assignments n where n.id = o.id);
