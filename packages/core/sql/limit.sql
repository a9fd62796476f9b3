-- Takes one of `limit` in a window of `seconds` that begins with the first: key, limit, seconds.
-- Returns `wait`: 0, or, when none is left, the seconds until the window ends.
create or replace function take(p jsonb) returns jsonb language plpgsql as $$
declare
  v_key text := p ->> 'key';
  v_limit integer := (p ->> 'limit')::integer;
  v_window interval := make_interval(secs => (p ->> 'seconds')::double precision);
begin
  if v_limit > 0 then
    insert into rate_limits as r (key, ends_at, count)
    values (v_key, clock_timestamp() + v_window, 1)
    on conflict (key) do update set
      count = case when r.ends_at <= clock_timestamp() then 1 else r.count + 1 end,
      ends_at = case when r.ends_at <= clock_timestamp() then excluded.ends_at else r.ends_at end
    where r.ends_at <= clock_timestamp() or r.count < v_limit;
    if found then
      return jsonb_build_object('wait', 0);
    end if;
  end if;
  return jsonb_build_object('wait', greatest(1, coalesce(
    (select ceil(extract(epoch from ends_at - clock_timestamp())) from rate_limits where key = v_key),
    ceil(extract(epoch from v_window))))::integer);
end $$;
