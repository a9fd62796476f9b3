-- Hours are 1 to 500 here: none for less, 500 for more.
insert into learning_tracks (id, user_id, title, description, skill_area, difficulty_level,
  estimated_duration_hours, status, ai_generated_plan, user_expectations, created_at, updated_at)
select t.id, t.user_id, left(coalesce(t.title, ''), 255), coalesce(t.description, ''),
  left(coalesce(t.skill_area, ''), 255),
  case when lower(t.difficulty_level::text) in ('intermediate', 'advanced')
    then lower(t.difficulty_level::text) else 'beginner' end,
  case when t.estimated_duration_hours > 0 then least(t.estimated_duration_hours, 500) end,
  case when lower(t.status::text) in ('active', 'completed', 'paused') then lower(t.status::text)
    else 'planning' end,
  original.as_object(t.ai_generated_plan), coalesce(t.user_expectations, ''),
  coalesce(original.instant(t.created_at), original.instant(t.updated_at), now()),
  coalesce(original.instant(t.updated_at), original.instant(t.created_at), now())
from original.learning_tracks t join users u on u.id = t.user_id;

select original.note('learning_tracks', n.id, n.user_id, jsonb_build_object(
    'title', case when o.title <> n.title then o.title end,
    'skill_area', case when o.skill_area <> n.skill_area then o.skill_area end,
    'difficulty_level', case when lower(o.difficulty_level::text) <> n.difficulty_level
      then o.difficulty_level::text end,
    'estimated_duration_hours', case when o.estimated_duration_hours <> 0
      and o.estimated_duration_hours is distinct from n.estimated_duration_hours
      then o.estimated_duration_hours end,
    'status', case when lower(o.status::text) <> n.status then o.status::text end,
    'ai_generated_plan', original.unlike(o.ai_generated_plan, n.ai_generated_plan)))
from original.learning_tracks o join learning_tracks n using (id);

select original.keep('learning_tracks', o.id, null, 'its user is missing', to_jsonb(o))
from original.learning_tracks o where not exists (select from learning_tracks n where n.id = o.id);
analyze learning_tracks;
