// What can be done to a running stack to see whether it survives: ends and restarts of its parts, while the rest keeps on.
import { FaultError } from "./faults/faults.ts";
import { startGateway, type Gateway, type GatewayOptions } from "./gateway/gateway.ts";
import type { Shutdown } from "./postgres/cluster.ts";
import type { PostgresServer } from "./postgres/server.ts";

/** Operations on a running stack. Those that take time are done one after the other. */
export interface StackOperations {
  /**
   * Stops the built-in PostgreSQL and starts it again with the same data on the same port. "fast" cuts clients off and
   * writes everything, "immediate" is a crash. Resolves when it takes connections again.
   *
   * @throws FaultError when the database is that of DATABASE_URL
   */
  restartDatabase(how?: Shutdown): Promise<void>;
  /**
   * Ends the gateway as a crash does (every connection reset, no `$disconnect`) and starts a new one on the same ports.
   * Functions, calls in progress and stores go on.
   */
  restartGateway(): Promise<void>;
  /** Ends open sockets now: all or any one; reset without a close frame, or closed with 1001. Returns how many. */
  dropSockets(which?: "all" | "one", how?: "reset" | "close"): number;
}

/** What they work on; the gateway is replaced in it. */
export interface RestartableParts {
  gateway?: Gateway;
  readonly stores?: { readonly postgres: PostgresServer | undefined };
}

/** The operations, and the end of the one in progress. */
export function createOperations(
  parts: RestartableParts,
  options: GatewayOptions,
): { readonly operations: StackOperations; readonly settled: () => Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    const done = last.then(step);
    last = done.catch(() => undefined);
    return done;
  };
  const operations: StackOperations = {
    restartDatabase: (how = "fast") =>
      inTurn(async () => {
        const server = parts.stores?.postgres;
        if (!server)
          throw new FaultError("The database is that of DATABASE_URL: restart it there.");
        await server.restart(how);
      }),
    restartGateway: () =>
      inTurn(async () => {
        const { gateway } = parts;
        if (!gateway) return;
        await gateway.abandon();
        parts.gateway = await startGateway({
          ...options,
          sitePort: portOf(gateway.siteUrl),
          apiPort: portOf(gateway.apiUrl),
          managementPort: portOf(gateway.managementEndpoint),
        });
      }),
    dropSockets: (which = "all", how = "reset") => parts.gateway?.dropSockets(which, how) ?? 0,
  };
  return { operations, settled: () => last };
}

/** A URL leaves out the port that its scheme implies. */
function portOf(url: string): number {
  return Number(new URL(url).port || 80);
}
