// Relays that count: in front of PostgreSQL by its own messages, in front of DynamoDB by the operation asked for.
import { once } from "node:events";
import { Agent, createServer as createHttpServer, request } from "node:http";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { countConnection, newTally, type Tally } from "./postgres-messages.ts";

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A counting relay. `url` stands in for what is behind it. */
export interface Relay<Counts> {
  readonly url: string;
  /** Grows while the relay runs. */
  readonly counts: Counts;
  stop(): void;
}

/** Starts a relay to the server of a database URL. */
export async function relayPostgres(databaseUrl: string): Promise<Relay<Tally>> {
  const behind = new URL(databaseUrl);
  const counts = newTally();
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(Number(behind.port), behind.hostname);
    const { fromClient, fromServer } = countConnection(counts);
    incoming.on("data", fromClient);
    outgoing.on("data", fromServer);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  const url = new URL(databaseUrl);
  url.port = String(await listen(server));
  return {
    url: url.href,
    counts,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Calls by operation: `GetItem`, `Query` and so on. */
export type Operations = Map<string, number>;

/** Starts a relay to a DynamoDB endpoint. */
export async function relayDynamo(endpoint: string): Promise<Relay<Operations>> {
  const counts: Operations = new Map();
  const agent = new Agent({ keepAlive: true });
  const server = createHttpServer((incoming, answer) => {
    const [, operation = "unknown"] = String(incoming.headers["x-amz-target"]).split(".");
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    const { method = "POST", headers } = incoming;
    const outgoing = request(new URL(incoming.url ?? "/", endpoint), { method, headers, agent });
    outgoing.on("response", (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.destroy());
    incoming.pipe(outgoing);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    counts,
    stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}
