// `npm run fuzz -- --only models`: random exchanges with model servers.
import { StartError } from "@ai-learning/local/start-error";
import { print, printError } from "@ai-learning/local/terminal";
import { captured } from "../captured.ts";
import { isClean, reportOf, runModels } from "./run.ts";

/** Runs and reports. Throws StartError when anything was found. */
export async function fuzzModels(options: {
  readonly cases: number;
  readonly seed: number;
}): Promise<void> {
  const began = Date.now();
  const seconds = (): string => String(Math.round((Date.now() - began) / 1000));
  const step = Math.max(1, Math.floor(options.cases / 20));
  const { result, logged } = await captured(() =>
    runModels(options, (done) => {
      if (done % step === 0)
        printError(`  ${String(done)} of ${String(options.cases)}, ${seconds()} s`);
    }),
  );
  print(reportOf(result));
  print(`  ${seconds()} s, seed ${String(options.seed)}`);
  if (/sk-[a-z]/.test(logged)) throw new StartError("A key was logged.");
  if (!isClean(result)) throw new StartError("Something happened that may not happen.");
}
