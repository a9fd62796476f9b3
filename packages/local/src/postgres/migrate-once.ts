// Brings the database to the newest schema without starting the rest: the deployed function over the real database.
import { join } from "node:path";
import { functions } from "@ai-learning/functions/manifest";
import { buildFunctions } from "../functions/bundle.ts";
import { bootEnvironment, functionEnvironment } from "../functions/environment.ts";
import { FunctionPool } from "../functions/pool.ts";
import { defaultLimits } from "../limits.ts";
import type { Log } from "../log.ts";
import { defaultBundleDir } from "../paths.ts";
import type { DatabaseAddress, Settings } from "../settings.ts";
import { invokeAtDeploy, resourcesOf } from "../stack-functions.ts";
import { withDatabase } from "./with-database.ts";

/**
 * Applies what is missing and returns what the function says it applied. Starts the built-in database for as long
 * as needed when it is not running.
 */
export const migrateOnce = (settings: Settings, log: Log): Promise<unknown> =>
  withDatabase(settings, (address) => migrate(settings, address, log));

async function migrate(settings: Settings, database: DatabaseAddress, log: Log): Promise<unknown> {
  const atDeploy = functions.filter((spec) => spec.atDeploy);
  const bundles = await buildFunctions(atDeploy, defaultBundleDir);
  const nowhere = "http://127.0.0.1:9";
  const queue = { url: `${nowhere}/none` };
  const stores = {
    database,
    dynamoEndpoint: nowhere,
    sqs: { url: nowhere },
    queues: { wakeups: queue, "dead-letters": queue },
    mentorUrl: nowhere,
  };
  const gateway = { siteUrl: nowhere, managementEndpoint: nowhere };
  const resources = await resourcesOf(settings, settings.dataDir, stores, gateway, "none");
  const pool = new FunctionPool({
    functions: atDeploy,
    childEntry: bundles.childEntry,
    bundleOf: (name) => bundles.path(name),
    environmentOf: (name) => {
      const rights = atDeploy.flatMap((spec) => spec.rights);
      return functionEnvironment(resources, { name, memoryMb: 512, rights });
    },
    bootEnvironment: bootEnvironment(join(settings.dataDir, "compile-cache")),
    limits: { ...defaultLimits, spares: 0 },
    log,
  });
  try {
    return await invokeAtDeploy(atDeploy, (name, event) => pool.invoke(name, event));
  } finally {
    await pool.stop(0);
  }
}
