-- Revokes a user's refresh tokens, of one device or (p_family null) of all. The caller has locked the user.
create or replace function revoke_tokens(p_user uuid, p_family uuid) returns void language sql as $$
  update refresh_tokens set revoked_at = clock_timestamp()
  where user_id = p_user and (p_family is null or family = p_family) and revoked_at is null
$$;

-- Ends one device's sign-in: user_id, family.
create or replace function revoke_family(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
begin
  perform lock_user(v_user);
  perform revoke_tokens(v_user, (p ->> 'family')::uuid);
  return jsonb_build_object('outcome', 'revoked');
end $$;

-- Ends all sign-ins of a user: user_id.
create or replace function sign_out_everywhere(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
begin
  perform lock_user(v_user);
  update users set token_version = token_version + 1 where id = v_user;
  perform revoke_tokens(v_user, null);
  return jsonb_build_object('outcome', 'signed_out');
end $$;

-- Changes an account's password and ends all its sign-ins: user_id, version, password_hash.
-- Returns `outcome`: changed | outdated, when it changed meanwhile.
create or replace function change_password(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid := (p ->> 'user_id')::uuid;
begin
  perform lock_user(v_user);
  update users set password_hash = p ->> 'password_hash', token_version = token_version + 1,
    updated_at = clock_timestamp()
  where id = v_user and token_version = (p ->> 'version')::integer and not is_guest;
  if not found then
    return jsonb_build_object('outcome', 'outdated');
  end if;
  perform revoke_tokens(v_user, null);
  return jsonb_build_object('outcome', 'changed');
end $$;

-- Deletes expired refresh tokens of at most `limit` users. A user who is busy is left for the next time.
create or replace function delete_expired_tokens(p jsonb) returns jsonb language plpgsql as $$
declare
  v_user uuid;
begin
  for v_user in select distinct user_id from refresh_tokens where expires_at < now()
    order by user_id limit coalesce((p ->> 'limit')::integer, 100)
  loop
    if try_lock_user(v_user) then
      delete from refresh_tokens where user_id = v_user and expires_at < now();
    end if;
  end loop;
  return jsonb_build_object('outcome', 'deleted');
end $$;
