// Opens a port on the address asked for; without one, on loopback in both families.
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { StartError } from "../start-error.ts";

/** One port, on one or two addresses. */
export interface Listener {
  readonly port: number;
  readonly servers: readonly Server[];
  /** Stops listening and ends idle connections; those in use end with their answer, or after the grace. */
  close(graceMs: number): Promise<void>;
  /** Resets every connection and frees the port, as the end of a process does. */
  abandon(): Promise<void>;
}

/** Where to listen. `port` 0 means any free one; `setting` is the variable to name when it is taken. */
export interface ListenOptions {
  readonly host: string | undefined;
  readonly port: number;
  readonly setting: string;
}

/**
 * Listens. The handlers are attached by the caller, to every server in `servers`.
 *
 * @throws StartError when the port is taken or the address is not this machine's
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const first = await bind(options.host ?? "127.0.0.1", options.port, options);
  const port = portOf(first);
  const servers = [first];
  const sockets = new Set<Socket>();
  if (options.host === undefined) {
    const second = await bind("::1", port, options).catch((thrown: unknown) => {
      if (thrown instanceof NoSuchAddress) return undefined;
      if (options.port === 0) return null;
      throw thrown;
    });
    if (second === null) {
      first.close();
      return listen(options);
    }
    if (second) servers.push(second);
  }
  for (const server of servers) {
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
  }
  return {
    port,
    servers,
    close: (graceMs) => closeAll(servers, sockets, graceMs),
    abandon() {
      for (const socket of sockets) socket.resetAndDestroy();
      return closeAll(servers, sockets, 0);
    },
  };
}

class NoSuchAddress extends StartError {}

function bind(host: string, port: number, options: ListenOptions): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 65_000, maxHeaderSize: 64 * 1024 });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, options)));
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve(server);
    });
  });
}

function explain(
  error: NodeJS.ErrnoException,
  host: string,
  { port, setting }: ListenOptions,
): StartError {
  switch (error.code) {
    case "EADDRINUSE":
      return new StartError(
        `Port ${String(port)} is taken by another program: set ${setting} to a free one in .env.`,
      );
    case "EACCES":
      return new StartError(
        `Port ${String(port)} needs more rights than you have: set ${setting} to one above 1023.`,
      );
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
    case "ENOTFOUND":
      return new NoSuchAddress(`${host} is not an address of this machine: correct HOST in .env.`);
    default:
      return new StartError(`Cannot listen on ${host}:${String(port)}: ${error.message}.`);
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function closeAll(
  servers: readonly Server[],
  sockets: ReadonlySet<Socket>,
  graceMs: number,
): Promise<void> {
  const closed = servers.map((server) => {
    server.closeIdleConnections();
    return new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  });
  // A server forgets sockets that are being upgraded, but waits for them all the same.
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await Promise.all(closed);
  clearTimeout(timer);
}
