// What gives first: the load of so many learners beside the limits of an account and of this deployment.
import { assumed, turn } from "./counts.ts";

export interface Load {
  readonly what: string;
  readonly load: number;
  readonly limit: number;
  readonly whose: string;
}

/** Learners who are there say something once in this time. */
const secondsBetweenTurns = (assumed.visitMinutes * 60) / assumed.turnsOfVisit;

/** The busiest minute of so many learners, all told. */
export function loadsOf(learners: number): readonly Load[] {
  const online = learners * assumed.shareOnline;
  const turns = online / secondsBetweenTurns;
  const workers = turns * assumed.answerSeconds;
  const visits = online / (assumed.visitMinutes * 60);
  const posts = turns * turn.posts;
  // Everything else is over in a tenth of a second.
  const others = turns * (turn.calls - 1) * 0.1;
  return [
    {
      what: "new sockets a second",
      load: visits,
      limit: 500,
      whose: "API Gateway, account and region; can be raised",
    },
    {
      what: "posts, messages and requests a second",
      load: posts + turns * (1 + turn.httpRequests) + visits,
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
      what: "answers being written",
      load: workers,
      limit: 200,
      whose: "ours: `workers` in infra/sizes.ts; beyond it turns wait in the queue",
    },
    {
      what: "connections of functions to the proxy",
      // One is open while a function works; the pool of two is for its rare second question.
      load: workers + others,
      limit: 20_000,
      whose: "RDS Proxy; it has far fewer to the database, as statements take milliseconds",
    },
    {
      what: "statements a second",
      load: turns * turn.statements,
      limit: 3_000,
      whose: "db.t4g.medium, a guess to be measured: two cores and a burst",
    },
  ];
}

/** The one that is closest to its limit, or furthest beyond. */
export function firstToGive(loads: readonly Load[]): Load | undefined {
  return loads.toSorted((a, b) => b.load / b.limit - a.load / a.limit)[0];
}
