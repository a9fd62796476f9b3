// Brings the database to the newest schema; the migrations lie beside the bundle.
import { join } from "node:path";
import { migrate } from "@ai-learning/core/adapters/migrate";

export async function handler(): Promise<{ applied: string[] }> {
  return { applied: await migrate(join(import.meta.dirname, "migrations")) };
}
