// The WebSocket API: `$connect` while the upgrade is pending, messages routed by their type, `$disconnect` at the end,
// within the gateway's limits.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import {
  closeConnection,
  isOpen,
  resetConnection,
  type Connection,
  type Connections,
} from "./connection.ts";
import { ConnectionSweep } from "./connection-sweep.ts";
import { listenToSocket } from "./socket-events.ts";
import { tokenBucket, type Throttle } from "./token-bucket.ts";
import type { WebSocketApiOptions } from "./websocket-api-options.ts";
import { disconnectEvent } from "./websocket-event.ts";
import {
  askConnect,
  newConnection,
  readHandshake,
  refuseHandshake,
} from "./websocket-handshake.ts";
import { deliverMessage } from "./websocket-messages.ts";
import { withTimeout } from "../with-timeout.ts";

/** The API of one gateway. */
export class WebSocketApi {
  readonly connections: Connections = new Map();
  readonly #options: WebSocketApiOptions;
  readonly #server: WebSocketServer;
  /** The subprotocol that `$connect` chose for a request. */
  readonly #protocols = new WeakMap<IncomingMessage, string>();
  readonly #mayConnect: Throttle;
  /** Calls of `$disconnect` that still run. */
  readonly #disconnects = new Set<Promise<void>>();
  readonly #sweep: ConnectionSweep;
  #abandoned = false;

  constructor(options: WebSocketApiOptions) {
    const { limits, faults } = options;
    this.#options = options;
    this.#mayConnect = tokenBucket(limits.connectsPerSecond, limits.connectsPerSecond);
    this.#sweep = new ConnectionSweep(this.connections, limits, faults);
    this.#server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: limits.messageBytes,
      handleProtocols: (_offered, request) => this.#protocols.get(request) ?? false,
    });
  }

  /** Answers a handshake. `isDirect`: on the API's own port, where its own path is open too. */
  async upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    isDirect = false,
  ): Promise<void> {
    socket.on("error", () => socket.destroy());
    const handshake = readHandshake(request, isDirect, this.#options);
    if (!handshake) return refuseHandshake(socket, 404);
    const length = request.url?.length ?? 0;
    if (length > this.#options.limits.urlCharacters) return refuseHandshake(socket, 414);
    if (!this.#mayConnect()) return refuseHandshake(socket, 429);
    const connection = newConnection(request);
    this.connections.set(connection.id, connection);
    const { status, protocol } = await askConnect(this.#options, connection, request, handshake);
    if (status < 200 || status > 299) {
      this.connections.delete(connection.id);
      return refuseHandshake(socket, status);
    }
    if (protocol !== undefined) this.#protocols.set(request, protocol);
    if (!socket.destroyed) {
      this.#server.handleUpgrade(request, socket, head, (opened) => {
        this.#open(connection, opened, request.socket);
      });
    }
    // The client has left, or the library itself refused the handshake.
    if (!connection.socket) this.#end(connection, 1006, "Connection Closed Abnormally");
  }

  /** Ends open connections now, all or any one: by a TCP reset, or closed with 1001. Returns how many. */
  drop(which: "all" | "one", how: "reset" | "close"): number {
    const open = [...this.connections.values()].filter(isOpen);
    const chosen = which === "all" ? open : this.#anyOf(open);
    for (const connection of chosen) {
      if (how === "reset") resetConnection(connection);
      else closeConnection(connection, 1001, "Going away");
    }
    return chosen.length;
  }

  /** Closes every connection with 1001 and waits until their `$disconnect` calls are done. */
  async stop(): Promise<void> {
    this.#sweep.stop();
    for (const connection of this.connections.values()) {
      closeConnection(connection, 1001, "Going away");
    }
    const end = Date.now() + 1000;
    while (this.connections.size > 0 && Date.now() < end) {
      await new Promise((go) => setTimeout(go, 10));
    }
    for (const connection of this.connections.values()) connection.socket?.terminate();
    await withTimeout(Promise.all(this.#disconnects), this.#options.limits.stopGraceMs);
  }

  /** Ends as a crash does: no close frames, and no `$disconnect`. */
  abandon(): void {
    this.#abandoned = true;
    this.#sweep.stop();
    for (const connection of this.connections.values()) resetConnection(connection);
  }

  #anyOf(connections: readonly Connection[]): readonly Connection[] {
    const index = this.#options.faults.pick("sockets.reset", connections.length);
    return connections.slice(index, index + 1);
  }

  #open(connection: Connection, socket: WebSocket, raw: Socket): void {
    connection.socket = socket;
    connection.raw = raw;
    listenToSocket(connection, { socket, raw }, this.#options.limits, {
      message: (body) => void deliverMessage(this.#options, connection, body),
      closed: (code, reason) => this.#end(connection, code, reason),
    });
  }

  #end(connection: Connection, code: number, reason: string): void {
    const { routes, faults, invoke, log, stage } = this.#options;
    this.connections.delete(connection.id);
    const name = routes.get("$disconnect");
    if (name === undefined || this.#abandoned || faults.roll("sockets.loseDisconnect")) return;
    const call = invoke(name, disconnectEvent(connection, code, reason, stage));
    const done = call.then((outcome) => {
      if (!outcome.ok) log(name, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
      this.#disconnects.delete(done);
    });
    this.#disconnects.add(done);
  }
}
