// The process that stands in for DynamoDB, SQS and, without a key, the model: apart from the gateway, so that
// neither's event loop waits for the other's.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { injectDynamoFaults } from "../faults/dynamo-faults.ts";
import { createFaultBoard, type Faults } from "../faults/faults.ts";
import { listenOnLoopbackOnly } from "./loopback-only.ts";
import { startModelProxy } from "../faults/model-proxy.ts";

/** What to run, given as JSON in the first argument. Ports of 0 mean any. */
export interface StandInsRequest {
  readonly dataDir: string;
  readonly dynamo?: { readonly port: number };
  readonly sqs?: { readonly port: number };
  readonly mentor?: { readonly port: number; readonly paceMs?: number; readonly firstMs?: number };
  /** The switches as they are at the start; later values come as messages. */
  readonly faults: Faults;
}

/** Where each of them is; sent once, when all of them answer. */
export interface StandInsReady {
  readonly dynamo?: string;
  readonly sqs?: string;
  readonly mentor?: string;
}

listenOnLoopbackOnly();
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => undefined);
// dynalite throws when a client is killed in the middle of a request; that is the client's affair.
process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
  if (error.code === "ECONNRESET" || error.message === "aborted") return;
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(1);
});

const request: StandInsRequest = JSON.parse(process.argv[2] ?? "");
const faults = createFaultBoard(request.faults);
process.on("message", (values: Faults) => Object.assign(faults.values, values));
const [dynamo, sqs, mentor] = await Promise.all([startDynamo(), startSqs(), startModel()]);
const ready: StandInsReady = {
  ...(dynamo !== undefined && { dynamo }),
  ...(sqs !== undefined && { sqs }),
  ...(mentor !== undefined && { mentor }),
};
process.send?.(ready);

async function startDynamo(): Promise<string | undefined> {
  if (!request.dynamo) return undefined;
  const { default: dynalite } = await import("dynalite");
  const server = dynalite({ path: join(request.dataDir, "dynamodb"), createTableMs: 0 });
  server.keepAliveTimeout = 65_000;
  injectDynamoFaults(server, faults);
  const { port } = request.dynamo;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === "object" && address ? address.port : port)}`;
}

async function startSqs(): Promise<string | undefined> {
  if (!request.sqs) return undefined;
  const { startFauxqs } = await import("fauxqs");
  const dataDir = join(request.dataDir, "sqs");
  mkdirSync(dataDir, { recursive: true });
  const server = await startFauxqs({ port: request.sqs.port, logger: false, dataDir });
  return `http://127.0.0.1:${String(server.port)}`;
}

async function startModel(): Promise<string | undefined> {
  if (!request.mentor) return undefined;
  const { startMentor } = await import("@ai-learning/mentor/mentor");
  const started = await startMentor({ host: "127.0.0.1", ...request.mentor, port: 0 });
  const { port } = request.mentor;
  const proxy = await startModelProxy({ upstream: started.url, port, faults });
  return proxy.url + new URL(started.url).pathname;
}
