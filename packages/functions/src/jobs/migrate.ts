// Brings the database to the newest schema; the migrations and the functions in SQL lie beside the bundle.
import { join } from "node:path";
import { migrate } from "@ai-learning/core/adapters/migrate";

export async function handler(): Promise<{ applied: string[] }> {
  const applied = await migrate({
    migrations: join(import.meta.dirname, "migrations"),
    functions: join(import.meta.dirname, "sql"),
  });
  return { applied };
}
