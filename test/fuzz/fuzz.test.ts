// A bounded run of the fuzzer: one seed that stays, and one that is drawn and told.
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import { failureOf, tableOf } from "./report.ts";
import { run } from "./run.ts";
import { fuzzOptions } from "./stack-options.ts";

let own: OwnStack;

beforeAll(async () => {
  own = await ownStack(fuzzOptions);
}, 120_000);

afterAll(() => own.stack.stop());

const drawn = randomInt(2 ** 31 - 1);

test.each([20_260_101, drawn])(
  "nothing that is sent with seed %i breaks, hangs, leaks or is stored when it is refused",
  async (seed) => {
    const outcome = await run(own.target, { cases: 200, seed });

    expect(failureOf(outcome, seed)).toBe("");
    expect(outcome.cases, tableOf(outcome)).toBe(200);
  },
  240_000,
);
