// A year of figures as the service would answer them, made up from a seed: more than a test can talk for.
import type {
  Funnel,
  Planning,
  ResponseTimes,
  UsageAnswer,
  UsageKey,
  UsageRow,
  UsageTotals,
} from "@ai-learning/protocol/analytics";
import type { BrowserContext } from "playwright-core";

const zero: UsageTotals = {
  calls: 0,
  requests: 0,
  prompt_tokens: 0,
  cached_tokens: 0,
  completion_tokens: 0,
  tokens: 0,
  estimated_tokens: 0,
  price_usd: 0,
  unpriced_calls: 0,
  own_key_tokens: 0,
  complete: 0,
  truncated: 0,
  stopped: 0,
  failed: 0,
  abandoned: 0,
};

/** Numbers from 0 to 1 that look random and are always the same. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function totals(next: () => number, calls: number): UsageTotals {
  const prompt = Math.round(calls * (900 + 1_500 * next()));
  const completion = Math.round(calls * (350 + 500 * next()));
  const failed = Math.round(calls * 0.04 * next());
  const stopped = Math.round(calls * 0.05 * next());
  return {
    ...zero,
    calls,
    requests: calls,
    prompt_tokens: prompt,
    cached_tokens: Math.round(prompt * 0.5 * next()),
    completion_tokens: completion,
    tokens: prompt + completion,
    estimated_tokens: Math.round(completion * 0.03),
    price_usd: (prompt * 0.15 + completion * 0.6) / 1_000_000,
    unpriced_calls: next() > 0.8 ? 1 : 0,
    own_key_tokens: Math.round(prompt * 0.02),
    complete: calls - failed - stopped,
    stopped,
    failed,
  };
}

const sum = (rows: readonly UsageTotals[]): UsageTotals => {
  const all = { ...zero };
  for (const row of rows) {
    for (const name of Object.keys(all) as (keyof UsageTotals)[]) all[name] += row[name];
  }
  return all;
};

const dayMs = 86_400_000;

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

const tracks = [
  "Python для анализа данных",
  "English for travel",
  "Ceramics",
  "Проектирование распределённых систем и их эксплуатация",
  "Linear algebra",
  "Music theory",
  "Cooking for a family of six on a small budget",
  "Statistics",
  "Ancient history",
  "Drawing",
  "SQL",
  null,
];

const keys: Record<Exclude<UsageKey, "day" | "track">, readonly (string | null)[]> = {
  stage: ["discussion", "study", "lesson", "welcome", "finalization", "other"],
  operation: ["text", "lesson", "outline", "welcome", "finalization", "plan", "connection_test"],
  model: ["gpt-4o-mini", "gpt-4.1", "Qwen/Qwen2.5-72B-Instruct-Turbo-with-a-long-name"],
  chat_type: ["discussion", "module_learning", "planning", null],
  chat: [],
};

type Range = Pick<UsageAnswer, "scope" | "from" | "to" | "time_zone">;

/** Usage of a range; `scale`: calls of a busy day. */
export function usageOf(range: Range, by: UsageKey, scale = 12): UsageAnswer {
  const row = (key: string | null, label: string | null, sums: UsageTotals): UsageRow => ({
    key,
    label,
    ...sums,
  });
  const days = daysOf(range.from, range.to).map((day) => {
    const next = numbers(Math.round(Date.parse(day) / dayMs));
    next();
    return row(day, null, totals(next, next() < 0.25 ? 0 : Math.ceil(scale * next())));
  });
  const total = sum(days);
  const parts = by === "track" ? tracks : by === "day" ? [] : keys[by];
  let left = total.calls;
  const rows = parts.map((key, index) => {
    const calls = index === parts.length - 1 ? left : Math.ceil(left * 0.55);
    left -= calls;
    const id = `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
    return row(
      by === "track" && key !== null ? id : key,
      by === "track" ? key : null,
      totals(numbers(index + 1), calls),
    );
  });
  const ordered = rows.filter(({ calls }) => calls > 0).toSorted((a, b) => b.tokens - a.tokens);
  return { ...range, by, rows: by === "day" ? days : ordered, total, next: null };
}

export const timesOf = (range: Range): ResponseTimes => ({
  ...range,
  rows: [
    ["gpt-4o-mini", "text", 214, 640, 1_870, 4_200, 11_900],
    ["gpt-4o-mini", "welcome", 41, 710, 2_300, 9_800, 21_400],
    ["gpt-4.1", "lesson", 66, 980, 3_900, 18_400, 74_000],
    ["gpt-4o-mini", "connection_test", 3, null, null, null, null],
  ].map(([model, operation, calls, a, b, c, d]) => ({
    model: String(model),
    operation: operation as ResponseTimes["rows"][number]["operation"],
    calls: Number(calls),
    first_token_p50_ms: a as number | null,
    first_token_p95_ms: b as number | null,
    answer_p50_ms: c as number | null,
    answer_p95_ms: d as number | null,
  })),
});

export const planningOf = (range: Range): Planning => ({
  ...range,
  dialogues: 41,
  finalized: 23,
  share_finalized: 23 / 41,
  messages_to_finalization: { mean: 7.4, p50: 6, p95: 15 },
  minutes_to_finalization: { mean: 38.2, p50: 14.5, p95: 190 },
  unfinished: 18,
  returned: 9,
  returns: 13,
});

export const funnelOf = (range: Range): Funnel => ({
  ...range,
  steps: (
    [
      ["plan_shown", 41],
      ["first_reply", 33],
      ["finalized", 23],
      ["first_module_opened", 17],
      ["completed", 4],
    ] as const
  ).map(([step, count]) => ({ step, tracks: count, share: count / 41 })),
});

/** Answers every question about figures in somebody's browser; `scale` 0: with nothing. */
export async function giveFigures(context: BrowserContext, scale = 12): Promise<void> {
  await context.route("**/api/analytics/**", async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const range: Range = {
      scope: searchParams.get("scope") === "all" ? "all" : "mine",
      from: searchParams.get("from") ?? "",
      to: searchParams.get("to") ?? "",
      time_zone: searchParams.get("time_zone") ?? "",
    };
    const answers: Record<string, () => unknown> = {
      "/api/analytics/usage": () =>
        usageOf(range, (searchParams.get("by") ?? "day") as UsageKey, scale),
      "/api/analytics/response-times": () => timesOf(range),
      "/api/analytics/planning": () => planningOf(range),
      "/api/analytics/funnel": () => funnelOf(range),
    };
    const answer = answers[pathname];
    await (answer === undefined ? route.continue() : route.fulfill({ json: answer() }));
  });
}
