// The whole product on this machine: stores, functions, gateway, queue and clock, started in order and stopped in
// reverse. `npm start` and every system test run exactly this.
import { join } from "node:path";
import {
  functions as manifest,
  siteHeaders,
  socket,
  type FunctionSpec,
} from "@ai-learning/functions/manifest";
import {
  buildFunctions,
  existingBundles,
  type Bundles,
  type OnRebuild,
} from "./functions/bundle.ts";
import { controlSecret, startControl, type Control } from "./faults/control.ts";
import { holdDataFolder, keptSecret, type DataFolder } from "./data-folder.ts";
import { createFaultBoard, type Faults } from "./faults/faults.ts";
import { bootEnvironment, functionEnvironment } from "./functions/environment.ts";
import { startGateway, type Gateway, type GatewayOptions } from "./gateway/gateway.ts";
import type { Outcome } from "./functions/ipc.ts";
import { createPool, type FunctionPool } from "./functions/pool.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { messageOf, silent, type Log } from "./log.ts";
import { defaultBundleDir, defaultSiteDir } from "./paths.ts";
import type { Poller } from "./queue/poller.ts";
import { startSchedule } from "./functions/schedule.ts";
import { databaseUrlOf, readSettings, type Environment } from "./settings.ts";
import { buildSite } from "./site/build.ts";
import { startDevelopmentSite } from "./site/development.ts";
import { createSite, type Site } from "./site/site.ts";
import { deploy, pollQueues, queueUrlsOf, resourcesOf, scheduledOf } from "./stack-parts.ts";
import { createOperations, type StackOperations } from "./stack-operations.ts";
import { startStores, type OnStep, type Stores } from "./stores/stores.ts";

/** How to start a stack. Everything left out is as `npm start` has it. */
export interface StackOptions {
  /** Raw settings, as in `.env`; nothing else of this process's environment is read. */
  readonly env?: Environment;
  readonly dataDir?: string;
  readonly host?: string;
  /** 0 means any free port. */
  readonly sitePort?: number;
  readonly apiPort?: number;
  /**
   * What the site's port shows: the site as built, and built first if its sources have changed; what its sources are at
   * this moment; or what is built already, if anything.
   */
  readonly site?: "build" | "develop" | "as-is";
  /** Where the built site is. */
  readonly siteDir?: string;
  readonly functions?: readonly FunctionSpec[];
  readonly bundleDir?: string;
  /** The bundles are there already: build nothing. */
  readonly prebuilt?: boolean;
  /** Goes on rebuilding, and replaces a function's processes after each rebuild. */
  readonly onRebuild?: OnRebuild;
  readonly limits?: Partial<Limits>;
  /** Switches to flip once everything has started. */
  readonly faults?: Partial<Faults>;
  /** Pauses of the demo mentor between pieces of an answer. */
  readonly mentor?: { readonly paceMs?: number; readonly firstMs?: number };
  /** Instead of each function's own interval. */
  readonly scheduleEveryMs?: number;
  readonly log?: Log;
  readonly onStep?: OnStep;
  /** Has a process of every function that answers people ready before the first of them comes. */
  readonly warm?: boolean;
}

/** A running stack. */
export interface Stack extends StackOperations {
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly managementEndpoint: string;
  readonly sqsEndpoint: string;
  readonly dynamoEndpoint: string;
  readonly queueUrls: { readonly wakeups: string; readonly deadLetters: string };
  /** The model that answers when a user has none of their own. */
  readonly model: string;
  /** What the functions got, all of them together, for tests that run a function's operations themselves. */
  readonly environment: Readonly<Record<string, string>>;
  /** Calls a function directly; never rejects. */
  invoke(name: string, event: unknown): Promise<Outcome>;
  readonly functions: Pick<FunctionPool, "pids" | "busy" | "kill">;
  /** Live: flip a switch and it counts. docs/faults.md says what each does. */
  readonly faults: Faults;
  /** Where `npm run faults` finds it. */
  readonly controlUrl: string;
  /** What the function marked `atDeploy` answered. */
  readonly deployed: unknown;
  stop(): Promise<void>;
}

/** What has started so far. */
interface Parts {
  readonly folder: DataFolder;
  site?: Site;
  gateway?: Gateway;
  bundles?: Bundles;
  stores?: Stores;
  pool?: FunctionPool;
  pollers?: readonly Poller[];
  stopSchedule?: () => void;
  control?: Control;
  /** Settles when no part is being restarted. */
  settled?: () => Promise<void>;
}

/** Nothing new comes in, what runs gets a moment to end, the stores go last. */
async function stopParts(parts: Parts, limits: Limits): Promise<void> {
  parts.stopSchedule?.();
  await parts.control?.stop();
  await parts.settled?.();
  const polling = (parts.pollers ?? []).map((poller) => poller.stop());
  await parts.gateway?.stop();
  await parts.site?.stop?.();
  await parts.pool?.stop(limits.stopGraceMs);
  await Promise.all(polling);
  await parts.bundles?.stop();
  await parts.stores?.stop();
  await parts.folder.release();
}

