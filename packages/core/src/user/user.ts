// Users and guests: a guest is a user row, and signing up fills that row in.
import { randomBytes } from "node:crypto";
import type { Locale, User } from "@ai-learning/protocol/user";
import { problem, PublicError } from "../error.ts";
import * as Limit from "../auth/rate-limit.ts";
import * as password from "../auth/password.ts";
import type { Claims } from "../auth/token.ts";
import * as Rows from "./user.sql.ts";

export type UserRow = Rows.UserRow;

/** Days a guest is kept after the last visit. */
export const guestDays = 7;
const dayMs = 86_400_000;

const expiryOf = (row: UserRow): string | null =>
  row.is_guest ? new Date(Date.parse(row.last_seen_at) + guestDays * dayMs).toISOString() : null;

/** The public shape of a row. */
export function show(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    first_name: row.first_name,
    last_name: row.last_name,
    role: row.role,
    is_active: row.is_active,
    is_guest: row.is_guest,
    locale: row.locale,
    created_at: row.created_at,
    expires_at: expiryOf(row),
  };
}

const guestName = { ru: ["Гость", "Пользователь"], en: ["Guest", "User"] } as const;

/**
 * Makes a guest: a full user without a password, kept for 7 days after the last visit.
 * Throws `too_many_requests`.
 */
export async function makeGuest(locale: Locale, address: string): Promise<UserRow> {
  await Limit.take("guestsByAddress", address);
  const [firstName, lastName] = guestName[locale];
  const row = await Rows.insert({
    email: `guest_${randomBytes(16).toString("hex")}@guest.invalid`,
    passwordHash: "!",
    firstName,
    lastName,
    isGuest: true,
    locale,
  });
  if (row === undefined) throw new Error("a guest's random address was taken");
  return row;
}

/**
 * Makes an account. A signed-in guest becomes it, keeping its id and everything it made.
 * Throws `email_taken`, `too_many_requests`.
 */
export async function register(
  draft: { email: string; password: string; first_name: string; last_name: string },
  locale: Locale,
  by: { guestId: string | null; address: string },
): Promise<UserRow> {
  await Limit.take("registrationsByAddress", by.address);
  const { guestId } = by;
  const person = {
    email: draft.email,
    passwordHash: await password.hash(draft.password),
    firstName: draft.first_name,
    lastName: draft.last_name,
    isGuest: false,
    locale,
  };
  const taken = () => new PublicError("email_taken", "Email already registered");
  if (guestId !== null) {
    try {
      const promoted = await Rows.promote(guestId, person);
      if (promoted !== undefined) return promoted;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "23505") throw taken();
      throw error;
    }
  }
  const row = await Rows.insert(person);
  if (row === undefined) throw taken();
  return row;
}

/** Changes a user's name or language. */
export async function update(
  row: UserRow,
  change: {
    first_name?: string | undefined;
    last_name?: string | undefined;
    locale?: Locale | undefined;
  },
): Promise<UserRow> {
  const changed = await Rows.update(row.id, {
    firstName: change.first_name ?? null,
    lastName: change.last_name ?? null,
    locale: change.locale ?? null,
  });
  if (changed === undefined) throw problem("invalid_token");
  return changed;
}

/** A visit is noted at most this often. */
const seenEveryMs = 3_600_000;

/** Notes a user's visit, unless one was noted lately; the row as it stands now. */
export async function seen(row: UserRow): Promise<UserRow> {
  if (Date.now() - Date.parse(row.last_seen_at) < seenEveryMs) return row;
  return (await Rows.touch(row.id)) ?? row;
}

/** The user of a token. Throws `invalid_token` when it is gone, inactive or signed out. */
export async function signedIn(claims: Pick<Claims, "userId" | "version">): Promise<UserRow> {
  const row = await Rows.byId(claims.userId);
  if (row === undefined || !row.is_active || row.token_version !== claims.version) {
    throw problem("invalid_token");
  }
  return seen(row);
}

/** Deletes guests who did not come back, a bounded number a call; returns how many. */
export const deleteStaleGuests = (most: number): Promise<number> =>
  Rows.deleteStaleGuests(guestDays, most);
