// The start of a stack: ports, functions, stores, queues and clock, in the order in which they need each other.
import { join } from "node:path";
import { functions as manifest, socket } from "@ai-learning/functions/manifest";
import { headersOf } from "@ai-learning/functions/site-headers";
import { lockDataFolder, storedSecret } from "./data-folder.ts";
import { createFaultBoard } from "./faults/faults.ts";
import {
  buildFunctions,
  existingBundles,
  type Bundles,
  type OnRebuild,
} from "./functions/bundle.ts";
import { bootEnvironment, functionEnvironment, type Resources } from "./functions/environment.ts";
import type { Outcome } from "./functions/ipc.ts";
import { FunctionPool } from "./functions/pool.ts";
import { startSchedule } from "./functions/schedule.ts";
import { startGateway, type Gateway, type GatewayOptions } from "./gateway/gateway.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { both, messageOf, silent, type Log } from "./log.ts";
import { defaultBundleDir, defaultSiteDir } from "./paths.ts";
import { databaseUrlOf, readSettings, type Settings } from "./settings.ts";
import { buildSite } from "./site/build.ts";
import { startDevelopmentSite } from "./site/development.ts";
import { createSite, type Site } from "./site/site.ts";
import { openControl } from "./stack-control.ts";
import {
  invokeAtDeploy,
  pollQueues,
  queueUrlsOf,
  resourcesOf,
  scheduledOf,
} from "./stack-functions.ts";
import { createOperations } from "./stack-operations.ts";
import type { Stack, StackOptions } from "./stack-options.ts";
import { stopParts, type StackParts } from "./stack-parts.ts";
import { createLastErrors } from "./status/last-errors.ts";
import { startStores, type Stores } from "./stores/stores.ts";

/** Environment of functions that are no manifest entry: everything the manifest's may have. */
const unlisted = { memoryMb: 512, rights: manifest.flatMap(({ rights }) => rights) };

/** One start; `run` once, and `undo` when that failed. */
export class StackStart {
  readonly #options: StackOptions;
  readonly #settings: Settings;
  readonly #parts: StackParts;
  readonly #limits: Limits;
  readonly #faults = createFaultBoard();
  readonly #errors = createLastErrors();
  readonly #log: Log;
  /** Until then clients may connect, and wait for their answers. */
  readonly #ready = Promise.withResolvers<void>();
  /** Where pages open their sockets, unless on their own origin. */
  #socketUrl: string | undefined;

  private constructor(options: StackOptions, settings: Settings, parts: StackParts) {
    this.#options = options;
    this.#settings = settings;
    this.#parts = parts;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#log = both(this.#errors.add, options.log ?? silent);
    // A start may fail before any client waits for it.
    this.#ready.promise.catch(() => undefined);
  }

  /**
   * Checks the settings and takes the data folder.
   *
   * @throws StartError when a setting is wrong or another stack runs on the folder
   */
  static async begin(options: StackOptions): Promise<StackStart> {
    const settings = readSettings(options.env ?? {});
    const folder = await lockDataFolder(options.dataDir ?? settings.dataDir);
    return new StackStart(options, settings, { folder });
  }

