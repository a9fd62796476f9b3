// Figures of a user, and of everybody for an admin: never a text, a title or a name of somebody else.
import {
  responseTimesRow,
  usageRow,
  type Funnel,
  type Planning,
  type RangeQuery,
  type ResponseTimes,
  type UsageAnswer,
  type UsageQuery,
} from "@ai-learning/protocol/analytics";
import { limits } from "@ai-learning/protocol/limits";
import { problem, PublicError } from "../error.ts";
import type { UserRow } from "../user/user.ts";
import * as Rows from "./analytics.sql.ts";
import { csvOf } from "./csv.ts";

/** Who asks. */
type Reader = Pick<UserRow, "id" | "role">;

const refusals = {
  unknown_zone: { path: "time_zone", message: "is not a time zone that the database knows" },
  backwards: { path: "from", message: "must not be after `to`" },
  too_long: {
    path: "from",
    message: `must be at most ${limits.analyticsDays - 1} days before \`to\``,
  },
} as const;

/**
 * Asks for figures.
 * @throws PublicError `admin_only`: everybody's are for admins; `invalid_request`: the range is none
 */
async function ask<Query extends RangeQuery, T>(
  reader: Reader,
  query: Query,
  read: (userId: string, query: Query) => Promise<Rows.Answer<T>>,
): Promise<Omit<Rows.Answer<T> & { outcome: "found" }, "outcome">> {
  if (query.scope === "all" && reader.role !== "admin") throw problem("admin_only");
  const answer = await read(reader.id, query);
  if (answer.outcome !== "found") {
    const issue = refusals[answer.outcome];
    throw new PublicError("invalid_request", `${issue.path} ${issue.message}`, { issues: [issue] });
  }
  const { outcome: _, ...figures } = answer;
  return figures;
}

/** Calls, tokens and money of a range by what the query says. Throws as `ask`. */
export const usage = (reader: Reader, query: UsageQuery): Promise<UsageAnswer> =>
  ask(reader, query, Rows.usage);

/** Time to the first token and to the whole answer. Throws as `ask`. */
export const responseTimes = (reader: Reader, query: RangeQuery): Promise<ResponseTimes> =>
  ask(reader, query, Rows.responseTimes);

/** Planning dialogues that began in a range. Throws as `ask`. */
export const planning = (reader: Reader, query: RangeQuery): Promise<Planning> =>
  ask(reader, query, Rows.planning);

/** Tracks whose first plan was shown in a range. Throws as `ask`. */
export const funnel = (reader: Reader, query: RangeQuery): Promise<Funnel> =>
  ask(reader, query, Rows.funnel);

/** A file of figures, or a part of one that is long. */
export interface Csv {
  readonly csv: string;
  /** Where the next part begins: `after` of a query. */
  readonly next: string | null;
}

const fieldsOf = <Shape extends object>(shape: Shape) =>
  Object.keys(shape) as (keyof Shape & string)[];

/** As `usage`, rows only. */
export async function usageCsv(reader: Reader, query: UsageQuery): Promise<Csv> {
  const { rows, next } = await usage(reader, query);
  return { csv: csvOf(fieldsOf(usageRow.shape), rows), next };
}

/** As `responseTimes`. */
export async function responseTimesCsv(reader: Reader, query: RangeQuery): Promise<Csv> {
  const { rows } = await responseTimes(reader, query);
  return { csv: csvOf(fieldsOf(responseTimesRow.shape), rows), next: null };
}

/** As `planning`: one row, the spreads as columns. */
export async function planningCsv(reader: Reader, query: RangeQuery): Promise<Csv> {
  const answer = await planning(reader, query);
  const spread = (name: "messages" | "minutes") => {
    const found = answer[`${name}_to_finalization`];
    return {
      [`${name}_to_finalization_mean`]: found?.mean ?? null,
      [`${name}_to_finalization_p50`]: found?.p50 ?? null,
      [`${name}_to_finalization_p95`]: found?.p95 ?? null,
    };
  };
  const row: Record<string, string | number | null> = {
    from: answer.from,
    to: answer.to,
    dialogues: answer.dialogues,
    finalized: answer.finalized,
    share_finalized: answer.share_finalized,
    ...spread("messages"),
    ...spread("minutes"),
    unfinished: answer.unfinished,
    returned: answer.returned,
    returns: answer.returns,
  };
  return { csv: csvOf(Object.keys(row), [row]), next: null };
}

/** As `funnel`. */
export async function funnelCsv(reader: Reader, query: RangeQuery): Promise<Csv> {
  const { steps } = await funnel(reader, query);
  return { csv: csvOf(["step", "tracks", "share"], steps), next: null };
}
