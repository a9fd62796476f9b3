// Calls of the functions in `core/sql`: one object in, one object out, one round trip.
import { db } from "./postgres.ts";

/** Half a surrogate pair, as a stream may end with, is no text to PostgreSQL. */
const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === "string" ? value.toWellFormed() : value;

/**
 * What a SQL function answers. Its input's fields are named as the function has them; undefined ones are left out, and
 * the function ignores those it does not know.
 */
export async function call<Result>(name: string, input: object): Promise<Result> {
  const sql = db();
  const json = JSON.stringify(input, wellFormed);
  const [row] = await sql<{ result: Result }[]>`
    select ${sql(name)}(${json}::text::jsonb) as result`;
  if (row === undefined) throw new Error(`${name} returned nothing`);
  return row.result;
}
