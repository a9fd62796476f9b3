// The WebSocket API: `$connect` while the upgrade is pending, messages routed by their type and handled side by
// side, `$disconnect` at the end, within the gateway's limits.
import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket } from "node:net";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { domainOf, gatewayId, peerOf } from "./aws-shapes.ts";
import {
  closeConnection,
  isOpen,
  resetConnection,
  sendText,
  type Connection,
  type Connections,
} from "./connection.ts";
import { queryValues, socketQuery, splitTarget } from "./edge.ts";
import type { FaultBoard } from "../faults/faults.ts";
import { createFrameMeter } from "./frame-meter.ts";
import { inTime } from "./http-api.ts";
import type { Outcome } from "../functions/ipc.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { tokenBucket, type Throttle } from "./token-bucket.ts";
import { connectEvent, disconnectEvent, messageEvent } from "./websocket-event.ts";

/** What the WebSocket API needs. */
export interface WebSocketApiOptions {
  /** Function by route key, `$connect`, `$disconnect` and `$default` among them. */
  readonly routes: ReadonlyMap<string, string>;
  readonly pathPattern: RegExp;
  /** The path at which the API itself answers, as nothing of the edge was passed. */
  readonly directPath: string;
  readonly invoke: (name: string, event: unknown) => Promise<Outcome>;
  readonly throttle: Throttle;
  readonly edgeSecret: string;
  readonly stage: string;
  readonly limits: Limits;
  readonly faults: FaultBoard;
  readonly log: Log;
}

/** The API of one gateway. */
export interface WebSocketApi {
  readonly connections: Connections;
  /** `isDirect`: on the API's own port, where its own path is open too. */
  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    isDirect?: boolean,
  ): Promise<void>;
  /** Ends open connections now, all or any one: by a TCP reset, or closed with 1001. Returns how many. */
  drop(which: "all" | "one", how: "reset" | "close"): number;
  /** Closes every connection with 1001 and waits until their `$disconnect` calls are done. */
  stop(): Promise<void>;
  /** Ends as a crash does: no close frames, and nobody is left to deliver `$disconnect`. */
  abandon(): void;
}

