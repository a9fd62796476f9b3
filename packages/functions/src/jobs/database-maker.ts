// Called by previews, whatever was pushed to them: makes and drops their databases inside dev's server.
import * as DatabaseMaker from "@ai-learning/core/adapters/database-maker";
import { parse } from "../validate.ts";

export async function handler(event: unknown): Promise<{ action: string }> {
  const request = parse(DatabaseMaker.request, event);
  await (request.action === "make" ? DatabaseMaker.make(request) : DatabaseMaker.drop(request));
  return { action: request.action };
}
