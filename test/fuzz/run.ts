// One run: cases from a seed, one after the other, each held against what may never happen.
import * as fc from "fast-check";
import type { Target } from "../support/target.ts";
import { anyCase, labelOf, type Case } from "./case.ts";
import { Callers, type Caller } from "./callers.ts";
import { CaseSender, type CaseOutcome } from "./case-sender.ts";
import { sendRaw } from "./raw-case.ts";
import { changesOf, openRows, type Counts } from "./rows.ts";
import { Finding } from "./verdict.ts";

export interface Outcome {
  /** How often each route, frame or kind was answered what. */
  readonly tally: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The smallest case that was found wrong, and why. */
  readonly failed: { readonly example: Case; readonly why: string; readonly curl: string } | null;
  readonly cases: number;
}

/** Runs so many cases against a stack. `every` is called from time to time with how many were done. */
export async function run(
  target: Target,
  options: { readonly cases: number; readonly seed: number },
  every: (done: number) => Promise<void> = async () => undefined,
): Promise<Outcome> {
  const rows = await openRows(target.databaseUrl);
  const callers = new Callers(target);
  const sender = new CaseSender(target, callers);
  const tally = new Map<string, Map<string, number>>();
  let done = 0;
  let counts: Counts | undefined;

  async function act(one: Case): Promise<CaseOutcome> {
    if (one.kind === "raw") return { cell: await sendRaw(target.siteUrl, one), refused: true };
    if (one.kind === "frame") return sender.frame(one);
    return sender.http(one);
  }

  async function check(one: Case): Promise<void> {
    const made = await sender.ready(one);
    const before = made || counts === undefined ? await rows.count() : counts;
    const { cell, refused } = await act(one);
    const label = labelOf(one);
    const cells = tally.get(label) ?? new Map<string, number>();
    tally.set(label, cells.set(cell, (cells.get(cell) ?? 0) + 1));
    counts = await rows.count();
    const changed = refused ? changesOf(before, counts) : [];
    if (changed.length > 0) {
      throw new Finding(`was refused (${cell}) and wrote: ${changed.join(", ")}`);
    }
    const caller: Caller = one.kind === "raw" ? "nobody" : one.caller;
    if (!refused) callers.accepted(caller, one.kind === "http" ? one : null);
    done += 1;
    await every(done);
  }

  try {
    const { cases: numRuns, seed } = options;
    const details = await fc.check(fc.asyncProperty(anyCase, check), { numRuns, seed });
    const [example] = details.counterexample ?? [];
    const thrown = details.errorInstance;
    const why = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return {
      tally,
      cases: done,
      failed: example === undefined ? null : { example, why, curl: await sender.curlOf(example) },
    };
  } finally {
    sender.close();
    await rows.stop();
  }
}