/**
 * Starts everything.
 *
 * @throws StartError in one sentence; what had started is stopped again
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const settings = readSettings(options.env ?? {});
  const functions = options.functions ?? manifest;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const faults = createFaultBoard();
  const log = options.log ?? silent;
  const onStep = options.onStep ?? ((): void => undefined);
  const { region } = settings;
  const siteDir = options.siteDir ?? defaultSiteDir;
  /** Where pages open their sockets, unless on their own origin. */
  let socketUrl: string | undefined;
  const parts: Parts = { folder: await holdDataFolder(options.dataDir ?? settings.dataDir) };
  const dataDir = parts.folder.path;
  const opening = Promise.withResolvers<void>();
  // Nobody may be waiting at the door yet.
  opening.promise.catch(() => undefined);

  const invoke = (name: string, event: unknown): Promise<Outcome> =>
    parts.pool?.invoke(name, event) ??
    Promise.reject(new Error("The functions are not there yet."));

  const rebuilt: OnRebuild = (changed, problem) => {
    for (const name of changed) {
      if (functions.some((spec) => spec.name === name)) parts.pool?.replace(name);
    }
    options.onRebuild?.(changed, problem);
  };

  async function build(): Promise<Bundles> {
    const outDir = options.bundleDir ?? defaultBundleDir;
    if (options.prebuilt) return existingBundles(outDir);
    const bundles = await buildFunctions(functions, outDir, options.onRebuild && rebuilt);
    parts.bundles = bundles;
    onStep("Functions", `${String(functions.length)} built`);
    return bundles;
  }

  async function page(): Promise<void> {
    if (options.site === "develop") onStep("Site", "from its sources");
    else if (options.site !== "as-is")
      onStep("Site", (await buildSite(siteDir, socketUrl)) ? "built" : "unchanged");
  }

  async function store(): Promise<Stores> {
    const stores = await startStores(settings, dataDir, options.mentor ?? {}, faults, onStep, log);
    parts.stores = stores;
    return stores;
  }

  try {
    const edgeSecret = await keptSecret(dataDir, "edge-secret");
    const site =
      options.site === "develop"
        ? await startDevelopmentSite(log)
        : createSite(siteDir, () => siteHeaders(socketUrl));
    parts.site = site;
    // The ports first: a taken one is the likeliest failure, and the cheapest to find.
    const gatewayOptions: GatewayOptions = {
      functions,
      invoke,
      socketPath: socket.path,
      directSocketPath: socket.directPath,
      site,
      host: options.host ?? settings.host,
      sitePort: options.sitePort ?? settings.sitePort,
      apiPort: options.apiPort ?? settings.apiPort,
      edgeSecret,
      limits,
      faults,
      log,
      ready: opening.promise,
    };
    const gateway = await startGateway(gatewayOptions);
    parts.gateway = gateway;
    if (settings.directSocket)
      socketUrl = `${gateway.apiUrl.replace(/^http/, "ws")}${socket.directPath}`;
    const [bundles, stores] = await allOrFirst(build(), store(), page());
    const resources = await resourcesOf(settings, dataDir, stores, gateway, edgeSecret);
    const everything = { memoryMb: 512, rights: manifest.flatMap(({ rights }) => rights) };
    const environmentOf = (name: string): Record<string, string> => {
      const spec = functions.find((one) => one.name === name) ?? everything;
      return functionEnvironment(resources, { ...spec, name });
    };
    const pool = createPool({
      functions,
      childEntry: bundles.childEntry,
      bundleOf: (name) => bundles.path(name),
      environmentOf,
      bootEnvironment: bootEnvironment(join(dataDir, "compile-cache")),
      limits,
      log,
    });
    parts.pool = pool;
    const deployed = await deploy(functions, invoke);
    for (const { name, atDeploy } of functions) if (atDeploy) pool.replace(name);
    onStep("Migrations");
    parts.pollers = pollQueues({ functions, region, stores, invoke, limits, faults, log });
    const { operations, settled } = createOperations(parts, gatewayOptions);
    parts.settled = settled;
    const functionNames = functions.map(({ name }) => name);
    parts.control = await startControl(
      { ...operations, faults: faults.values, functions: pool, functionNames },
      await keptSecret(dataDir, controlSecret),
      log,
    );
    Object.assign(faults.values, options.faults);
    opening.resolve();
    const answering = functions.filter(({ http, websocket, queue }) => http ?? websocket ?? queue);
    if (options.warm) for (const { name } of answering) pool.warm(name);
    site.prepare?.().catch((thrown: unknown) => log("site", messageOf(thrown), "error"));
    const scheduled = scheduledOf(functions, options.scheduleEveryMs);
    parts.stopSchedule = startSchedule({ scheduled, region, invoke, log });

    const { siteUrl, apiUrl, managementEndpoint } = gateway;
    const databaseUrl = databaseUrlOf(stores.database);
    const { model } = resources.model;
    const controlUrl = parts.control.url;
    await parts.folder.describe({ siteUrl, apiUrl, model, databaseUrl, controlUrl });
    let stopping: Promise<void> | undefined;
    return {
      ...operations,
      siteUrl,
      apiUrl,
      databaseUrl,
      managementEndpoint,
      sqsEndpoint: stores.sqs.url,
      dynamoEndpoint: stores.dynamoEndpoint,
      queueUrls: queueUrlsOf(stores),
      model,
      environment: environmentOf("test"),
      invoke,
      functions: pool,
      faults: faults.values,
      controlUrl,
      deployed,
      stop: () => (stopping ??= stopParts(parts, limits)),
    };
  } catch (thrown) {
    opening.reject(thrown);
    await stopParts(parts, limits);
    throw thrown;
  }
}

/** All results, or the first failure once all have settled: what is still starting could not be stopped. */
async function allOrFirst<T extends readonly Promise<unknown>[]>(
  ...all: T
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
