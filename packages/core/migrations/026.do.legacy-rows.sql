-- What `migrate-chat-id` leaves behind in a database of the original system that it converted.

-- That it was converted, and with what counts.
create table legacy_conversion (
  singleton boolean primary key default true check (singleton),
  converted_at timestamptz not null default now(),
  -- The zone in which the original's times were read.
  time_zone text not null,
  counts jsonb not null
);

-- Rows that have no place in our tables, and what rows that have one said before it was changed.
create table legacy_rows (
  id uuid primary key default gen_random_uuid(),
  source_table text not null,
  source_id uuid not null,
  -- Whose it is; null: nobody's who is known.
  user_id uuid references users (id) on delete cascade,
  reason text not null,
  -- The row is in its table; `content` is what was changed. Else `content` is the whole row.
  is_placed boolean not null,
  content jsonb not null
);
create index legacy_rows_by_user on legacy_rows (user_id);
create index legacy_rows_by_source on legacy_rows (source_table, source_id);
