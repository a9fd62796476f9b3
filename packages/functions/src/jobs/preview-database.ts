// Called by a preview's deployment: once when it is made or changes, once before it goes.
import * as PreviewDatabase from "@ai-learning/core/adapters/preview-database";
import { parse } from "../validate.ts";

export async function handler(event: unknown): Promise<{ action: string }> {
  const { action } = parse(PreviewDatabase.lifeCycle, event).tf;
  await (action === "delete" ? PreviewDatabase.drop() : PreviewDatabase.create());
  return { action };
}
