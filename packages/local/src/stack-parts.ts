// What of a stack has started so far, and how it ends.
import type { DataFolder } from "./data-folder.ts";
import type { Control } from "./faults/control.ts";
import type { Bundles } from "./functions/bundle.ts";
import type { FunctionPool } from "./functions/pool.ts";
import type { Gateway } from "./gateway/gateway.ts";
import type { Limits } from "./limits.ts";
import type { Poller } from "./queue/poller.ts";
import type { Status } from "./status/report.ts";
import type { Site } from "./site/site.ts";
import type { Stores } from "./stores/stores.ts";

/** The parts of one stack; absent until they have started. */
export interface StackParts {
  readonly folder: DataFolder;
  site?: Site;
  gateway?: Gateway;
  bundles?: Bundles;
  stores?: Stores;
  pool?: FunctionPool;
  pollers?: readonly Poller[];
  stopSchedule?: () => void;
  control?: Control;
  status?: Status;
  /** Settles when no part is being restarted. */
  settled?: () => Promise<void>;
}

/** Nothing new comes in, what runs gets a moment to end, the stores go last. */
export async function stopParts(parts: StackParts, limits: Limits): Promise<void> {
  parts.stopSchedule?.();
  await parts.control?.stop();
  parts.status?.stop();
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
