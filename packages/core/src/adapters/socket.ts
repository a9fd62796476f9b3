// Posting to live sockets through `@connections`.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import { requestTimeouts } from "./aws.ts";
import * as config from "../config.ts";
import { countGone } from "../metrics.ts";

let client: ApiGatewayManagementApiClient | undefined;
const api = (): ApiGatewayManagementApiClient =>
  (client ??= new ApiGatewayManagementApiClient({
    ...requestTimeouts,
    endpoint: config.socket().managementEndpoint,
  }));

/** Sends one frame. False: the connection is gone for good. Throws when it could not be told. */
export async function post(connectionId: string, frame: ServerFrame): Promise<boolean> {
  try {
    await api().send(
      new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(frame) }),
    );
    return true;
  } catch (error) {
    if (error instanceof GoneException) {
      countGone();
      return false;
    }
    throw error;
  }
}

/** Closes a socket; one that is already gone is fine. */
export async function close(connectionId: string): Promise<void> {
  try {
    await api().send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  } catch (error) {
    if (!(error instanceof GoneException)) throw error;
  }
}
