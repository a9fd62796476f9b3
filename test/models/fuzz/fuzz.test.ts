// A bounded run of random exchanges with model servers: one seed that stays, and one that is drawn and told.
import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { captured } from "../captured.ts";
import { isClean, reportOf, runModels } from "./run.ts";

test.each([20_261_101, randomInt(2 ** 31 - 1)])(
  "no exchange of seed %i ends a process, hangs, leaks or is called what it is not",
  async (seed) => {
    const { result, logged } = await captured(() => runModels({ cases: 300, seed }));

    expect(isClean(result), reportOf(result)).toBe(true);
    expect(result.cases).toBe(300);
    expect(logged).not.toMatch(/sk-(?:the|a)/);
  },
  240_000,
);
