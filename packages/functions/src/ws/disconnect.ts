// A socket closed. API Gateway does its best to say so; expiry and refused posts cover the rest.
import * as Connections from "@ai-learning/core/connection/connection";
import { ok, type FrameEvent, type Result } from "./event.ts";

export async function handler(event: FrameEvent): Promise<Result> {
  const connection = await Connections.get(event.requestContext.connectionId);
  if (connection !== undefined) await Connections.remove(connection);
  return ok;
}
