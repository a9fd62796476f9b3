// What takes a password, or ends a user: signing in, changing the password, deletion, absorbing a guest.
import { closeOfUser } from "../connection/close.ts";
import type { Connection } from "../connection/connection.ts";
import { problem, PublicError } from "../error.ts";
import * as Limit from "../auth/rate-limit.ts";
import * as password from "../auth/password.ts";
import { handOverModel } from "./hand-over.ts";
import * as Rows from "./user.sql.ts";
import type { UserRow } from "./user.ts";

/**
 * Checks e-mail and password, from an address. Takes as long for an address nobody has.
 * Throws `invalid_credentials`, `inactive_user` or `too_many_requests`.
 */
export async function login(
  draft: { email: string; password: string },
  address: string,
): Promise<UserRow> {
  const email = draft.email.trim().toLowerCase();
  const row = await guarded(email, address, async () => {
    const found = email.includes("\0") ? undefined : await Rows.byEmail(email);
    const known = found !== undefined && !found.is_guest;
    const fits = await password.verify(draft.password, known ? found.password_hash : null);
    return fits && known ? found : null;
  });
  if (row === null) throw new PublicError("invalid_credentials", "Incorrect email or password");
  if (!row.is_active) throw new PublicError("inactive_user", "Inactive user");
  if (password.isOriginals(row.password_hash)) {
    await Rows.replaceHash(row.id, row.password_hash, await password.hash(draft.password));
  }
  return row;
}

/** One try at a password. It is counted before it is made, so that many at once are counted too. */
async function guarded<T>(
  email: string,
  address: string,
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  await Limit.take("signInFailuresByAddress", address);
  await Limit.take("signInFailuresByAccount", email);
  const found = await attempt();
  if (found !== null) {
    await Promise.all([
      Limit.giveBack("signInFailuresByAddress", address),
      Limit.giveBack("signInFailuresByAccount", email),
    ]);
  }
  return found;
}

/** Has a signed-in account prove itself once more. Throws `invalid_credentials`, `too_many_requests`. */
async function prove(row: UserRow, given: string, address: string): Promise<void> {
  const proven = await guarded(row.email, address, async () =>
    (await password.verify(given, row.is_guest ? null : row.password_hash)) ? true : null,
  );
  if (proven === null) throw new PublicError("invalid_credentials", "Incorrect password");
}

/**
 * Changes a password: every sign-in ends, the caller's own too, which is to be given another. Sockets
 * of the device that asked are told to reconnect.
 * Throws `invalid_credentials`, `too_many_requests`; `invalid_token` when it was changed meanwhile.
 */
export async function changePassword(
  row: UserRow,
  draft: { current_password: string; new_password: string },
  from: { address: string; family: string | null },
): Promise<UserRow> {
  await prove(row, draft.current_password, from.address);
  const hashed = await password.hash(draft.new_password);
  const changed = await Rows.setPassword(row.id, row.token_version, hashed);
  if (changed === undefined) throw problem("invalid_token");
  const isOwn = (one: Connection): boolean => from.family !== null && one.family === from.family;
  await closeOfUser(row.id, "sign_in_replaced", isOwn);
  await closeOfUser(row.id, "signed_out");
  return changed;
}

/**
 * Deletes a user with everything stored; an account proves itself with its password.
 * Throws `invalid_credentials`, `too_many_requests`.
 */
export async function remove(row: UserRow, given: string | null, address: string): Promise<void> {
  if (!row.is_guest) await prove(row, given ?? "", address);
  await Rows.remove(row.id);
  await closeOfUser(row.id, "signed_out");
}

/** Makes everything a guest has an account's, its own model if the account has none. The guest's tabs reconnect. */
export async function absorb(guestId: string, account: UserRow): Promise<void> {
  // First: the guest's turns that wait are to be written by that model.
  await handOverModel(guestId, account.id);
  if (!(await Rows.absorb(guestId, account.id))) return;
  await closeOfUser(guestId, "sign_in_replaced");
}
