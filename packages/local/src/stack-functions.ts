// The steps of a start that concern functions: their resources, the call at deploy, their queues, their schedule.
import { randomBytes } from "node:crypto";
import type { FunctionSpec } from "@ai-learning/functions/manifest";
import { storedSecret } from "./data-folder.ts";
import type { FaultBoard } from "./faults/faults.ts";
import type { Resources } from "./functions/environment.ts";
import type { Gateway } from "./gateway/gateway.ts";
import type { Outcome } from "./functions/ipc.ts";
import type { Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import { Poller } from "./queue/poller.ts";
import type { Scheduled } from "./functions/schedule.ts";
import { mentorModel } from "@ai-learning/mentor/name";
import type { Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";
import type { Stores } from "./stores/stores.ts";

/** The addresses of the stores, as functions get them. */
export interface StoreAddresses extends Pick<Stores, "database" | "dynamoEndpoint" | "mentorUrl"> {
  readonly sqs: { readonly url: string };
  readonly queues: Readonly<Record<keyof Stores["queues"], { readonly url: string }>>;
}

/** The resources of functions, once everything else runs. */
export async function resourcesOf(
  settings: Settings,
  dataDir: string,
  stores: StoreAddresses,
  gateway: Pick<Gateway, "siteUrl" | "managementEndpoint">,
  edgeSecret: string,
): Promise<Resources> {
  const { region, passed } = settings;
  const key = randomBytes(24).toString("base64url");
  return {
    database: stores.database,
    wakeupsUrl: queueUrlsOf(stores).wakeups,
    socketUrl: gateway.siteUrl.replace(/^http/, "ws"),
    managementEndpoint: gateway.managementEndpoint,
    dynamoEndpoint: stores.dynamoEndpoint,
    sqsEndpoint: stores.sqs.url,
    secretKey: settings.secretKey ?? (await storedSecret(dataDir, "secret-key")),
    sealingKey: settings.sealingKey ?? (await storedSecret(dataDir, "sealing-key")),
    edgeSecret,
    model: settings.model ?? { key, model: mentorModel, baseUrl: stores.mentorUrl ?? "" },
    region,
    passed: {
      PUBLIC_URL: gateway.siteUrl,
      ...(settings.model === undefined && { DEMO_MODEL: mentorModel }),
      ...passed,
    },
  };
}

/** The queues as functions and tests reach them: through the proxy in front of SQS. */
export function queueUrlsOf(stores: Pick<StoreAddresses, "sqs" | "queues">): {
  readonly wakeups: string;
  readonly deadLetters: string;
} {
  const through = (url: string): string => new URL(new URL(url).pathname, stores.sqs.url).href;
  return {
    wakeups: through(stores.queues.wakeups.url),
    deadLetters: through(stores.queues["dead-letters"].url),
  };
}

/**
 * Calls what must run before anything else, and returns what the last of it answered.
 *
 * @throws StartError with the function's own sentence when it has one
 */
export async function invokeAtDeploy(
  functions: readonly FunctionSpec[],
  invoke: (name: string, event: unknown) => Promise<Outcome>,
): Promise<unknown> {
  let answered: unknown;
  for (const { name, atDeploy } of functions) {
    if (!atDeploy) continue;
    const outcome = await invoke(name, {});
    if (!outcome.ok) throw new StartError(sentenceOf(name, outcome));
    answered = outcome.payload;
  }
  return answered;
}

function sentenceOf(name: string, failed: { errorType: string; errorMessage: string }): string {
  const { errorType, errorMessage } = failed;
  if (errorType === "ConfigError" || errorType === "DatabaseError") return errorMessage;
  return `The function "${name}" failed at the start (${errorType}): ${errorMessage}`;
}

/** Starts a poller for each function that has a queue. */
export function pollQueues(options: {
  readonly functions: readonly FunctionSpec[];
  readonly region: string;
  readonly stores: Stores;
  readonly invoke: (name: string, event: unknown) => Promise<Outcome>;
  readonly limits: Limits;
  readonly faults: FaultBoard;
  readonly log: Log;
}): Poller[] {
  const { stores, limits } = options;
  return options.functions.flatMap(({ name, queue }) => {
    if (queue === undefined) return [];
    const poller = new Poller({
      ...options,
      client: stores.sqsClient,
      queue: stores.queues[queue],
      parallel: limits.queueConcurrency[queue],
      longPollSeconds: limits.longPollSeconds,
      invoke: (event) => options.invoke(name, event),
      proxy: stores.sqs,
    });
    return [poller];
  });
}

/** The functions on the clock. */
export function scheduledOf(functions: readonly FunctionSpec[], everyMs?: number): Scheduled[] {
  return functions.flatMap(({ name, everyMinutes }) =>
    everyMinutes === undefined ? [] : [{ name, everyMs: everyMs ?? everyMinutes * 60_000 }],
  );
}
