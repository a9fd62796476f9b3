// What `npm run chaos` is told on its command line.
import { parseArgs } from "node:util";

export interface Options {
  /** Questions asked of the mentor, of every kind together. */
  readonly turns: number;
  /** Decides who says and does what when, and what breaks when. */
  readonly seed: number;
  readonly users: number;
  /** Tabs each user has from the beginning, every one a device of its own. */
  readonly tabs: number;
  /** The run may take this long, its end included. */
  readonly minutes: number;
  /** The clock's function runs every two seconds instead of every minute: quicker, and kinder. */
  readonly fast: boolean;
  /** A file for the result, or null. */
  readonly json: string | null;
  readonly help: boolean;
}

export const usage = `npm run chaos -- [--turns N] [--seed S] [--users U] [--tabs T] [--minutes M] [--fast] [--json FILE]
  --turns    questions asked of the mentor (100)
  --seed     decides what is said and what breaks, and when; drawn and shown when left out
  --users    learners, each with a chat of their own (12)
  --tabs     tabs each of them has open at the start (3)
  --minutes  how long it may take (15)
  --fast     sweep every 2 s instead of every minute
  --json     where the result goes besides the table`;

/** An order that cannot be carried out, in one sentence. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

const most = { turns: 100_000, seed: 2 ** 31 - 1, users: 200, tabs: 10, minutes: 600 } as const;

function whole(name: keyof typeof most, given: string): number {
  const value = Number(given);
  const least = name === "seed" ? 0 : 1;
  if (given.trim() !== "" && Number.isInteger(value) && value >= least && value <= most[name]) {
    return value;
  }
  throw new OptionError(
    `--${name} takes a whole number from ${String(least)} to ${String(most[name])}, not "${given}".`,
  );
}

/**
 * Reads the command line; `drawn` is the seed when none is given.
 *
 * @throws OptionError in one sentence
 */
export function readOptions(args: readonly string[], drawn: number): Options {
  const { values } = parsed(args);
  return {
    turns: whole("turns", values.turns),
    seed: values.seed === undefined ? drawn : whole("seed", values.seed),
    users: whole("users", values.users),
    tabs: whole("tabs", values.tabs),
    minutes: whole("minutes", values.minutes),
    fast: values.fast,
    json: values.json ?? null,
    help: values.help,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        turns: { type: "string", default: "100" },
        seed: { type: "string" },
        users: { type: "string", default: "12" },
        tabs: { type: "string", default: "3" },
        minutes: { type: "string", default: "15" },
        fast: { type: "boolean", default: false },
        json: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (thrown) {
    throw new OptionError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
