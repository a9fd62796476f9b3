// Identifiers as they cross the wire.
import * as z from "zod";

/** A UUID, lower-cased. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, {
    error: "must be a UUID",
  })
  .transform((value) => value.toLowerCase());

/** What a client calls its planning session: opaque, one device's name for it. */
export const sessionKeyPattern = /^[A-Za-z0-9._~-]{1,128}$/;

export const sessionKey = z.string().regex(sessionKeyPattern, {
  error: "must be 1 to 128 letters, digits or . _ ~ -",
});

/** A name the client gives one message, so that a repeated send is the same message. */
export const clientMessageId = z
  .string()
  .regex(/^[A-Za-z0-9._:~-]{1,128}$/, { error: "must be 1 to 128 letters, digits or . _ : ~ -" });

/**
 * A user id as clients send it: a UUID, or the original's `guest_` and 32 hex digits.
 * Only compared with the token's user, never believed; anything else cannot match.
 */
export const claimedUserId = z.string().max(200);

/** True when a client's `user_id` names the signed-in user. */
export function isSameUser(claimed: string, userId: string): boolean {
  const hex = (value: string) =>
    value
      .toLowerCase()
      .replace(/^guest_/, "")
      .replaceAll("-", "");
  return hex(claimed) === hex(userId);
}