  async run(): Promise<Stack> {
    const dataDir = this.#parts.folder.path;
    const edgeSecret = await storedSecret(dataDir, "edge-secret");
    const site = await this.#openSite();
    const gatewayOptions = this.#gatewayOptions(site, edgeSecret);
    // The ports first: a taken one is the likeliest failure, and the cheapest to find.
    const gateway = await startGateway(gatewayOptions);
    this.#parts.gateway = gateway;
    if (this.#settings.directSocket) {
      this.#socketUrl = `${gateway.apiUrl.replace(/^http/, "ws")}${socket.directPath}`;
    }
    const [bundles, stores] = await allOrFirstFailure(
      this.#buildFunctions(),
      this.#startStores(),
      this.#buildSite(),
    );
    const resources = await resourcesOf(this.#settings, dataDir, stores, gateway, edgeSecret);
    const pool = this.#startPool(bundles, resources);
    const deployed = await this.#deploy(pool);
    this.#pollQueues(stores);
    const { operations, settled } = createOperations(this.#parts, gatewayOptions);
    this.#parts.settled = settled;
    const functionNames = this.#functions.map(({ name }) => name);
    const controlUrl = await openControl(
      this.#parts,
      { ...operations, faults: this.#faults.values, functions: pool, functionNames },
      {
        settings: this.#settings,
        stores,
        model: resources.model,
        gateway: () => this.#parts.gateway ?? gateway,
        pool,
        functionNames,
        bundleOf: (name) => bundles.path(name),
        errors: this.#errors,
      },
      this.#log,
    );
    Object.assign(this.#faults.values, this.#options.faults);
    this.#ready.resolve();
    if (this.#options.warm) this.#warm(pool);
    site.prepare?.().catch((thrown: unknown) => this.#log("site", messageOf(thrown), "error"));
    this.#startSchedule();
    const description = {
      siteUrl: gateway.siteUrl,
      apiUrl: gateway.apiUrl,
      model: resources.model.model,
      databaseUrl: databaseUrlOf(stores.database),
      controlUrl,
    };
    await this.#parts.folder.describe(description);
    return {
      ...operations,
      ...description,
      ...this.#endpoints(gateway, stores),
      environment: this.#environmentOf(resources, "test"),
      invoke: this.#invoke,
      functions: pool,
      faults: this.#faults.values,
      deployed,
      stop: this.#stopOnce(),
    };
  }

  /** Stops what had started, and tells waiting clients by ending their connections. */
  async undo(reason: unknown): Promise<void> {
    this.#ready.reject(reason);
    await stopParts(this.#parts, this.#limits);
  }

  get #functions(): NonNullable<StackOptions["functions"]> {
    return this.#options.functions ?? manifest;
  }

  readonly #invoke = (name: string, event: unknown): Promise<Outcome> =>
    this.#parts.pool?.invoke(name, event) ??
    Promise.reject(new Error("The functions are not there yet."));

  readonly #step = (name: string, detail?: string): void => this.#options.onStep?.(name, detail);

  async #openSite(): Promise<Site> {
    const folder = this.#options.siteDir ?? defaultSiteDir;
    const site =
      this.#options.site === "develop"
        ? await startDevelopmentSite(this.#log)
        : createSite(folder, (path) => headersOf(path, this.#socketUrl));
    this.#parts.site = site;
    return site;
  }

  #gatewayOptions(site: Site, edgeSecret: string): GatewayOptions {
    return {
      functions: this.#functions,
      invoke: this.#invoke,
      socketPath: socket.path,
      directSocketPath: socket.directPath,
      site,
      host: this.#options.host ?? this.#settings.host,
      sitePort: this.#options.sitePort ?? this.#settings.sitePort,
      apiPort: this.#options.apiPort ?? this.#settings.apiPort,
      edgeSecret,
      limits: this.#limits,
      faults: this.#faults,
      log: this.#log,
      ready: this.#ready.promise,
    };
  }

  async #buildFunctions(): Promise<Bundles> {
    const { bundleDir = defaultBundleDir, prebuilt, onRebuild } = this.#options;
    if (prebuilt) return existingBundles(bundleDir);
    const rebuilt: OnRebuild = (changed, problem) => {
      for (const name of changed) {
        if (this.#functions.some((spec) => spec.name === name)) this.#parts.pool?.replace(name);
      }
      onRebuild?.(changed, problem);
    };
    const bundles = await buildFunctions(this.#functions, bundleDir, onRebuild && rebuilt);
    this.#parts.bundles = bundles;
    this.#step("Functions", `${String(this.#functions.length)} built`);
    return bundles;
  }

  async #buildSite(): Promise<void> {
    const { site, siteDir = defaultSiteDir } = this.#options;
    if (site === "develop") this.#step("Site", "from its sources");
    else if (site !== "as-is") {
      const built = await buildSite(siteDir, this.#socketUrl);
      this.#step("Site", built ? "built" : "unchanged");
    }
  }

  async #startStores(): Promise<Stores> {
    const stores = await startStores({
      settings: this.#settings,
      dataDir: this.#parts.folder.path,
      mentor: this.#options.mentor ?? {},
      faults: this.#faults,
      onStep: this.#step,
      log: this.#log,
    });
    this.#parts.stores = stores;
    return stores;
  }

  #environmentOf(resources: Resources, name: string): Record<string, string> {
    const spec = this.#functions.find((one) => one.name === name) ?? unlisted;
    return functionEnvironment(resources, { ...spec, name });
  }

  #startPool(bundles: Bundles, resources: Resources): FunctionPool {
    const pool = new FunctionPool({
      functions: this.#functions,
      childEntry: bundles.childEntry,
      bundleOf: (name) => bundles.path(name),
      environmentOf: (name) => this.#environmentOf(resources, name),
      bootEnvironment: bootEnvironment(join(this.#parts.folder.path, "compile-cache")),
      limits: this.#limits,
      log: this.#log,
    });
    this.#parts.pool = pool;
    return pool;
  }

  /** Calls the functions marked `atDeploy`; their processes are not needed again. */
  async #deploy(pool: FunctionPool): Promise<unknown> {
    const deployed = await invokeAtDeploy(this.#functions, this.#invoke);
    for (const { name, atDeploy } of this.#functions) if (atDeploy) pool.replace(name);
    this.#step("Migrations");
    return deployed;
  }

  #pollQueues(stores: Stores): void {
    this.#parts.pollers = pollQueues({
      functions: this.#functions,
      region: this.#settings.region,
      stores,
      invoke: this.#invoke,
      limits: this.#limits,
      faults: this.#faults,
      log: this.#log,
    });
  }

  /** Has a process ready of every function that answers people. */
  #warm(pool: FunctionPool): void {
    for (const { name, http, websocket, queue } of this.#functions) {
      if (http ?? websocket ?? queue) pool.warm(name);
    }
  }

  #startSchedule(): void {
    this.#parts.stopSchedule = startSchedule({
      scheduled: scheduledOf(this.#functions, this.#options.scheduleEveryMs),
      region: this.#settings.region,
      invoke: this.#invoke,
      log: this.#log,
    });
  }

  #endpoints(
    { managementEndpoint }: Gateway,
    stores: Stores,
  ): Pick<Stack, "managementEndpoint" | "sqsEndpoint" | "dynamoEndpoint" | "queueUrls"> {
    const { sqs, dynamoEndpoint } = stores;
    const queueUrls = queueUrlsOf(stores);
    return { managementEndpoint, sqsEndpoint: sqs.url, dynamoEndpoint, queueUrls };
  }

  #stopOnce(): () => Promise<void> {
    let stopping: Promise<void> | undefined;
    return () => (stopping ??= stopParts(this.#parts, this.#limits));
  }
}

/** All results, or the first failure once all have settled: what is still starting could not be stopped. */
async function allOrFirstFailure<T extends readonly Promise<unknown>[]>(
  ...all: T
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
