// A thin proxy in front of SQS through which functions go, so that the poller learns of every change of a message's
// visibility: the stand-in accepts a delete long after it, and would hide a worker that overran.
import type { IncomingMessage, ServerResponse } from "node:http";
import { listen } from "../gateway/listen.ts";
import { messageOf, type Log } from "../log.ts";

/** A running proxy, and what passed through it. */
export interface SqsProxy {
  readonly url: string;
  /** Until when a receipt's message stays hidden, as far as anyone changed it here; epoch milliseconds. */
  deadlineOf(receiptHandle: string): number | undefined;
  /** Forgets a receipt that is done with. */
  forget(receiptHandle: string): void;
  stop(): Promise<void>;
}

/** Starts a proxy of an SQS endpoint on any free port. */
export async function startSqsProxy(endpoint: string, log: Log): Promise<SqsProxy> {
  const deadlines = new Map<string, number>();

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const asked = Date.now();
    const headers = new Headers();
    for (const name of ["content-type", "x-amz-target", "authorization", "x-amz-date"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const answer = await fetch(new URL(request.url ?? "/", endpoint), {
      method: request.method ?? "POST",
      headers,
      ...(body !== "" && { body }),
    });
    const text = await answer.text();
    if (answer.ok && request.headers["x-amz-target"] === "AmazonSQS.ChangeMessageVisibility") {
      const { ReceiptHandle, VisibilityTimeout }: Record<string, unknown> = JSON.parse(body);
      deadlines.set(String(ReceiptHandle), asked + Number(VisibilityTimeout) * 1000);
    }
    for (const [name, value] of answer.headers) {
      if (/^(?:content-type|x-amz.*)$/.test(name)) response.setHeader(name, value);
    }
    response.writeHead(answer.status).end(text);
  }

  const listener = await listen({ host: "127.0.0.1", port: 0, setting: "HOST" });
  for (const server of listener.servers) {
    server.on("request", (request, response) => {
      pass(request, response).catch((thrown: unknown) => {
        if (!request.destroyed) log("sqs", messageOf(thrown), "warn");
        response.destroy();
      });
    });
  }
  return {
    url: `http://127.0.0.1:${String(listener.port)}`,
    deadlineOf: (receiptHandle) => deadlines.get(receiptHandle),
    forget: (receiptHandle) => void deadlines.delete(receiptHandle),
    stop: () => listener.close(0),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  const stream: AsyncIterable<Buffer> = request;
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
