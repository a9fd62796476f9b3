// How a stack is started, and what it then offers.
import type { FunctionSpec } from "@ai-learning/functions/manifest";
import type { Faults } from "./faults/faults.ts";
import type { OnRebuild } from "./functions/bundle.ts";
import type { Outcome } from "./functions/ipc.ts";
import type { FunctionPool } from "./functions/pool.ts";
import type { Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import type { Environment } from "./settings.ts";
import type { StackOperations } from "./stack-operations.ts";
import type { OnStep } from "./stores/stores.ts";

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
  /** Live: a switch takes effect as soon as it is set. docs/faults.md says what each does. */
  readonly faults: Faults;
  /** Where `npm run faults` finds it, and below it the page `/status`. */
  readonly controlUrl: string;
  /** What the function marked `atDeploy` answered. */
  readonly deployed: unknown;
  stop(): Promise<void>;
}
