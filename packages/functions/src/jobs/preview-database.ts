// Called by a preview's deployment: once when it is made or changes, once before it goes.
import * as PreviewDatabase from "@ai-learning/core/adapters/preview-database";
import { parse } from "../validate.ts";

export async function handler(event: unknown): Promise<{ action: string; left?: string }> {
  const { action } = parse(PreviewDatabase.lifeCycle, event).tf;
  if (action !== "delete") {
    await PreviewDatabase.make();
    return { action };
  }
  const isDropped = await PreviewDatabase.drop();
  return isDropped ? { action } : { action, left: "dev has no function that drops the database" };
}
