// A socket closed. API Gateway does its best to say so; expiry and refused posts cover the rest.
import * as Connections from "@ai-learning/core/connection/connection";
import * as log from "@ai-learning/core/log";
import { ok, type FrameEvent, type Result } from "./event.ts";

export function handler(event: FrameEvent): Promise<Result> {
  const { connectionId, requestId: request_id } = event.requestContext;
  return log.within({ request_id, connection_id: connectionId }, async () => {
    const connection = await Connections.get(connectionId);
    if (connection !== undefined) await Connections.remove(connection);
    return ok;
  });
}
