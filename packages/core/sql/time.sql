-- A time as the wire has it: ISO 8601 in UTC with microseconds.
create or replace function iso(p_time timestamptz) returns text language sql stable as $$
  select to_char(p_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
