// A stack whose stores are reached through counting relays, and what one act of it costs on the wire. Its queue is not
// polled: the worker runs when it is called, so that each function's calls are its own.
import type { Stack } from "@ai-learning/local/stack";
import { startTestStack } from "../support/stack.ts";
import { targetOf, type Target } from "../support/target.ts";
import { until } from "../support/until.ts";
import type { Bench } from "./bench.ts";
import type { Trip } from "./postgres-messages.ts";
import { relayDynamo, relayPostgres } from "./relays.ts";

/** What an act cost. */
export interface Cost {
  /** Round trips to PostgreSQL. */
  readonly trips: readonly Trip[];
  readonly connections: number;
  /** Calls of DynamoDB by operation. */
  readonly operations: Readonly<Record<string, number>>;
}

export interface MeteredStack {
  readonly target: Target;
  readonly invoke: Stack["invoke"];
  /** Does something and waits until every function has ended. */
  cost(act: () => Promise<unknown>): Promise<Cost>;
  /** The same for something whose calls begin by themselves some time after it. */
  costOnceCalled(act: () => Promise<unknown>): Promise<Cost>;
  stop(): Promise<void>;
}

/** No clock may call anything while costs are counted. Milliseconds; the longest a timer takes. */
const never = 2 ** 31 - 1;

/** Starts it on the stores of the bench's own stack. */
export async function startMeteredStack(bench: Bench): Promise<MeteredStack> {
  const [stores, bundleDir] = await Promise.all([bench.stack(), bench.bundles()]);
  const postgres = await relayPostgres(stores.databaseUrl);
  const dynamo = await relayDynamo(stores.dynamoEndpoint);
  const stack = await startTestStack(stores.modelUrl, {
    bundleDir,
    limits: { queueConcurrency: { wakeups: 0, "dead-letters": 0 } },
    scheduleEveryMs: never,
    env: {
      DATABASE_URL: postgres.url,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
      GUEST_DAILY_TOKENS: "1000000000",
    },
  });
  const called = (): number => [...dynamo.counts.values()].reduce((sum, count) => sum + count, 0);

  async function cost(act: () => Promise<unknown>): Promise<Cost> {
    const { trips, connections } = postgres.counts;
    const tripsBefore = trips.length;
    const before = new Map(dynamo.counts);
    await act();
    await until(() => stack.functions.busy() === 0, { what: "the end of all functions" });
    const operations = [...dynamo.counts].flatMap(([name, count]): [string, number][] => {
      const more = count - (before.get(name) ?? 0);
      return more === 0 ? [] : [[name, more]];
    });
    return {
      trips: trips.slice(tripsBefore),
      connections: postgres.counts.connections - connections,
      operations: Object.fromEntries(operations),
    };
  }

  return {
    target: targetOf(stack, stores.modelUrl),
    invoke: (name, event) => stack.invoke(name, event),
    cost,
    costOnceCalled: (act) => {
      const before = called();
      return cost(async () => {
        await act();
        await until(() => called() > before, { what: "a call of DynamoDB" });
      });
    },
    async stop() {
      await stack.stop();
      postgres.stop();
      dynamo.stop();
    },
  };
}

export const callsIn = ({ operations }: Cost): number =>
  Object.values(operations).reduce((sum, count) => sum + count, 0);

/** "BatchWriteItem 1, GetItem 1", for a note. */
export const namesIn = ({ operations }: Cost): string =>
  Object.entries(operations)
    .map(([name, count]) => `${name} ${String(count)}`)
    .toSorted()
    .join(", ");

/** Round trips that ran something; `describe` of a first use is not among them. */
export const queriesIn = ({ trips }: Pick<Cost, "trips">): number =>
  trips.filter(({ kind }) => kind === "query").length;
