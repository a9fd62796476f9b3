// What model calls cost, how fast answers came, how planning went: figures of one user, or of all for an admin.
import * as z from "zod";
import { isTimeZone } from "./calendar.ts";
import { limits } from "./limits.ts";
import { choice, text } from "./text.ts";

/** Whose figures: one's own, or everybody's, which only an admin may see. */
export const scopes = ["mine", "all"] as const;
export type Scope = (typeof scopes)[number];

/** By what usage is summed up. */
export const usageKeys = [
  "day",
  "track",
  "chat",
  "chat_type",
  "stage",
  "model",
  "operation",
] as const;
export type UsageKey = (typeof usageKeys)[number];

/** What a learner was doing. `other`: a plan as JSON, a connection test. */
export const stages = [
  "welcome",
  "discussion",
  "finalization",
  "lesson",
  "study",
  "other",
] as const;
export type Stage = (typeof stages)[number];

/** What a model was called for, as `ai_calls.kind` has it. */
export const operations = [
  "welcome",
  "text",
  "finalization",
  "plan",
  "outline",
  "lesson",
  "connection_test",
] as const;
export type Operation = (typeof operations)[number];

/** True for a day of the calendar, from 1970 on. */
function isDay(text: string): boolean {
  if (!/^(19[7-9]|[2-9]\d\d)\d-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const day = z.string().refine(isDay, { error: "must be a day like 2026-11-29" });

const range = {
  scope: choice(scopes, `scope must be one of: ${scopes.join(", ")}`).default("mine"),
  from: day.optional().describe("first day; 29 days before `to` when it is left out"),
  to: day.optional().describe("last day, itself included; today when it is left out"),
  time_zone: z
    .string()
    .refine(isTimeZone, { error: "must be a time zone of the IANA database, like Europe/Berlin" })
    .optional()
    .describe("in which days begin and end; the user's own when it is left out"),
};

/** Of a range: at most `limits.analyticsDays` days, or `invalid_request`. */
export const rangeQuery = z.object(range);
export type RangeQuery = z.infer<typeof rangeQuery>;

export const usageQuery = z.object({
  ...range,
  by: choice(usageKeys, `by must be one of: ${usageKeys.join(", ")}`).default("day"),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.analyticsRows)
    .optional()
    .describe(
      "rows of a part; 100 tracks or chats, or 1,000 of anything else, when it is left out",
    ),
  after: text(200)
    .refine((value) => /^-?\d{1,17}\./.test(value), { error: "must be `next` of an answer" })
    .optional()
    .describe("`next` of the part before"),
});
export type UsageQuery = z.infer<typeof usageQuery>;

const answeredRange = {
  scope: z.enum(scopes),
  from: z.string(),
  to: z.string(),
  time_zone: z.string(),
};

const counts = {
  calls: z.int(),
  requests: z.int().describe("what was sent to the model's server; a call may send more than one"),
  prompt_tokens: z.int(),
  cached_tokens: z.int().describe("of prompt_tokens, what the server had read before"),
  completion_tokens: z.int(),
  tokens: z.int(),
  estimated_tokens: z.int().describe("of tokens, what was counted by us and not reported"),
  price_usd: z.number().describe("of the calls whose model's price is known"),
  unpriced_calls: z.int(),
  own_key_tokens: z.int().describe("of tokens, what a user's own key paid"),
  complete: z.int(),
  truncated: z.int(),
  stopped: z.int(),
  failed: z.int(),
  abandoned: z.int().describe("a worker died; another call took over"),
};

export const usageTotals = z.object(counts);
export type UsageTotals = z.infer<typeof usageTotals>;

export const usageRow = z.object({
  key: z
    .string()
    .nullable()
    .describe("the day, the id, the name; null: what it was is deleted, or there is none"),
  label: z.string().nullable().describe("the title of one's own track or chat; null for others"),
  ...counts,
});
export type UsageRow = z.infer<typeof usageRow>;

/** Days come in order, each of the range; other rows by tokens, most first. */
export const usageAnswer = z.object({
  ...answeredRange,
  by: z.enum(usageKeys),
  rows: z.array(usageRow),
  total: usageTotals.describe("of the whole range, whichever part this is"),
  next: z.string().nullable().describe("ask again with `after` for the rest; null: this is all"),
});
export type UsageAnswer = z.infer<typeof usageAnswer>;

const ms = z.int().nullable();

export const responseTimesRow = z.object({
  model: z.string(),
  operation: z.enum(operations),
  calls: z.int().describe("that ended, whole or cut"),
  first_token_p50_ms: ms,
  first_token_p95_ms: ms,
  answer_p50_ms: ms,
  answer_p95_ms: ms,
});
export type ResponseTimesRow = z.infer<typeof responseTimesRow>;

export const responseTimes = z.object({ ...answeredRange, rows: z.array(responseTimesRow) });
export type ResponseTimes = z.infer<typeof responseTimes>;

const spread = z
  .object({ mean: z.number(), p50: z.number(), p95: z.number() })
  .nullable()
  .describe("null: of none");

/** Planning dialogues that began in the range: the planning sessions of tracks in which a plan was asked for. */
export const planning = z.object({
  ...answeredRange,
  dialogues: z.int(),
  finalized: z.int(),
  share_finalized: z.number().nullable().describe("0 to 1; null: no dialogues"),
  messages_to_finalization: spread.describe("messages of both sides before the first finalisation"),
  minutes_to_finalization: spread.describe("from the first message to the first finalisation"),
  unfinished: z.int(),
  returned: z.int().describe("dialogues to which the learner came back before a finalisation"),
  returns: z
    .int()
    .describe("how often: a learner's message 30 minutes or more after the one before it"),
});
export type Planning = z.infer<typeof planning>;

export const funnelSteps = [
  "plan_shown",
  "first_reply",
  "finalized",
  "first_module_opened",
  "completed",
] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** Of tracks whose first plan was shown in the range: how many came so far. */
export const funnel = z.object({
  ...answeredRange,
  steps: z.array(
    z.object({
      step: z.enum(funnelSteps),
      tracks: z.int(),
      share: z.number().nullable().describe("of the first step's tracks, 0 to 1; null: none"),
    }),
  ),
});
export type Funnel = z.infer<typeof funnel>;
