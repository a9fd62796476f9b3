-- Plans that a learner edits by hand, what a track's modules were from one finalisation to the next, and where its title
-- comes from.
alter table chat_messages drop constraint chat_messages_message_type_check;
alter table chat_messages add constraint chat_messages_message_type_check
  check (message_type in ('text', 'welcome', 'finalization', 'plan'));

alter table learning_tracks
  -- A title out of a wish or a plan follows the plan; the learner's own stays.
  add column title_source text not null default 'learner'
    check (title_source in ('wish', 'plan', 'learner'));

create table plan_revisions (
  id uuid primary key default gen_random_uuid(),
  track_id uuid not null references learning_tracks (id) on delete cascade,
  number integer not null check (number > 0),
  -- The revision that was in force before; null: none was.
  base integer,
  source text not null check (source in ('model', 'plan', 'undo', 'restore')),
  -- The modules in force from here on, as `store_modules` takes them.
  modules jsonb not null,
  -- The finalisation that made it.
  message_id uuid references chat_messages (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (track_id, number)
);
create index plan_revisions_by_message on plan_revisions (message_id);
