-- How a user learns: when, how long, and how many cards a day; and the address of their calendar.

create table learner_settings (
  user_id uuid primary key references users (id) on delete cascade,
  -- A name of the IANA database; which names there are is known to the code that reads them.
  time_zone text not null default 'UTC' check (time_zone ~ '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$'),
  -- Before it a learner's day is still yesterday's.
  day_start time not null default '04:00' check (day_start <= '12:00'),
  desired_retention numeric(3, 2) not null default 0.90
    check (desired_retention between 0.80 and 0.95),
  new_per_day smallint not null default 12 check (new_per_day between 0 and 100),
  reviews_per_day smallint not null default 60 check (reviews_per_day between 0 and 1000),
  -- ISO weekdays: 1 is Monday.
  study_days smallint[] not null default '{1,2,3,4,5}'
    check (cardinality(study_days) between 1 and 7 and study_days <@ '{1,2,3,4,5,6,7}'::smallint[]),
  minutes_per_day smallint not null default 60 check (minutes_per_day between 10 and 480),
  study_time time not null default '19:00' check (study_time < '24:00'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One address for each user: a new one takes the place of the one before.
create table calendar_feeds (
  user_id uuid primary key references users (id) on delete cascade,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  -- When what was planned came to be less, or more, without a row that says so: a track was deleted, a guest's came along.
  plan_changed_at timestamptz not null default now()
);
