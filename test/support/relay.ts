// A TCP relay in front of a server, PostgreSQL above all, that can be cut and mended, as a network can.
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

export interface Relay {
  /** The server's URL through the relay. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Ends every connection, and answers nothing on new ones. */
  hang(): void;
  mend(): void;
  stop(): Promise<void>;
}

/** Starts a relay to the server of a URL with a port, on a free port of loopback. */
export async function startRelay(serverUrl: string): Promise<Relay> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isSilent = false;
  const server = createServer((incoming) => {
    if (isCut) {
      incoming.destroy();
      return;
    }
    if (isSilent) {
      sockets.add(incoming);
      incoming.on("error", () => undefined);
      incoming.on("close", () => sockets.delete(incoming));
      return;
    }
    const outgoing = connect(Number(target.port), target.hostname);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(serverUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      isCut = true;
      end();
    },
    hang() {
      isSilent = true;
      end();
    },
    mend() {
      isCut = false;
      isSilent = false;
      // What was held was answered by nobody.
      end();
    },
    async stop() {
      server.close();
      end();
      await once(server, "close");
    },
  };
}
