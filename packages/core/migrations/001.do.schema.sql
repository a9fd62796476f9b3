-- The original system's tables and columns, with defaults, keys, checks and indexes of their own,
-- and what a dialogue that loses nothing needs beside them.

create table users (
  id uuid primary key,
  email varchar(255) not null unique check (email = lower(email)),
  password_hash varchar(255) not null,
  first_name varchar(100) not null,
  last_name varchar(100) not null,
  role text not null default 'student' check (role in ('student', 'instructor', 'admin')),
  is_active boolean not null default true,
  is_guest boolean not null default false,
  locale text not null default 'en' check (locale in ('ru', 'en')),
  token_version integer not null default 1,
  last_seen_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index users_guests_by_last_seen on users (last_seen_at) where is_guest;

-- One family per sign-in; a rotated token that comes back revokes the whole family.
create table refresh_tokens (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  family uuid not null,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  rotated_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index refresh_tokens_by_family on refresh_tokens (family);
create index refresh_tokens_by_user on refresh_tokens (user_id);

create table ai_configurations (
  id uuid primary key,
  user_id uuid not null unique references users (id) on delete cascade,
  model_name varchar(100) not null,
  base_url varchar(255) not null,
  api_key_encrypted text not null default 'default',
  max_tokens integer not null default 2000 check (max_tokens between 1 and 100000),
  temperature double precision not null default 0.7 check (temperature between 0 and 2),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table learning_tracks (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  title varchar(255) not null,
  description text not null default '',
  skill_area varchar(255) not null default '',
  difficulty_level text not null default 'beginner'
    check (difficulty_level in ('beginner', 'intermediate', 'advanced')),
  estimated_duration_hours integer check (estimated_duration_hours between 1 and 500),
  status text not null default 'planning'
    check (status in ('planning', 'active', 'completed', 'paused')),
  ai_generated_plan jsonb,
  user_expectations text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index learning_tracks_by_user on learning_tracks (user_id, created_at desc);

-- A module's id is its identity for ever: one that leaves the plan is archived, not deleted.
create table course_modules (
  id uuid primary key,
  track_id uuid not null references learning_tracks (id) on delete cascade,
  module_number integer not null,
  title varchar(255) not null,
  description text not null default '',
  learning_objectives jsonb not null default '[]',
  estimated_duration_hours integer,
  ai_generated_content jsonb,
  status text not null default 'not_started'
    check (status in ('not_started', 'in_progress', 'completed', 'paused')),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index course_modules_in_order on course_modules (track_id, module_number)
  where archived_at is null;
create index course_modules_by_track on course_modules (track_id);

create table lessons (
  id uuid primary key,
  module_id uuid not null references course_modules (id) on delete cascade,
  lesson_number integer not null,
  title varchar(255) not null,
  content_type text not null default 'theory'
    check (content_type in ('theory', 'practice', 'homework', 'quiz')),
  content text,
  ai_generated_notes text,
  estimated_duration_minutes integer,
  status varchar(20) not null default 'not_started',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index lessons_by_module on lessons (module_id, lesson_number);

create table homework_assignments (
  id uuid primary key,
  lesson_id uuid not null references lessons (id) on delete cascade,
  title varchar(255) not null,
  description text,
  instructions text,
  ai_generated_task jsonb,
  due_date timestamptz,
  max_score integer not null default 100,
  status varchar(20) not null default 'assigned',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index homework_assignments_by_lesson on homework_assignments (lesson_id);

create table chat_sessions (
  id uuid primary key,
  track_id uuid unique references learning_tracks (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  session_name varchar(255) not null default '',
  status text not null default 'active'
    check (status in ('active', 'paused', 'completed', 'archived')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index chat_sessions_by_user on chat_sessions (user_id, created_at desc);

create table chats (
  id uuid primary key,
  session_id uuid not null references chat_sessions (id) on delete cascade,
  chat_name varchar(255) not null,
  chat_type varchar(50) not null default 'planning'
    check (chat_type in ('planning', 'welcome', 'discussion', 'finalization', 'module_learning')),
  status text not null default 'active'
    check (status in ('active', 'paused', 'completed', 'archived')),
  ai_context jsonb,
  is_primary boolean not null default false,
  title text,
  lease_until timestamptz,
  lease_attempt integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index chats_by_session on chats (session_id, created_at desc);
create unique index chats_one_primary on chats (session_id) where is_primary;

-- What devices call a session: several keys may name the same one.
create table session_keys (
  user_id uuid not null references users (id) on delete cascade,
  key varchar(128) not null,
  session_id uuid not null references chat_sessions (id) on delete cascade,
  active_chat_id uuid references chats (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index session_keys_by_session on session_keys (session_id);
create index session_keys_by_active_chat on session_keys (active_chat_id);

create table chat_messages (
  id uuid primary key,
  chat_id uuid not null references chats (id) on delete cascade,
  position integer not null,
  sender_type varchar(10) not null check (sender_type in ('user', 'ai')),
  message_content text not null,
  message_type varchar(20) not null default 'text'
    check (message_type in ('text', 'welcome', 'finalization')),
  ai_model_used varchar(100),
  tokens_used integer,
  timestamp timestamptz not null default now(),
  client_message_id varchar(200),
  reply_to uuid references chat_messages (id) on delete cascade,
  status text not null default 'complete'
    check (status in ('pending', 'generating', 'complete', 'stopped', 'failed')),
  attempt integer not null default 0,
  stop_requested boolean not null default false,
  error_code text,
  -- How the turn came in: a frame, a request that is still waiting, or one that was told "accepted".
  opened_over text not null default 'socket' check (opened_over in ('socket', 'http', 'deferred')),
  -- Tokens held back from the user's budget until the turn is settled, and the day they count for.
  reserved_tokens integer not null default 0,
  reserved_day date,
  unique (chat_id, position)
);
create unique index chat_messages_once on chat_messages (chat_id, client_message_id)
  where client_message_id is not null;
create unique index chat_messages_one_welcome on chat_messages (chat_id)
  where message_type = 'welcome';
create unique index chat_messages_one_answer on chat_messages (reply_to) where reply_to is not null;
create index chat_messages_in_time on chat_messages (chat_id, timestamp);
create index chat_messages_unfinished on chat_messages (chat_id, position)
  where status in ('pending', 'generating');

-- The ledger: one row per model call of any kind, opened before it.
create table ai_calls (
  id uuid primary key,
  user_id uuid references users (id) on delete set null,
  chat_id uuid references chats (id) on delete set null,
  message_id uuid references chat_messages (id) on delete set null,
  track_id uuid references learning_tracks (id) on delete set null,
  attempt integer,
  kind text not null
    check (kind in ('welcome', 'text', 'finalization', 'plan', 'connection_test')),
  model varchar(100) not null,
  requests integer not null default 0,
  prompt_tokens integer,
  cached_tokens integer,
  completion_tokens integer,
  token_source text check (token_source in ('reported', 'estimated')),
  first_token_ms integer,
  duration_ms integer,
  outcome text check (outcome in ('complete', 'stopped', 'failed', 'abandoned')),
  error_code text,
  price_usd numeric(14, 8),
  idempotency_key varchar(200),
  opened_at timestamptz not null default now(),
  closed_at timestamptz
);
create index ai_calls_by_message on ai_calls (message_id);
create index ai_calls_by_user on ai_calls (user_id, opened_at desc);
create index ai_calls_by_chat on ai_calls (chat_id);
create index ai_calls_by_track on ai_calls (track_id);
create unique index ai_calls_once on ai_calls (user_id, idempotency_key)
  where idempotency_key is not null;

create table usage_days (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  spent integer not null default 0 check (spent >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  primary key (user_id, day)
);
