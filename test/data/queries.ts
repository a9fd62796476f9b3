// The queries of docs/analytics.md, out of the document.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const document = join(import.meta.dirname, "../../docs/analytics.md");

/** Each query by the heading above it. */
export async function readQueries(): Promise<Map<string, string>> {
  const text = await readFile(document, "utf8");
  const found = text.matchAll(/^### (.+)\n[^#]*?```sql\n([\s\S]*?)```/gm);
  return new Map([...found].map(([, name = "", query = ""]) => [name, query]));
}

/** The three of the original's documentation. */
export const originals = [
  "Tokens of all planning chats",
  "Planning by user",
  "Planning by day",
] as const;
