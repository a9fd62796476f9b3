// Both APIs, the site and the management endpoint on their ports: everything a client or a function can reach.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Connections } from "./connection.ts";
import { createConnectionsApi } from "./connections-api.ts";
import { originOf, splitTarget } from "./edge.ts";
import type { FaultBoard } from "../faults/faults.ts";
import { createHttpApi, type HttpApi } from "./http-api.ts";
import { WebSocketApi } from "./websocket-api.ts";
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
  const { host, limits } = options;
  const throttle = tokenBucket(limits.requestsPerSecond, limits.requestBurst);
  const shared = { ...options, throttle, stage };
  const sockets = new WebSocketApi({
    ...shared,
    pathPattern: options.socketPath,
    directPath: options.directSocketPath,
    routes: socketRoutes(options.functions),
  });
  const http = createHttpApi({ ...shared, route: compileRoutes(options.functions) });
  const connectionsApi = createConnectionsApi({ ...shared, connections: sockets.connections });
  const listeners: Listener[] = [];
  const open = async (port: number, setting: string, where = host): Promise<Listener> => {
    const listener = await listen({ host: where, port, setting });
    listeners.push(listener);
    return listener;
  };
  const stop = async (): Promise<void> => {
    await sockets.stop();
    await Promise.all(listeners.map((listener) => listener.close(limits.stopGraceMs)));
  };
  try {
    const onSite = await open(options.sitePort, "PORT");
    serve(onSite, { http, sockets, site: options.site }, options);
    const onApi = await open(options.apiPort, "API_PORT");
    serve(onApi, { http, sockets }, options);
    const management = await open(options.managementPort ?? 0, "HOST", "127.0.0.1");
    for (const server of management.servers) server.on("request", connectionsApi);
    const shown = hostInUrl(host);
    return {
      siteUrl: `http://${shown}:${String(onSite.port)}`,
      apiUrl: `http://${shown}:${String(onApi.port)}`,
      managementEndpoint: `http://127.0.0.1:${String(management.port)}/${stage}`,
      connections: sockets.connections,
      dropSockets: (which, how) => sockets.drop(which, how),
      stop,
      async abandon() {
        sockets.abandon();
        await Promise.all(listeners.map((listener) => listener.abandon()));
      },
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** Function by route key of the WebSocket API. */
function socketRoutes(functions: readonly GatewayFunction[]): ReadonlyMap<string, string> {
  return new Map(
    functions.flatMap(({ name, websocket = [] }) =>
      websocket.map((key): [string, string] => [key, name]),
    ),
  );
}

/** What answers on a port; without a site, everything that is no socket is the API's. */
interface Origins {
  readonly http: HttpApi;
  readonly sockets: WebSocketApi;
  readonly site?: Site;
}

/** Answers requests and handshakes of a port, once the stack is ready. */
function serve(listener: Listener, origins: Origins, { log, ready }: GatewayOptions): void {
  for (const server of listener.servers) {
    server.on("request", (request, response) => {
      ready
        .then(() => answer(origins, request, response))
        .catch((thrown: unknown) => {
          if (!request.destroyed) log("gateway", messageOf(thrown), "error");
          response.destroy();
        });
    });
    server.on("upgrade", (request, socket, head) => {
      ready
        .then(() => upgrade(origins, request, socket, head))
        .catch((thrown: unknown) => {
          log("gateway", messageOf(thrown), "error");
          socket.destroy();
        });
    });
  }
}

async function answer(
  { http, site }: Origins,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const origin = originOf(splitTarget(request.url ?? "/").path);
  if (origin === "socket") forbid(response);
  else if (site && origin === "site") await site.answer(request, response);
  else await http(request, response);
}

async function upgrade(
  { sockets, site }: Origins,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const origin = originOf(splitTarget(request.url ?? "/").path);
  if (origin === "site" && site?.upgrade) site.upgrade(request, socket, head);
  else await sockets.upgrade(request, socket, head, site === undefined);
}

/** A WebSocket address asked for without an upgrade. */
function forbid(response: ServerResponse): void {
  response.writeHead(403, { "content-type": "application/json" });
  response.end(JSON.stringify({ message: "Forbidden" }));
}

/** What to put into a URL for an address listened on. */
function hostInUrl(host: string | undefined): string {
  if (host === undefined || host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
