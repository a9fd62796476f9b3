-- Takes one of p_limit in a window that begins with the first. Returns 0, or, when none is left, the
-- seconds until the window ends.
create or replace function take(p_key text, p_limit integer, p_window interval) returns integer
language plpgsql as $$
begin
  if p_limit > 0 then
    insert into rate_limits as r (key, ends_at, count)
    values (p_key, clock_timestamp() + p_window, 1)
    on conflict (key) do update set
      count = case when r.ends_at <= clock_timestamp() then 1 else r.count + 1 end,
      ends_at = case when r.ends_at <= clock_timestamp() then excluded.ends_at else r.ends_at end
    where r.ends_at <= clock_timestamp() or r.count < p_limit;
    if found then
      return 0;
    end if;
  end if;
  return greatest(1, coalesce(
    (select ceil(extract(epoch from ends_at - clock_timestamp())) from rate_limits where key = p_key),
    ceil(extract(epoch from p_window))))::integer;
end $$;
