// What `npm run fuzz` is told on its command line.
import { parseArgs } from "node:util";
import { StartError } from "@ai-learning/local/start-error";

export interface Options {
  readonly cases: number;
  /** Decides every case; drawn and shown when left out. */
  readonly seed: number;
  readonly help: boolean;
  /** Only this part, which needs no stack. */
  readonly only: "models" | null;
}

export const usage = `npm run fuzz -- [--cases N] [--seed S] [--only models]
  --cases   requests, frames and raw bytes to send (2000)
  --seed    decides all of them; drawn and shown when left out
  --only    models: exchanges with model servers, without a stack`;

/**
 * Reads the command line; `drawn` is the seed when none is given.
 *
 * @throws StartError in one sentence
 */
export function readOptions(args: readonly string[], drawn: number): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cases: { type: "string", default: "2000" },
        seed: { type: "string", default: String(drawn) },
        only: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const [cases, seed] = [Number(values.cases), Number(values.seed)];
    if (!Number.isSafeInteger(cases) || cases < 1)
      throw new Error("--cases takes a whole number from 1");
    if (!Number.isInteger(seed)) throw new Error("--seed takes a whole number");
    const { only = null } = values;
    if (only !== null && only !== "models") throw new Error("--only takes models");
    return { cases, seed, help: values.help, only };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StartError(`${reason}.\n${usage}`, { cause: thrown });
  }
}
