// How often somebody may try something: counted in PostgreSQL, under keys that name nobody.
import { createHmac } from "node:crypto";
import { call } from "../adapters/call.ts";
import * as config from "../config.ts";
import { PublicError } from "../error.ts";
import { db } from "../adapters/postgres.ts";

/** An address or an e-mail is stored as a hash: a reader of the table learns neither. */
const keyOf = (name: config.LimitName, who: string): string =>
  createHmac("sha256", config.secretKey()).update(`${name}:${who}`).digest("base64url");

const inWords = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

/** Counts one try. Throws `too_many_requests` when none is left in this window. */
export async function take(name: config.LimitName, who: string): Promise<void> {
  const { most, seconds } = config.limits()[name];
  const { wait } = await call<{ wait: number }>("take", {
    key: keyOf(name, who),
    limit: most,
    seconds,
  });
  if (wait === 0) return;
  throw new PublicError("too_many_requests", `Too many tries: try again in ${inWords(wait)}`, {
    retryAfter: wait,
  });
}

/** Gives a try back that turned out not to count. */
export async function giveBack(name: config.LimitName, who: string): Promise<void> {
  await db()`
    update rate_limits set count = count - 1
    where key = ${keyOf(name, who)} and count > 0 and ends_at > now()`;
}

/** Deletes windows that are over, a bounded number a call. */
export async function sweep(most: number): Promise<void> {
  await db()`
    delete from rate_limits where key in (
      select key from rate_limits where ends_at < now() limit ${most}
      for update skip locked)`;
}
