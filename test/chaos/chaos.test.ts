// A small fixed set of `npm run chaos`: every kind of fault at least once, and nothing lost, doubled or unfinished.
import { describe, expect, it } from "vitest";
import { faultKinds } from "./fault-kinds.ts";
import { planOf } from "./plan.ts";
import { countsOf, detailsOf } from "./report.ts";
import { run } from "./run.ts";
import { readOptions } from "./options.ts";

describe("a small run of chaos", () => {
  it("loses, doubles and forgets nothing", { timeout: 240_000 }, async () => {
    const args = ["--turns", "25", "--seed", "5", "--users", "4", "--tabs", "2", "--fast"];
    const options = readOptions([...args, "--minutes", "10"], 0);
    const lines: string[] = [];

    const outcome = await run({ ...options, prebuilt: true, say: (line) => void lines.push(line) });

    expect(detailsOf(outcome)).toBe("");
    expect(lines.filter((line) => line.includes("defect"))).toEqual([]);
    // How long it took says more of the machine than of the system, when others run on it.
    const { "silent too long": _, ...cells } = outcome.verdict.cells;
    expect(Object.values(cells).flat()).toEqual([]);
    expect(outcome.verdict.accepted).toBeGreaterThan(10);
    const counts = countsOf(outcome);
    const planned = new Set(planOf(options).faults.map(({ kind }) => kind));
    expect([...planned].toSorted()).toEqual([...faultKinds].toSorted());
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(15);
  });
});
