// A stack whose database, table, queue and model are each behind a relay, to be taken away one by one.
import type { StackOptions } from "@ai-learning/local/stack";
import { ownStack } from "./own-stack.ts";
import { startRelay, type Relay } from "./relay.ts";
import type { TestStack } from "./stack.ts";
import { shared } from "./target.ts";

export type PartName = "database" | "table" | "queue" | "model";

export interface PartRelays {
  readonly stack: TestStack;
  readonly relays: Readonly<Record<PartName, Relay>>;
  stop(): Promise<void>;
}

/** Starts the stores, the relays in front of them, and the stack behind those; all parts are there. */
export async function startPartRelays(options: StackOptions = {}): Promise<PartRelays> {
  const { modelUrl } = shared();
  // Without functions nobody else takes the wake-ups.
  const stores = await ownStack({ functions: [], limits: { spares: 0 } });
  const [database, table, queue, model] = await Promise.all([
    startRelay(stores.stack.databaseUrl),
    startRelay(stores.stack.dynamoEndpoint),
    startRelay(stores.stack.sqsEndpoint),
    startRelay(modelUrl),
  ]);
  const { stack } = await ownStack({
    ...options,
    env: {
      DATABASE_URL: database.url,
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_ENDPOINT_URL_SQS: queue.url,
      DEFAULT_OPENAI_BASE_URL: `${model.url.replace(/\/$/, "")}/v1`,
      ...options.env,
    },
  });
  return {
    stack,
    relays: { database, table, queue, model },
    async stop() {
      await stack.stop();
      for (const relay of [database, table, queue, model]) await relay.stop();
      await stores.stack.stop();
    },
  };
}
