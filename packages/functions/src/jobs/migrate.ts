// Brings the database to the newest schema, and what is sealed in it under the newest key; the migrations and the functions
// in SQL lie beside the bundle.
import { join } from "node:path";
import { migrate } from "@ai-learning/core/adapters/migrate";
import { resealAll } from "@ai-learning/core/user/reseal";

export async function handler(): Promise<{ applied: string[] }> {
  const applied = await migrate({
    migrations: join(import.meta.dirname, "migrations"),
    functions: join(import.meta.dirname, "sql"),
  });
  await resealAll();
  return { applied };
}
