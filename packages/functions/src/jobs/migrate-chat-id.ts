// Converts a database of the original system. It is not deployed: an operator runs it, and the local runner is its command
// line. Migrations, functions in SQL and the steps lie beside the bundle.
import { join } from "node:path";
import { convert, type Converted } from "@ai-learning/core/legacy/convert";

/** What to do, and whom to tell how far it is. */
interface Request {
  readonly zone: string;
  readonly isDryRun: boolean;
  readonly onProgress: (table: string, done: number, all: number) => void;
}

export async function handler(request: Request): Promise<Converted> {
  return convert({
    ...request,
    folders: {
      migrations: join(import.meta.dirname, "migrations"),
      functions: join(import.meta.dirname, "sql"),
      legacy: join(import.meta.dirname, "legacy"),
    },
  });
}
