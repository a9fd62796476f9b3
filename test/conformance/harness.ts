// What the conformance tests share: a gateway over functions written in the test, and waiting on conditions.
import { once } from "node:events";
import { WebSocket, type ClientOptions } from "ws";
import { createFaultBoard, type Faults } from "../../packages/local/src/faults/faults.ts";
import {
  startGateway,
  type Gateway,
  type GatewayFunction,
} from "../../packages/local/src/gateway/gateway.ts";
import type { Outcome } from "../../packages/local/src/functions/ipc.ts";
import { createSite } from "../../packages/local/src/site/site.ts";
import { defaultLimits, type Limits } from "../../packages/local/src/limits.ts";
import { silent } from "../../packages/local/src/log.ts";

/** Any event, as deep as a test cares to look. */
// oxlint-disable-next-line typescript/no-explicit-any -- events are compared, not computed with
export type Event = Record<string, any>;

/** A function of the test; throwing is answering with an error. */
export type Handler = (event: Event) => unknown;

/** A gateway under test, with every event its functions saw. */
export interface Harness extends Gateway {
  readonly events: Record<string, Event[]>;
  readonly faults: Faults;
  /** Opens a socket and waits until it is open. */
  connect(path?: string, options?: ClientOptions): Promise<WebSocket>;
}

/** A gateway on free ports over handlers by function name. */
export async function gatewayOver(
  functions: readonly GatewayFunction[],
  handlers: Readonly<Record<string, Handler>> = {},
  options: { limits?: Partial<Limits>; siteDir?: string } = {},
): Promise<Harness> {
  const events: Record<string, Event[]> = {};
  const faults = createFaultBoard({ seed: 1 });
  const invoke = async (name: string, event: unknown): Promise<Outcome> => {
    const seen: Event = JSON.parse(JSON.stringify(event));
    (events[name] ??= []).push(seen);
    try {
      const payload = (await handlers[name]?.(seen)) ?? { statusCode: 200 };
      return { ok: true, payload: JSON.parse(JSON.stringify(payload)) };
    } catch (thrown) {
      return { ok: false, errorType: "Error", errorMessage: String(thrown) };
    }
  };
  const gateway = await startGateway({
    functions,
    invoke,
    socketPath: /^\/ws\/chat\/([A-Za-z0-9._~-]{1,128})(\/switch)?\/?$/,
    directSocketPath: "/$default",
    site: createSite(options.siteDir ?? import.meta.dirname),
    host: undefined,
    sitePort: 0,
    apiPort: 0,
    edgeSecret: "edge",
    limits: { ...defaultLimits, ...options.limits },
    faults,
    log: silent,
    ready: Promise.resolve(),
  });
  return {
    ...gateway,
    events,
    faults: faults.values,
    async connect(path = "/ws/chat/key", clientOptions = {}) {
      const socket = new WebSocket(gateway.siteUrl.replace("http", "ws") + path, clientOptions);
      await once(socket, "open");
      return socket;
    },
  };
}

/** The usual WebSocket routes, one function each. */
export const socketFunctions: readonly GatewayFunction[] = [
  { name: "connect", websocket: ["$connect"] },
  { name: "disconnect", websocket: ["$disconnect"] },
  { name: "restore", websocket: ["restore_chat"] },
  { name: "message", websocket: ["$default"] },
];

/** The next text message of a socket. */
export async function nextText(socket: WebSocket): Promise<string> {
  const [data] = await once(socket, "message");
  return String(data);
}

/** The code with which a socket closes. */
export async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, "close");
  return Number(code);
}

/** Waits until something is there and returns it; the test's own time limit ends it. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((done) => setTimeout(done, 10));
  }
}
