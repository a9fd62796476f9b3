// What `npm run study-sim` is told on its command line.
import { parseArgs } from "node:util";
import { StartError } from "@ai-learning/local/start-error";
import { lawNames, type LawName } from "./laws.ts";

export interface Options {
  readonly learners: number;
  readonly cards: number;
  readonly days: number;
  /** Decides every draw. */
  readonly seed: number;
  readonly laws: readonly LawName[];
  /** Whether learners guess and slip as mastery supposes, by the form of an item. */
  readonly guessing: boolean;
  /** Where the plot is written; null for none. */
  readonly svg: string | null;
  readonly help: boolean;
}

export const usage = `npm run study-sim -- [--learners N] [--cards N] [--days N] [--seed S] [--law power|exponential] [--guessing] [--svg FILE]
  --learners  simulated learners (60)
  --cards     cards of each (120)
  --days      days of study (365)
  --seed      decides every draw (1)
  --law       one law of forgetting only; both when left out
  --guessing  learners guess and slip as mastery supposes, so that some answers mislead
  --svg       writes a plot of recall and load`;

function whole(name: string, value: string, least: number): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isSafeInteger(number) || number < least)
    throw new Error(`--${name} takes a whole number from ${String(least)}`);
  return number;
}

function lawsOf(name: string | undefined): readonly LawName[] {
  if (name === undefined) return lawNames;
  const law = lawNames.find((one) => one === name);
  if (law === undefined) throw new Error(`--law takes ${lawNames.join(" or ")}`);
  return [law];
}

/**
 * Reads the command line.
 *
 * @throws StartError in one sentence
 */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        learners: { type: "string", default: "60" },
        cards: { type: "string", default: "120" },
        days: { type: "string", default: "365" },
        seed: { type: "string", default: "1" },
        law: { type: "string" },
        guessing: { type: "boolean", default: false },
        svg: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    return {
      // Thirds of the learners are compared.
      learners: whole("learners", values.learners, 3),
      cards: whole("cards", values.cards, 1),
      days: whole("days", values.days, 60),
      seed: whole("seed", values.seed, 0),
      laws: lawsOf(values.law),
      guessing: values.guessing,
      svg: values.svg ?? null,
      help: values.help,
    };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StartError(`${reason}.\n${usage}`, { cause: thrown });
  }
}
