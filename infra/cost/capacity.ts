// What gives first: the load of so many learners beside the limits of an account, of a model and of a size.
import { sizes, type Size, type SizeName } from "../sizes.ts";
import { assumed, turn } from "./counts.ts";

export interface Load {
  readonly what: string;
  readonly load: number;
  readonly limit: number;
  readonly whose: string;
}

/** Learners who are there say something once in this time. */
const secondsBetweenTurns = (assumed.visitMinutes * 60) / assumed.turnsOfVisit;

/**
 * Lambda's for one queue: the highest `maximumConcurrency` there is, and how many functions it adds in a minute. Its
 * provisioned mode goes further and takes no such bound (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html).
 */
export const queueLimits = { workers: 1_000, moreInAMinute: 300 } as const;

/** Tokens a minute of gpt-4o-mini for a new account (juejin.cn, 2025). Each account sees its own; it grows with what it paid. */
const tokensOfNewKey = 200_000;

/** Single-row statements, a guess to be measured: two cores, a burst, and less of it in the small one. */
const statementsOf = { small: 1_000, standard: 3_000, external: 1_000 } as const;

/** Execution environments that may hold a connection; a proxy lets functions have far more than it opens. */
function connectionsOf(name: SizeName): number {
  const { server, reserved = {} }: Size = sizes[name];
  if (server?.proxy === true) return 20_000;
  return Object.values(reserved).reduce((sum, one) => sum + one, 0);
}

/** The busiest minute of so many learners, all told. */
export function loadsOf(learners: number, size: SizeName = "standard"): readonly Load[] {
  const online = learners * assumed.shareOnline;
  const turns = online / secondsBetweenTurns;
  const workers = turns * assumed.answerSeconds;
  const visits = online / (assumed.visitMinutes * 60);
  const asked = turns * (1 + turn.httpRequests) + visits;
  // Everything else is over in a tenth of a second.
  const others = turns * (turn.calls - 1) * 0.1;
  return [
    {
      what: "tokens of the model a minute",
      load: turns * 60 * (assumed.promptTokens + assumed.answerTokens),
      limit: tokensOfNewKey,
      whose: "the model's provider, for each key; a new key's, grows with what was paid",
    },
    {
      what: "answers being written",
      load: workers,
      limit: sizes[size].workers,
      whose: "ours: `workers` in infra/sizes.ts; beyond it turns wait in the queue",
    },
    {
      what: "connections of functions",
      // One is open while a function works; the pool of two is for its rare second question.
      load: workers + others,
      limit: connectionsOf(size),
      whose: "the database server's, counted out in infra/sizes.ts; with a proxy, the proxy's",
    },
    {
      what: "messages and requests a second",
      load: asked,
      limit: sizes[size].rate,
      whose: "ours: `rate` in infra/sizes.ts, for each of the two APIs",
    },
    {
      what: "statements a second",
      load: turns * turn.statements,
      limit: statementsOf[size],
      whose: "the one primary of PostgreSQL; a guess to be measured",
    },
    {
      what: "posts, messages and requests a second",
      load: turns * turn.posts + asked,
      limit: 10_000,
      whose: "API Gateway, account and region; can be raised",
    },
    {
      what: "functions at work",
      load: workers + others,
      limit: 1_000,
      whose: "Lambda, account and region; a new account may have 10; can be raised",
    },
    {
      what: "answers a queue can have written",
      load: workers,
      limit: queueLimits.workers,
      whose: "Lambda, for one queue; beyond it only its provisioned mode",
    },
    {
      what: "new sockets a second",
      load: visits,
      limit: 500,
      whose: "API Gateway, account and region; can be raised",
    },
  ];
}

/** The one that is closest to its limit, or furthest beyond. */
export function firstToGive(loads: readonly Load[]): Load | undefined {
  return loads.toSorted((a, b) => b.load / b.limit - a.load / a.limit)[0];
}

/** With how many learners each of them is reached: all of them grow with the learners. */
export function learnersAt(size: SizeName): ReadonlyMap<string, number> {
  return new Map(loadsOf(1, size).map(({ what, load, limit }) => [what, limit / load]));
}
