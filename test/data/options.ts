// What `npm run generate-data` is told on its command line.
import { parseArgs } from "node:util";
import { StartError } from "@ai-learning/local/start-error";
import { yesterday, type GenerateOptions } from "./generate.ts";

export const usage = `npm run generate-data -- [--users N] [--messages M] [--seed S] [--database URL] [--until DAY] [--sums FILE] [--force]
  --users     users to make; 1000 unless said otherwise
  --messages  messages to make, about; 100 times as many as users unless said otherwise
  --seed      a whole number: the same seed and day give the same data; 1 unless said otherwise
  --database  where to; the environment's DATABASE_URL unless said otherwise
  --until     the last day of the year, like 2026-11-29; yesterday unless said otherwise
  --sums      a file that gets what everything adds up to, as JSON
  --force     also into a database that has users`;

export interface Options extends Omit<GenerateOptions, "say"> {
  /** A file; null: none. */
  readonly sums: string | null;
}

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 2 ** 31) {
    throw new StartError(`--${name} must be a whole number.\n${usage}`);
  }
  return value;
};

/**
 * Reads the command line; null: help was asked for.
 *
 * @throws StartError in one sentence
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options | null {
  const values = parsed(args);
  if (values.help === true) return null;
  const databaseUrl = values.database ?? environment["DATABASE_URL"] ?? "";
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new StartError(
      `Name a database, like --database postgresql://user:password@localhost:5432/name.\n${usage}`,
    );
  }
  const until = values.until ?? yesterday();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(Date.parse(until))) {
    throw new StartError(`--until must be a day like 2026-11-29.\n${usage}`);
  }
  const users = wholeNumber("users", values.users ?? "1000");
  return {
    users,
    messages: wholeNumber("messages", values.messages ?? String(users * 100)),
    seed: wholeNumber("seed", values.seed ?? "1"),
    databaseUrl,
    until,
    sums: values.sums ?? null,
    force: values.force ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean" } as const;
    return parseArgs({
      args: [...args],
      options: {
        users: text,
        messages: text,
        seed: text,
        database: text,
        until: text,
        sums: text,
        force: flag,
        help: flag,
      },
    }).values;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StartError(`${reason}.\n${usage}`, { cause: thrown });
  }
}