/** An API without connections yet. */
export function createWebSocketApi(options: WebSocketApiOptions): WebSocketApi {
  const { limits, faults, routes, stage } = options;
  const connections: Connections = new Map();
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.messageBytes,
    handleProtocols: (_offered, request) => accepted.get(request) ?? false,
  });
  /** The subprotocol that `$connect` chose. */
  const accepted = new WeakMap<IncomingMessage, string>();
  const mayConnect = tokenBucket(limits.connectsPerSecond, limits.connectsPerSecond);
  const disconnecting = new Set<Promise<void>>();
  let abandoned = false;

  async function upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    isDirect = false,
  ): Promise<void> {
    socket.on("error", () => socket.destroy());
    const target = request.url ?? "/";
    const { path, query: asSent } = splitTarget(target);
    const passedEdge = !isDirect || path !== options.directPath;
    const query = passedEdge ? socketQuery(target, options.pathPattern) : queryValues(asSent);
    if (!query) return refuse(socket, 404);
    if (target.length > limits.urlCharacters) return refuse(socket, 414);
    if (!mayConnect()) return refuse(socket, 429);
    const now = Date.now();
    const connection: Connection = {
      id: gatewayId(),
      connectedAt: now,
      lastActiveAt: now,
      sourceIp: peerOf(request.socket),
      userAgent: request.headers["user-agent"],
      domainName: domainOf(request.headers.host),
    };
    connections.set(connection.id, connection);
    const secret = passedEdge ? options.edgeSecret : undefined;
    const event = connectEvent(connection, request, query, secret, stage);
    const status = await connect(request, event);
    if (status < 200 || status > 299) {
      connections.delete(connection.id);
      return refuse(socket, status);
    }
    if (socket.destroyed) return end(connection, 1006, "Connection Closed Abnormally");
    server.handleUpgrade(request, socket, head, (opened) => {
      open(connection, opened, request.socket);
    });
    // A handshake that the library itself refuses never opens.
    if (!connection.socket) end(connection, 1006, "Connection Closed Abnormally");
  }

  /** The status of the handshake: what the function said, 502 if it threw, 504 if it took too long. */
  async function connect(request: IncomingMessage, event: unknown): Promise<number> {
    const name = routes.get("$connect");
    if (name === undefined) return 200;
    const outcome = await inTime(options.invoke(name, event), limits.socketIntegrationMs);
    if (!outcome) return 504;
    if (!outcome.ok) {
      options.log(name, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
      return 502;
    }
    const { status, protocol } = connectAnswer(outcome.payload);
    if (protocol !== undefined) accepted.set(request, protocol);
    return status;
  }

  function open(connection: Connection, socket: WebSocket, raw: Socket): void {
    connection.socket = socket;
    connection.raw = raw;
    const tooLong = createFrameMeter(limits.frameBytes);
    // Before the library's own listener, so that the message of a frame too long is not delivered.
    raw.prependListener("data", (chunk: Buffer) => {
      if (isOpen(connection) && tooLong(chunk)) {
        closeConnection(connection, 1009, "Message too big");
      }
    });
    socket.on("message", (data, binary) => {
      if (!isOpen(connection)) return;
      connection.lastActiveAt = Date.now();
      if (binary) closeConnection(connection, 1003, "Binary is not supported");
      else void message(connection, textOf(data));
    });
    socket.on("error", (error) => {
      const code = "code" in error ? String(error.code) : "";
      if (code.includes("UNSUPPORTED_MESSAGE_LENGTH")) {
        connection.closedBy ??= { code: 1009, reason: "Message too big" };
      }
    });
    socket.on("close", (code, reason) => {
      const why = connection.closedBy ?? { code, reason: reasonOf(code, reason.toString()) };
      end(connection, why.code, why.reason);
    });
  }

  function end(connection: Connection, code: number, reason: string): void {
    connections.delete(connection.id);
    const name = routes.get("$disconnect");
    if (name === undefined || abandoned || faults.roll("sockets.loseDisconnect")) return;
    const told = options.invoke(name, disconnectEvent(connection, code, reason, stage));
    const done = told.then((outcome) => {
      if (!outcome.ok) options.log(name, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
      disconnecting.delete(done);
    });
    disconnecting.add(done);
  }

  async function message(connection: Connection, body: string): Promise<void> {
    const routeKey = routeOf(body, routes);
    const event = messageEvent(connection, routeKey, body, stage);
    const say = (text: string): void => {
      const requestId = String(event.requestContext["requestId"]);
      if (isOpen(connection)) sendText(connection, errorFrame(text, connection.id, requestId));
    };
    const name = routes.get(routeKey);
    if (name === undefined) return say("Forbidden");
    if (!options.throttle()) return say("Too Many Requests");
    const outcome = await inTime(options.invoke(name, event), limits.socketIntegrationMs);
    if (!outcome) return say("Endpoint request timed out");
    if (outcome.ok) return;
    options.log(name, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
    say("Internal server error");
  }

  function sweep(): void {
    const now = Date.now();
    const life = faults.values["sockets.closeEverySeconds"] * 1000 || limits.socketLifeMs;
    for (const connection of connections.values()) {
      if (!isOpen(connection)) continue;
      const idle = now - connection.lastActiveAt >= limits.socketIdleMs;
      if (faults.roll("sockets.reset", tick / 1000)) resetConnection(connection);
      else if (
        idle ||
        now - connection.connectedAt >= life ||
        faults.roll("sockets.close", tick / 1000)
      ) {
        closeConnection(connection, 1001, "Going away");
      }
    }
  }
  const tick = Math.max(10, Math.min(1000, limits.socketIdleMs / 4, limits.socketLifeMs / 4));
  const timer = setInterval(sweep, tick);

  return {
    connections,
    upgrade,
    drop(which, how) {
      const open = [...connections.values()].filter(isOpen);
      const chosen =
        which === "all" ? open : open.slice(faults.pick("sockets.reset", open.length)).slice(0, 1);
      for (const connection of chosen) {
        if (how === "reset") resetConnection(connection);
        else closeConnection(connection, 1001, "Going away");
      }
      return chosen.length;
    },
    abandon() {
      abandoned = true;
      clearInterval(timer);
      for (const connection of connections.values()) resetConnection(connection);
    },
    async stop() {
      clearInterval(timer);
      for (const connection of connections.values()) {
        closeConnection(connection, 1001, "Going away");
      }
      const end = Date.now() + 1000;
      while (connections.size > 0 && Date.now() < end)
        await new Promise((go) => setTimeout(go, 10));
      for (const connection of connections.values()) connection.socket?.terminate();
      await inTime(Promise.all(disconnecting), limits.stopGraceMs);
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  const line = `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}`;
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** An error as the client sees it, spaced exactly as the gateway spaces it. */
export function errorFrame(message: string, connectionId: string, requestId: string): string {
  return `{"message": "${message}", "connectionId":"${connectionId}", "requestId":"${requestId}"}`;
}

/** The route of a message: `$request.body.type` if that names one, else `$default`. */
function routeOf(body: string, routes: ReadonlyMap<string, string>): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return "$default";
  }
  if (typeof parsed !== "object" || parsed === null || !Object.hasOwn(parsed, "type")) {
    return "$default";
  }
  const type: unknown = Reflect.get(parsed, "type");
  return typeof type === "string" && !type.startsWith("$") && routes.has(type) ? type : "$default";
}

function connectAnswer(payload: unknown): { status: number; protocol?: string } {
  if (typeof payload !== "object" || payload === null || !("statusCode" in payload)) {
    return { status: 502 };
  }
  const status = Number(payload.statusCode);
  const headers = "headers" in payload ? payload.headers : undefined;
  if (typeof headers !== "object" || headers === null) return { status };
  const found = Object.entries(headers).find(([k]) => k.toLowerCase() === "sec-websocket-protocol");
  return found ? { status, protocol: String(found[1]) } : { status };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString();
}

function reasonOf(code: number, given: string): string {
  if (given !== "") return given;
  if (code === 1005) return "Client-side close frame status not set";
  return code === 1006 ? "Connection Closed Abnormally" : "";
}
