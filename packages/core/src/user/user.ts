// Users and guests: a guest is a user row, and signing up fills that row in.
import { randomBytes } from "node:crypto";
import type { Locale, User } from "@ai-learning/protocol/user";
import { problem, PublicError } from "../error.ts";
import * as password from "../password.ts";
import type { Claims } from "../token.ts";
import * as Rows from "./user.sql.ts";

export type UserRow = Rows.UserRow;

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
  };
}

const guestName = { ru: ["Гость", "Пользователь"], en: ["Guest", "User"] } as const;

/** Makes a guest: a full user without a password, kept for 7 days after the last visit. */
export async function makeGuest(locale: Locale): Promise<UserRow> {
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
 * Throws `email_taken`.
 */
export async function register(
  draft: { email: string; password: string; first_name: string; last_name: string },
  locale: Locale,
  guestId: string | null,
): Promise<UserRow> {
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

/** Checks e-mail and password. Throws `invalid_credentials` or `inactive_user`. */
export async function login(draft: { email: string; password: string }): Promise<UserRow> {
  const row = draft.email.includes("\0")
    ? undefined
    : await Rows.byEmail(draft.email.trim().toLowerCase());
  const known = row !== undefined && !row.is_guest;
  if (!(await password.verify(draft.password, known ? row.password_hash : null)) || !known) {
    throw new PublicError("invalid_credentials", "Incorrect email or password");
  }
  if (!row.is_active) throw new PublicError("inactive_user", "Inactive user");
  return row;
}

/** The user of a token. Throws `invalid_token` when it is gone, inactive or signed out. */
export async function signedIn(claims: Claims): Promise<UserRow> {
  const row = await Rows.byId(claims.userId);
  if (row === undefined || !row.is_active || row.token_version !== claims.version) {
    throw problem("invalid_token");
  }
  return row;
}

export { deleteStaleGuests, touch } from "./user.sql.ts";
