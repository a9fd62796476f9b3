// The inside of one function process: becomes a function once, then answers one call at a time, like an
// execution environment of Lambda. Compiled to JavaScript at start, so that each process boots quickly.
import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { FromProcess, InvokeRequest, LoadRequest, Outcome, ToProcess } from "./ipc.ts";

type Handler = (event: unknown, context: object) => unknown;

let name = "unassigned";
let memoryMb = 0;
let loading: Promise<Handler> | undefined;
const logStreamName = `local/[$LATEST]${randomUUID().replaceAll("-", "")}`;

function load(request: LoadRequest): void {
  ({ name, memoryMb } = request);
  process.title = `ai-learning ${name}`;
  for (const key of Object.keys(process.env)) delete process.env[key];
  Object.assign(process.env, request.environment);
  loading = importHandler(request.bundle);
  const report = (): void => send({ kind: "loaded" });
  // The first call reports a failed import; until then there is no call to report it to.
  loading.then(report, report);
}

async function importHandler(bundle: string): Promise<Handler> {
  const module: { handler?: unknown } = await import(pathToFileURL(bundle).href);
  const { handler } = module;
  if (typeof handler !== "function") throw new TypeError(`${bundle} exports no handler`);
  return (event, context): unknown => handler(event, context);
}

function contextOf(request: InvokeRequest): object {
  return {
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:${process.env["AWS_REGION"] ?? ""}:000000000000:function:${name}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: request.requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: (): number => Math.max(0, request.deadline - Date.now()),
  };
}

async function invoke(request: InvokeRequest): Promise<void> {
  const importing = loading;
  if (importing === undefined) return;
  let handler: Handler;
  try {
    handler = await importing;
  } catch (thrown) {
    // A process that could not start is of no further use; the next call gets a fresh one.
    answer(request, failure(thrown), () => process.exit(1));
    return;
  }
  try {
    answer(request, {
      ok: true,
      payload: (await handler(request.event, contextOf(request))) ?? null,
    });
  } catch (thrown) {
    answer(request, failure(thrown));
  }
}

function failure(thrown: unknown): Outcome {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  // These two say in one sentence what a person has to do; a stack would hide it.
  const forPeople = error.name === "ConfigError" || error.name === "DatabaseError";
  if (!forPeople) process.stderr.write(`${error.stack ?? error.message}\n`);
  return { ok: false, errorType: error.name, errorMessage: error.message };
}

function answer(request: InvokeRequest, outcome: Outcome, after?: () => void): void {
  send({ kind: "outcome", requestId: request.requestId, outcome }, after);
}

function send(message: FromProcess, after?: () => void): void {
  process.send?.(message, undefined, undefined, after);
}

process.on("message", (message: ToProcess) => {
  if (message.kind === "load") load(message);
  else void invoke(message);
});
// Without its runner a process has no purpose; a runner killed outright closes the channel too.
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole terminal group; the runner decides when a function ends.
process.on("SIGINT", () => undefined);
