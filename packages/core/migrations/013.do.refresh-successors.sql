-- A refresh token's delivery is never acknowledged: what it was traded for has to be known until that is used.
alter table refresh_tokens
  -- The token it was traded for; null for the first of a sign-in.
  add column parent_id uuid references refresh_tokens (id) on delete set null,
  -- Another successor of the same parent took its place before it was used.
  add column superseded_at timestamptz;
create index refresh_tokens_by_parent on refresh_tokens (parent_id);

update refresh_tokens t set parent_id = (
  select p.id from refresh_tokens p
  where p.family = t.family and p.rotated_at is not null and (p.created_at, p.id) < (t.created_at, t.id)
  order by p.created_at desc, p.id desc limit 1);
