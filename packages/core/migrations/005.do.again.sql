-- Stopping a turn, writing an answer anew, editing the last message; and calls whose reply was lost
-- after their commit may be repeated.

alter table chat_messages
  -- How often a learner's message was edited; of an answer, the edition it answers.
  add column revision integer not null default 0,
  -- The attempt at which the answer was last asked for: tries are counted from here.
  add column opened_attempt integer not null default 0;

-- What an answer said before it was written anew. Brought back when the new one comes to nothing.
create table answer_versions (
  message_id uuid not null references chat_messages (id) on delete cascade,
  attempt integer not null,
  status text not null check (status in ('complete', 'stopped', 'failed')),
  content text not null,
  ai_model_used varchar(100),
  tokens_used integer,
  replaced_at timestamptz not null default now(),
  primary key (message_id, attempt)
);

-- What a learner's message said before it was edited, and what it was answered.
create table message_edits (
  message_id uuid not null references chat_messages (id) on delete cascade,
  revision integer not null,
  client_message_id varchar(200),
  content text not null,
  answer text not null,
  edited_at timestamptz not null default now(),
  primary key (message_id, revision)
);
