-- Sums of the ledger and what became of tracks, so that a year of everybody's figures is read at once. Both follow from
-- other rows and could be made anew: docs/decisions/0016-analytics.md.

alter table ai_calls
  -- It is in the sums. Reads add the rows that are not yet: every closed row counts once at any moment.
  add column rolled_up boolean not null default false;
create index ai_calls_to_roll_up on ai_calls (opened_at)
  where outcome is not null and not rolled_up;
create index ai_calls_by_opening on ai_calls (opened_at);

-- Sums over a span of time. What a part does not tell apart is null in it.
--   part: clock: all calls, by hours and quarters of hours, for the days of any zone
--     group: by kind, stage, chat type, model and whose key; chat, track: by these; all three by UTC days and months
create table usage_sums (
  part text not null check (part in ('clock', 'group', 'chat', 'track')),
  span text not null check (span in ('quarter', 'hour', 'day', 'month')),
  starts_at timestamptz not null,
  kind text,
  stage text,
  chat_type varchar(50),
  model varchar(100),
  own_key boolean,
  -- No keys to chats and tracks: a roll-up waits for nobody. A deleted one leaves with its ledger rows' next roll-up.
  chat_id uuid,
  track_id uuid,
  calls bigint not null,
  requests bigint not null,
  prompt_tokens bigint not null,
  cached_tokens bigint not null,
  completion_tokens bigint not null,
  tokens bigint not null,
  estimated_tokens bigint not null,
  -- In units of 0.00000001 USD, as exact as `price_usd`.
  price_units bigint not null,
  unpriced_calls bigint not null,
  own_key_tokens bigint not null,
  complete bigint not null,
  truncated bigint not null,
  stopped bigint not null,
  failed bigint not null,
  abandoned bigint not null
) partition by list (part);
-- Apart from each other, so that a year of one kind lies close together.
create table usage_clock partition of usage_sums for values in ('clock');
create table usage_groups partition of usage_sums for values in ('group');
create table usage_chats partition of usage_sums for values in ('chat') partition by list (span);
create table usage_chats_by_day partition of usage_chats for values in ('day');
create table usage_chats_by_month partition of usage_chats for values in ('month');
create table usage_tracks partition of usage_sums for values in ('track') partition by list (span);
create table usage_tracks_by_day partition of usage_tracks for values in ('day');
create table usage_tracks_by_month partition of usage_tracks for values in ('month');
create unique index usage_sums_once on usage_sums
  (part, span, starts_at, kind, stage, chat_type, model, own_key, chat_id, track_id) nulls not distinct;
-- All are ranked by their tokens, and the first hundred of them read whole.
create index usage_chats_by_chat on usage_chats (chat_id, starts_at);
create index usage_tracks_by_track on usage_tracks (track_id, starts_at);

-- How long calls took that came whole or were cut by the model's limit: a histogram for each UTC day and month.
create table usage_speeds (
  span text not null check (span in ('day', 'month')),
  starts_at timestamptz not null,
  model varchar(100) not null,
  kind text not null,
  measure text not null check (measure in ('first_token', 'answer')),
  -- See `speed_bucket`.
  bucket integer not null,
  calls bigint not null,
  primary key (span, starts_at, model, kind, measure, bucket)
);

-- Ledger rows as they were counted, that have changed since: the next roll-up takes them out of the sums again.
create table usage_corrections (
  id bigint generated always as identity primary key,
  call jsonb not null
);

-- Of each track with a dialogue, how far it came. See `milestones_of`.
create table track_milestones (
  track_id uuid primary key references learning_tracks (id) on delete cascade,
  began_at timestamptz not null,
  plan_shown_at timestamptz,
  replied boolean not null,
  finalized_at timestamptz,
  module_opened boolean not null,
  completed boolean not null,
  messages integer not null,
  returns integer not null
);
create index track_milestones_by_beginning on track_milestones (began_at);
create index track_milestones_by_plan on track_milestones (plan_shown_at);

