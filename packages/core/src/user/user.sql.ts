// Queries on users.
import type { Locale, User } from "@ai-learning/protocol/user";
import { call } from "../adapters/call.ts";
import * as config from "../config.ts";
import { newId } from "../id.ts";
import { db } from "../adapters/postgres.ts";

export interface UserRow {
  id: string;
  email: string;
  password_hash: string;
  first_name: string;
  last_name: string;
  role: User["role"];
  is_active: boolean;
  is_guest: boolean;
  locale: Locale;
  token_version: number;
  last_seen_at: string;
  created_at: string;
}

export async function byId(id: string): Promise<UserRow | undefined> {
  const [row] = await db()<UserRow[]>`select * from users where id = ${id}`;
  return row;
}

export async function byEmail(email: string): Promise<UserRow | undefined> {
  const [row] = await db()<UserRow[]>`select * from users where email = ${email}`;
  return row;
}

export interface Person {
  readonly email: string;
  readonly passwordHash: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isGuest: boolean;
  readonly locale: Locale;
}

/** Inserts a user with its model configuration; undefined when the e-mail is taken. */
export async function insert(person: Person): Promise<UserRow | undefined> {
  const model = config.model();
  const [row] = await db()<UserRow[]>`
    with made as (
      insert into users (id, email, password_hash, first_name, last_name, is_guest, locale)
      values (${newId()}, ${person.email}, ${person.passwordHash}, ${person.firstName},
        ${person.lastName}, ${person.isGuest}, ${person.locale})
      on conflict (email) do nothing returning *
    ), configured as (
      insert into ai_configurations (id, user_id, model_name, base_url, max_tokens, temperature)
      select ${newId()}, id, ${model.name}, ${model.baseUrl}, ${model.maxTokens},
        ${model.temperature} from made
    )
    select * from made`;
  return row;
}

/** Fills in a guest's row with an account; undefined when it is no guest any more. */
export async function promote(id: string, person: Person): Promise<UserRow | undefined> {
  const [row] = await db()<UserRow[]>`
    update users set email = ${person.email}, password_hash = ${person.passwordHash},
      first_name = ${person.firstName}, last_name = ${person.lastName}, is_guest = false,
      updated_at = now()
    where id = ${id} and is_guest returning *`;
  return row;
}

/** Notes a visit. */
export async function touch(id: string): Promise<UserRow | undefined> {
  const [row] = await db()<UserRow[]>`
    update users set last_seen_at = now() where id = ${id} returning *`;
  return row;
}

/** Changes the fields given. */
export async function update(
  id: string,
  change: { firstName: string | null; lastName: string | null; locale: Locale | null },
): Promise<UserRow | undefined> {
  const [row] = await db()<UserRow[]>`
    update users set first_name = coalesce(${change.firstName}, first_name),
      last_name = coalesce(${change.lastName}, last_name),
      locale = coalesce(${change.locale}, locale), updated_at = now()
    where id = ${id} returning *`;
  return row;
}

/** Changes an account's password and ends all its sign-ins; undefined when it changed meanwhile. */
export async function setPassword(
  id: string,
  version: number,
  passwordHash: string,
): Promise<UserRow | undefined> {
  const { outcome } = await call<{ outcome: string }>("change_password", {
    user_id: id,
    version,
    password_hash: passwordHash,
  });
  return outcome === "changed" ? byId(id) : undefined;
}

/** Stores the same password under another hash, unless it was changed meanwhile. */
export async function replaceHash(id: string, before: string, after: string): Promise<void> {
  await db()`
    update users set password_hash = ${after} where id = ${id} and password_hash = ${before}`;
}

/** Ends all sign-ins of a user. */
export async function signOutEverywhere(id: string): Promise<void> {
  await call("sign_out_everywhere", { user_id: id });
}

/** Makes everything of a guest an account's; false when the guest is none any more. */
export async function absorb(guestId: string, userId: string): Promise<boolean> {
  const { outcome } = await call<{ outcome: string }>("absorb_guest", {
    guest_id: guestId,
    user_id: userId,
  });
  return outcome === "absorbed";
}

export async function remove(id: string): Promise<void> {
  await call("delete_user", { user_id: id });
}

/** Deletes guests not seen for so many days, a bounded number a call; returns how many. */
export async function deleteStaleGuests(days: number, limit: number): Promise<number> {
  const { count } = await call<{ count: number }>("delete_stale_guests", { days, limit });
  return count;
}
