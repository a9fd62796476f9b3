// One step of the journey at a time: named, timed, bounded, and with one sentence when it fails.

/** A failure whose message is meant for the report. */
export class SmokeError extends Error {}

/** What a step has to say beside that it went well. */
export interface Told<T> {
  readonly value: T;
  readonly detail?: string;
}

/** Does a step and hands on what it found; `within` in ms. */
export type Step = <T>(name: string, work: () => Promise<Told<T>>, within?: number) => Promise<T>;

/** The step that failed. */
export class StepError extends Error {
  readonly step: string;

  constructor(step: string, cause: unknown) {
    super(cause instanceof Error ? sentenceOf(cause) : String(cause), { cause });
    this.step = step;
  }
}

/** `fetch failed` says nothing: what it was caused by does. */
function sentenceOf(error: Error): string {
  const { cause } = error;
  if (error instanceof SmokeError || !(cause instanceof Error)) return error.message;
  const { code } = cause as { code?: string };
  return `${error.message}: ${cause.message || code || "no reason given"}`;
}

async function bounded<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const sentence = `it was not done within ${String(ms / 1000)} s`;
    timer = setTimeout(() => reject(new SmokeError(sentence)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Steps that report each line to `print`. */
export function stepsOf(print: (line: string) => void): Step {
  return async (name, work, within = 30_000) => {
    const began = performance.now();
    const line = (mark: string, detail: string): string =>
      `  ${mark} ${name.padEnd(14)} ${String(Math.round(performance.now() - began)).padStart(6)} ms  ${detail}`;
    try {
      const { value, detail = "" } = await bounded(work(), within);
      print(line("ok  ", detail).trimEnd());
      return value;
    } catch (error) {
      const failure = new StepError(name, error);
      print(line("FAIL", failure.message));
      throw failure;
    }
  };
}