-- Tracks whose milestones may have changed. Added to only, and without keys: no transaction waits for another one here.
create table track_marks (
  id bigint generated always as identity primary key,
  track_id uuid not null
);
create index track_marks_by_track on track_marks (track_id);
insert into track_marks (track_id) select id from learning_tracks;

-- What triggers run is here and not in `core/sql`, and calls nothing of it: an older release, started again on this database,
-- drops the functions it does not know. Rows that it writes are marked all the same.

-- Takes a ledger row out of the sums that has changed since it was counted, and has the changed one counted anew. What
-- does not count, such as whose row it is, may change as it likes. The stage follows from the rest, and is not known yet in a
-- trigger that runs before the row is stored.
create function note_correction() returns trigger language plpgsql as $$
declare
  v_other constant text[] := array['id', 'user_id', 'message_id', 'job_id', 'attempt', 'error_code',
    'idempotency_key', 'closed_at', 'rolled_up', 'stage'];
begin
  if tg_op = 'DELETE' or to_jsonb(old) - v_other <> to_jsonb(new) - v_other then
    insert into usage_corrections (call)
    values (to_jsonb(old) - v_other || jsonb_build_object('stage', old.stage));
    if tg_op = 'UPDATE' then
      new.rolled_up := false;
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- Marks the tracks in whose sessions messages were added.
create function mark_dialogue() returns trigger language plpgsql as $$
begin
  insert into track_marks (track_id)
  select distinct s.track_id from added a
  join chats c on c.id = a.chat_id join chat_sessions s on s.id = c.session_id
  where s.track_id is not null;
  return null;
end $$;

-- Marks the track in whose session a message came to an end.
create function mark_answer() returns trigger language plpgsql as $$
begin
  insert into track_marks (track_id)
  select s.track_id from chats c join chat_sessions s on s.id = c.session_id
  where c.id = new.chat_id and s.track_id is not null;
  return null;
end $$;

-- Marks the track to whose session a chat belongs now.
create function mark_chat() returns trigger language plpgsql as $$
begin
  insert into track_marks (track_id)
  select s.track_id from chat_sessions s where s.id = new.session_id and s.track_id is not null;
  return null;
end $$;

-- Marks the track of a session, of a module.
create function mark_track() returns trigger language plpgsql as $$
begin
  insert into track_marks (track_id) values (new.track_id);
  return null;
end $$;

-- Marks a track that changed itself.
create function mark_own_track() returns trigger language plpgsql as $$
begin
  insert into track_marks (track_id) values (new.id);
  return null;
end $$;

-- Takes the marks of a track along that is deleted. Only who holds the track deletes them, so nobody waits here.
create function unmark_track() returns trigger language plpgsql as $$
begin
  delete from track_marks where track_id = old.id;
  return null;
end $$;

create trigger ai_calls_correction before update on ai_calls
  for each row when (old.rolled_up and new.rolled_up) execute function note_correction();
create trigger ai_calls_gone before delete on ai_calls
  for each row when (old.rolled_up) execute function note_correction();
create trigger chat_messages_mark after insert on chat_messages
  referencing new table as added for each statement execute function mark_dialogue();
create trigger chat_messages_end after update of status on chat_messages
  for each row when (old.status is distinct from new.status) execute function mark_answer();
create trigger chats_mark after insert or update of session_id, module_id on chats
  for each row execute function mark_chat();
create trigger chat_sessions_mark after insert or update of track_id on chat_sessions
  for each row when (new.track_id is not null) execute function mark_track();
create trigger course_modules_mark after insert or update of status, archived_at on course_modules
  for each row execute function mark_track();
create trigger learning_tracks_mark after update of status on learning_tracks
  for each row when (old.status is distinct from new.status) execute function mark_own_track();
create trigger learning_tracks_gone after delete on learning_tracks
  for each row execute function unmark_track();
