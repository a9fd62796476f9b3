// What `npm run bench` is told on its command line.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "@ai-learning/local/paths";
import { StartError } from "@ai-learning/local/start-error";

/** Where results and the bench's own bundles go. */
export const benchDir = join(repositoryRoot, ".bench");

export interface Options {
  /** Sections to run; all when empty. */
  readonly only: readonly string[];
  /** Small sizes and few repetitions: to see that it runs. */
  readonly quick: boolean;
  /** A missed time fails too. */
  readonly strict: boolean;
  /** A file, or `-` for standard output. */
  readonly json: string;
  /** Writes the figures into docs/performance.md. */
  readonly docs: boolean;
  /** Of the section `analytics`: how large the generated year is. */
  readonly users: number;
  readonly messages: number;
  /** A database that has that year already; null: it is generated first. */
  readonly database: string | null;
  readonly help: boolean;
}

export const usage = (names: readonly string[]): string =>
  `npm run bench -- [--only NAME]... [--quick] [--strict] [--json FILE|-] [--docs]
            [--users N] [--messages M] [--database URL]
  NAME is one of ${names.join(", ")}.
  --quick    small sizes and few repetitions
  --strict   a missed time fails too, not only a missed count
  --json     where the results go besides the table; .bench/latest.json unless said otherwise
  --docs     also writes the figures into docs/performance.md
  --users, --messages   size of the generated year of "analytics"; 1000 and 100000 unless said otherwise
  --database a database in which generate-data has made that year already, with its default seed`;

/**
 * Reads the command line.
 *
 * @throws StartError in one sentence
 */
export function readOptions(args: readonly string[], names: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string", multiple: true, default: [] },
        quick: { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
        json: { type: "string", default: join(benchDir, "latest.json") },
        docs: { type: "boolean", default: false },
        users: { type: "string", default: "1000" },
        messages: { type: "string", default: "100000" },
        database: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const only = values.only.flatMap((one) => one.split(","));
    const unknown = only.find((one) => !names.includes(one));
    if (unknown !== undefined) throw new Error(`There is no section "${unknown}"`);
    const [users, messages] = [Number(values.users), Number(values.messages)];
    if (!Number.isInteger(users) || !Number.isInteger(messages)) {
      throw new Error("--users and --messages are whole numbers");
    }
    return { ...values, only, users, messages, database: values.database ?? null };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StartError(`${reason}.\n${usage(names)}`, { cause: thrown });
  }
}
