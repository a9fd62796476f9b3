// Queries on refresh tokens: stored as SHA-256, one family per sign-in of a device.
import { call } from "../adapters/call.ts";
import { newId } from "../id.ts";
import { db, type Queries } from "../adapters/postgres.ts";
import type { Standing, Successor, Verdict } from "./refresh.ts";

/** A token to store. */
export interface NewToken {
  readonly userId: string;
  readonly family: string;
  readonly hash: Uint8Array;
  readonly days: number;
}

const insertInto = async (
  sql: Queries,
  token: NewToken,
  parentId: string | null,
): Promise<void> => {
  await sql`
    insert into refresh_tokens (id, user_id, family, token_hash, expires_at, parent_id)
    values (${newId()}, ${token.userId}, ${token.family}, ${token.hash},
      now() + make_interval(days => ${token.days}), ${parentId})`;
};

/** Stores the first token of a sign-in. */
export const insert = (token: NewToken): Promise<void> => insertInto(db(), token, null);

/** Whose sign-in a token belongs to. */
export interface Owner {
  readonly user_id: string;
  readonly family: string;
}

interface TokenRow extends Owner {
  readonly id: string;
  readonly is_revoked: boolean;
  readonly is_expired: boolean;
  readonly is_superseded: boolean;
}

interface SuccessorRow {
  readonly token_hash: Uint8Array;
  readonly is_used: boolean;
  readonly is_superseded: boolean;
  readonly age_seconds: number;
}

const successorsOf = (sql: Queries, id: string): Promise<SuccessorRow[]> =>
  sql<SuccessorRow[]>`
    select token_hash, rotated_at is not null as is_used, superseded_at is not null as is_superseded,
      extract(epoch from now() - created_at)::float8 as age_seconds
    from refresh_tokens where parent_id = ${id} order by created_at, id`;

const shown = (row: SuccessorRow): Successor => ({
  isUsed: row.is_used,
  isSuperseded: row.is_superseded,
  ageSeconds: row.age_seconds,
});

/** How a trade is decided and made. */
export interface Trade {
  readonly judge: (token: Standing) => Verdict;
  /** Hash of a token's successor of this number. */
  readonly hashOf: (successor: number) => Uint8Array;
  /** Days a successor is good for. */
  readonly days: number;
}

export type Traded = Owner & (Exclude<Verdict, { outcome: "traded" }> | TradedFor);
interface TradedFor {
  readonly outcome: "traded";
  readonly successor: number;
}

/**
 * Trades a token in one transaction, one trade of a user after the other. Undefined when no such token is known.
 * A theft revokes its family in the same transaction.
 */
export function trade(hash: Uint8Array, how: Trade): Promise<Traded | undefined> {
  return db().begin(async (sql) => {
    const [owner] = await sql<{ user_id: string }[]>`
      select user_id from refresh_tokens where token_hash = ${hash}`;
    if (owner === undefined) return undefined;
    await sql`select lock_user(${owner.user_id})`;
    const [token] = await sql<TokenRow[]>`
      select id, user_id, family, revoked_at is not null as is_revoked, expires_at < now() as is_expired,
        superseded_at is not null as is_superseded
      from refresh_tokens where token_hash = ${hash}`;
    if (token === undefined) return undefined;
    const successors = await successorsOf(sql, token.id);
    const verdict = how.judge({
      isRevoked: token.is_revoked,
      isExpired: token.is_expired,
      isSuperseded: token.is_superseded,
      successors: successors.map(shown),
    });
    const whose = { user_id: token.user_id, family: token.family };
    if (verdict.outcome === "stolen") await revokeIn(sql, whose);
    if (verdict.outcome !== "traded") return { ...whose, ...verdict };
    return { ...whose, ...(await make(sql, token, successors, verdict, how)) };
  });
}

async function make(
  sql: Queries,
  token: TokenRow,
  successors: readonly SuccessorRow[],
  verdict: Extract<Verdict, { outcome: "traded" }>,
  how: Trade,
): Promise<TradedFor> {
  const known = successors[verdict.successor];
  // A new server key derives other tokens: the same successor cannot be given again.
  const isSame =
    known !== undefined && Buffer.from(how.hashOf(verdict.successor)).equals(known.token_hash);
  const successor = verdict.isNew || isSame ? verdict.successor : successors.length;
  if (verdict.isNew || !isSame) {
    await sql`
      update refresh_tokens set superseded_at = now()
      where parent_id = ${token.id} and superseded_at is null`;
    const { user_id: userId, family } = token;
    await insertInto(
      sql,
      { userId, family, hash: how.hashOf(successor), days: how.days },
      token.id,
    );
  }
  await sql`
    update refresh_tokens set rotated_at = now() where id = ${token.id} and rotated_at is null`;
  return { outcome: "traded", successor };
}

const revokeIn = async (sql: Queries, { user_id, family }: Owner): Promise<void> => {
  await sql`
    update refresh_tokens set revoked_at = now()
    where user_id = ${user_id} and family = ${family} and revoked_at is null`;
};

/** Ends a device's sign-in. */
export async function revokeFamily(userId: string, family: string): Promise<void> {
  await call("revoke_family", { user_id: userId, family });
}

/** Whose sign-in a refresh token belongs to. */
export async function ownerOf(hash: Uint8Array): Promise<Owner | undefined> {
  const [row] = await db()<Owner[]>`
    select user_id, family from refresh_tokens where token_hash = ${hash}`;
  return row;
}

/** Deletes refresh tokens that have expired, a bounded number a call. */
export async function deleteExpired(limit: number): Promise<void> {
  await call("delete_expired_tokens", { limit });
}
