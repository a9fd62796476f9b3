// Whether the database answers.
import { db } from "./postgres.ts";

/** Throws when the database does not answer. */
export async function ping(): Promise<void> {
  await db()`select 1`;
}
