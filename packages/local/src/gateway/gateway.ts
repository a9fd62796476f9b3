// Both APIs, the site and the management endpoint on their ports: everything a client or a function can reach.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connections } from "./connection.ts";
import { createConnectionsApi } from "./connections-api.ts";
import { originOf, splitTarget } from "./edge.ts";
import type { FaultBoard } from "../faults/faults.ts";
import { createHttpApi } from "./http-api.ts";
import { createWebSocketApi } from "./websocket-api.ts";
import { compileRoutes } from "./http-routes.ts";
import type { Outcome } from "../functions/ipc.ts";
import type { Limits } from "../limits.ts";
import { listen, type Listener } from "./listen.ts";
import { messageOf, type Log } from "../log.ts";
import type { Site } from "../site/site.ts";
import { tokenBucket } from "./token-bucket.ts";

/** What the gateway must know of a function; the manifest's entries have these fields. */
export interface GatewayFunction {
  readonly name: string;
  readonly http?: readonly string[];
  readonly websocket?: readonly string[];
}

/** Everything the gateway needs. */
export interface GatewayOptions {
  readonly functions: readonly GatewayFunction[];
  readonly invoke: (name: string, event: unknown) => Promise<Outcome>;
  /** Public socket paths; the first group is the session key, the second the switch channel. */
  readonly socketPath: RegExp;
  /** The path of the WebSocket API itself, on the API's port. */
  readonly directSocketPath: string;
  readonly site: Site;
  /** Undefined means loopback, both families. */
  readonly host: string | undefined;
  /** 0 means any free port. */
  readonly sitePort: number;
  readonly apiPort: number;
  /** Of `@connections`, on loopback; any free one unless given. */
  readonly managementPort?: number;
  readonly edgeSecret: string;
  readonly limits: Limits;
  readonly faults: FaultBoard;
  readonly log: Log;
  /** Clients may connect at once, but are answered only after this. */
  readonly ready: Promise<void>;
}

/** A running gateway. */
export interface Gateway {
  readonly siteUrl: string;
  readonly apiUrl: string;
  /** For functions: the `@connections` endpoint, stage included. */
  readonly managementEndpoint: string;
  readonly connections: Connections;
  /** Ends open sockets now, all or any one: by a TCP reset, or closed with 1001. Returns how many. */
  dropSockets(which: "all" | "one", how: "reset" | "close"): number;
  stop(): Promise<void>;
  /** Ends as a crash does: every connection reset, no `$disconnect`, the ports free. */
  abandon(): Promise<void>;
}

/** The WebSocket API's stage, part of the management endpoint's path as on AWS. */
const stage = "local";

/**
 * Opens the ports and answers.
 *
 * @throws StartError when a port is taken
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { host, limits, log, site } = options;
  const listeners: Listener[] = [];
  const throttle = tokenBucket(limits.requestsPerSecond, limits.requestBurst);
  const shared = { ...options, throttle, stage };
  const http = createHttpApi({ ...shared, route: compileRoutes(options.functions) });
  const sockets = createWebSocketApi({
    ...shared,
    pathPattern: options.socketPath,
    directPath: options.directSocketPath,
    routes: new Map(
      options.functions.flatMap(({ name, websocket = [] }) =>
        websocket.map((key): [string, string] => [key, name]),
      ),
    ),
  });

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    withSite: boolean,
  ): Promise<void> => {
    await options.ready;
    const origin = originOf(splitTarget(request.url ?? "/").path);
    if (origin === "socket") forbid(response);
    else if (withSite && origin === "site") await site.answer(request, response);
    else await http(request, response);
  };

  function attach(listener: Listener, withSite: boolean): void {
    listeners.push(listener);
    for (const server of listener.servers) {
      server.on("request", (request, response) => {
        answer(request, response, withSite).catch((thrown: unknown) => {
          if (!request.destroyed) log("gateway", messageOf(thrown), "error");
          response.destroy();
        });
      });
      server.on("upgrade", (request, socket, head) => {
        options.ready
          .then(() => {
            const origin = originOf(splitTarget(request.url ?? "/").path);
            const forSite = withSite && origin === "site" && site.upgrade !== undefined;
            if (forSite) return site.upgrade?.(request, socket, head);
            return sockets.upgrade(request, socket, head, !withSite);
          })
          .catch((thrown: unknown) => {
            log("gateway", messageOf(thrown), "error");
            socket.destroy();
          });
      });
    }
  }

  const abandon = async (): Promise<void> => {
    sockets.abandon();
    await Promise.all(listeners.map((listener) => listener.abandon()));
  };
  const stop = async (): Promise<void> => {
    await sockets.stop();
    await Promise.all(listeners.map((listener) => listener.close(limits.stopGraceMs)));
  };
  try {
    const onSite = await listen({ host, port: options.sitePort, setting: "PORT" });
    attach(onSite, true);
    const onApi = await listen({ host, port: options.apiPort, setting: "API_PORT" });
    attach(onApi, false);
    const management = await listen({
      host: "127.0.0.1",
      port: options.managementPort ?? 0,
      setting: "HOST",
    });
    listeners.push(management);
    const connectionsApi = createConnectionsApi({ ...shared, connections: sockets.connections });
    for (const server of management.servers) server.on("request", connectionsApi);
    const shown = shownHost(host);
    return {
      siteUrl: `http://${shown}:${String(onSite.port)}`,
      apiUrl: `http://${shown}:${String(onApi.port)}`,
      managementEndpoint: `http://127.0.0.1:${String(management.port)}/${stage}`,
      connections: sockets.connections,
      dropSockets: (which, how) => sockets.drop(which, how),
      stop,
      abandon,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** A WebSocket address asked for without an upgrade. */
function forbid(response: ServerResponse): void {
  response.writeHead(403, { "content-type": "application/json" });
  response.end(JSON.stringify({ message: "Forbidden" }));
}

/** What to put into a URL for an address listened on. */
function shownHost(host: string | undefined): string {
  if (host === undefined || host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
