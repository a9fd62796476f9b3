// DynamoDB's own failures, in front of the stand-in and in its process: no call pays for a proxy it does not need.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FaultBoard } from "./faults.ts";

const namespace = "com.amazonaws.dynamodb.v20120810";

/** From now on the server answers as the switches of `dynamo` say, else as before. */
export function injectDynamoFaults(server: Server, faults: FaultBoard): void {
  const own = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (faults.roll("dynamo.fail")) {
      return refuse(
        response,
        500,
        "InternalServerError",
        "The request failed for a reason of ours.",
      );
    }
    if (faults.roll("dynamo.throttle")) {
      const error = "ProvisionedThroughputExceededException";
      return refuse(response, 400, error, "The level of configured throughput was exceeded.");
    }
    for (const listener of own) Reflect.apply(listener, server, [request, response]);
  });
}

function refuse(response: ServerResponse, status: number, error: string, message: string): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify({ __type: `${namespace}#${error}`, message }));
}
