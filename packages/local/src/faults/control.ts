// Where a running stack shows its status and takes fault commands: a port of its own on loopback. Commands are for those
// who can read the data folder's secret. It belongs to the runner, so there is none in the cloud.
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { FaultError } from "./faults.ts";
import { runFaultCommand, type FaultTarget } from "./fault-command.ts";
import { listen } from "../gateway/listen.ts";
import { messageOf, type Log } from "../log.ts";
import type { StatusPages } from "../status/pages.ts";

/** The secret's name in the data folder. */
export const controlSecret = "control-secret";

/** The open port. */
export interface Control {
  readonly url: string;
  stop(): Promise<void>;
}

/** Opens it on any free port. */
export async function startControl(
  stack: FaultTarget,
  secret: string,
  status: StatusPages,
  log: Log,
): Promise<Control> {
  const listener = await listen({ host: "127.0.0.1", port: 0, setting: "HOST" });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await status(request, response)) return;
    if (!isAllowed(request, secret)) return respond(response, 403, { message: "Forbidden" });
    if (request.method !== "POST") return respond(response, 405, { message: "Method Not Allowed" });
    try {
      const lines = await runFaultCommand(await wordsOf(request), stack);
      respond(response, 200, { lines });
    } catch (thrown) {
      if (!(thrown instanceof FaultError)) log("faults", messageOf(thrown), "error");
      respond(response, thrown instanceof FaultError ? 400 : 500, { message: messageOf(thrown) });
    }
  }

  for (const server of listener.servers) {
    server.on("request", (request, response) => {
      answer(request, response).catch((thrown: unknown) => {
        log("control", messageOf(thrown), "error");
        response.destroy();
      });
    });
  }
  return {
    url: `http://127.0.0.1:${String(listener.port)}`,
    stop: () => listener.close(0),
  };
}

/** A page in a browser can reach loopback, but cannot know the secret. */
function isAllowed(request: IncomingMessage, secret: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${secret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function wordsOf(request: IncomingMessage): Promise<string[]> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const words: unknown = JSON.parse(text);
  if (Array.isArray(words) && words.every((word) => typeof word === "string")) return words;
  throw new FaultError("A fault command is a list of words.");
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
