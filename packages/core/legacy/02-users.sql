-- Addresses are lower-case here, and an address is one user's. Of several, the one who writes it in lower case keeps it,
-- else the oldest; the others get `…+original-<id>@…` and keep everything else.
create unlogged table original.address as
select id, wanted, is_guest, case when place = 1 then wanted
    else left(split_part(wanted, '@', 1), 180) || '+original-' || left(replace(id::text, '-', ''), 12)
      || coalesce('@' || left(nullif(split_part(wanted, '@', 2), ''), 50), '') end as email
from (
  select id, wanted, wanted ~ '^guest_[0-9a-f]{8,32}@guest\.com$' as is_guest,
    row_number() over (partition by wanted
      order by email::text = wanted desc, coalesce(is_active, true) desc, created_at nulls last, id) as place
  from (select *, left(lower(btrim(email)), 255) as wanted from original.users) u
) ranked;

-- A guest of the original has no password and is kept for seven days from now, as guests are here.
insert into users (id, email, password_hash, first_name, last_name, role, is_active, is_guest, locale,
  last_seen_at, created_at, updated_at)
select u.id, a.email, case when a.is_guest then '!' else u.password_hash end,
  left(coalesce(u.first_name, ''), 100), left(coalesce(u.last_name, ''), 100),
  case when lower(u.role::text) in ('instructor', 'admin') then lower(u.role::text) else 'student' end,
  coalesce(u.is_active, true), a.is_guest, 'ru',
  case when a.is_guest then now() else coalesce(updated, created, now()) end,
  coalesce(created, updated, now()), coalesce(updated, created, now())
from original.users u join original.address a using (id)
cross join lateral (select original.instant(u.created_at) as created,
  original.instant(u.updated_at) as updated) t;

select original.note('users', n.id, n.id, jsonb_build_object(
    'email', case when o.email <> n.email then o.email end,
    'first_name', case when o.first_name <> n.first_name then o.first_name end,
    'last_name', case when o.last_name <> n.last_name then o.last_name end,
    'role', case when lower(o.role::text) <> n.role then o.role::text end))
from original.users o join users n using (id)
where o.email <> n.email or o.first_name <> n.first_name or o.last_name <> n.last_name
  or lower(o.role::text) <> n.role;
analyze users;
