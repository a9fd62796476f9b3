-- Model work with a structured result, done apart from the request that asked for it.
create table jobs (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  -- What it is for; null for work that belongs to no track.
  track_id uuid references learning_tracks (id) on delete cascade,
  kind text not null check (kind in ('generate-plan')),
  -- What makes two requests the same job: the client's key, or else the input while the job is unfinished.
  natural_key varchar(200) not null,
  idempotency_key varchar(200),
  status text not null default 'pending'
    check (status in ('pending', 'running', 'complete', 'failed')),
  input jsonb not null,
  result jsonb,
  error_code text,
  -- Tries of the worker since the job was last asked for.
  attempt integer not null default 0,
  lease_until timestamptz,
  -- Counts claims: a worker whose fence is not the newest changes nothing.
  fence integer not null default 0,
  -- Tokens reserved of the user's budget until the job is settled, and the day they count for.
  reserved_tokens integer not null default 0,
  reserved_day date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (user_id, kind, natural_key)
);
create index jobs_unfinished on jobs (updated_at) where status in ('pending', 'running');
create index jobs_by_user on jobs (user_id, created_at desc);
create index jobs_by_track on jobs (track_id);

-- Which job a model call was made for.
alter table ai_calls add column job_id uuid references jobs (id) on delete set null;
create index ai_calls_by_job on ai_calls (job_id);
