-- Makes a track with its planning session and primary chat: user_id, track_id, new_session_id, new_chat_id, and the
-- track's fields in `track`.
create or replace function create_track(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_track learning_tracks := jsonb_populate_record(null::learning_tracks, p -> 'track');
begin
  perform lock_user(v_user);
  insert into learning_tracks (id, user_id, title, description, skill_area, difficulty_level,
    estimated_duration_hours, user_expectations, title_source)
  values ((p ->> 'track_id')::uuid, v_user, v_track.title, coalesce(v_track.description, ''),
    coalesce(v_track.skill_area, ''), coalesce(v_track.difficulty_level, 'beginner'),
    v_track.estimated_duration_hours, coalesce(v_track.user_expectations, ''),
    coalesce(v_track.title_source, 'learner'));
  perform make_session(v_user, (p ->> 'track_id')::uuid, (p ->> 'new_session_id')::uuid,
    (p ->> 'new_chat_id')::uuid);
  return jsonb_build_object('outcome', 'created', 'track_id', p ->> 'track_id');
end $$;

-- Deletes a track with its session, chats, messages, modules and jobs: user_id, track_id. Turns that were not finished are
-- ended first, as far as they were written, so that what they reserved is freed and what they cost is booked.
-- Returns `outcome`: deleted | track_not_found.
create or replace function delete_track(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
  v_track uuid := (p ->> 'track_id')::uuid;
  v_session uuid;
  v_turn record;
begin
  perform lock_user(v_user);
  if not exists (select 1 from learning_tracks where id = v_track and user_id = v_user) then
    return jsonb_build_object('outcome', 'track_not_found');
  end if;
  select id into v_session from chat_sessions where track_id = v_track for update;
  perform 1 from chats where session_id = v_session order by id for update;
  perform 1 from chat_messages m join chats c on c.id = m.chat_id
  where c.session_id = v_session and m.status in ('pending', 'generating')
  order by m.id for update of m;
  perform 1 from learning_tracks where id = v_track for update;
  perform 1 from jobs where track_id = v_track order by id for update;
  for v_turn in select c as chat, m as answer from chat_messages m join chats c on c.id = m.chat_id
    where c.session_id = v_session and m.status in ('pending', 'generating') order by m.id
  loop
    perform end_unheld_turn(v_turn.chat, v_turn.answer, 'stopped', null);
  end loop;
  perform delete_jobs_of_track(v_track);
  -- The ledger lets go first: a cascade that empties one of a row's columns checks the others.
  update ai_calls set chat_id = null, message_id = null, track_id = null
  where track_id = v_track
    or chat_id in (select id from chats where session_id = v_session);
  delete from learning_tracks where id = v_track;
  perform touch_calendar(v_user);
  return jsonb_build_object('outcome', 'deleted');
end $$;

-- Gives a track the title of its plan, unless its learner named it. A wish that was its title stays as expectations.
create or replace function name_track(p_track uuid, p_title text) returns void language sql as $$
  update learning_tracks set title = p_title, title_source = 'plan', updated_at = clock_timestamp(),
    user_expectations = case when title_source = 'wish' and user_expectations = '' then title
      else user_expectations end
  where id = p_track and title_source <> 'learner' and title is distinct from p_title
    and p_title <> ''
$$;
