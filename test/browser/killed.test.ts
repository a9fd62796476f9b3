// Parts of the service die in the middle of an answer, in view of two tabs: what is on screen stays, and ends whole.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { shortTimes, startTestStack, type TestStack } from "../support/stack.ts";
import { shared, targetOf, type Target } from "../support/target.ts";
import { assertBegunAnew, assertGrew, growthOf, recordGrowth } from "./growth.ts";
import { answered, answers, grown, planner, questions, say, wholeness } from "./steps.ts";

let stack: TestStack;
let target: Target;

beforeAll(async () => {
  const { modelUrl } = shared();
  stack = await startTestStack(modelUrl, { env: shortTimes });
  target = targetOf(stack, modelUrl);
});

afterAll(() => stack.stop());

/** Two tabs that watch one answer being written. */
async function watched(seconds: number): Promise<readonly Page[]> {
  const { learner, page, chat } = await planner({ target });
  learner.foresee(/WebSocket/, /ERR_CONNECTION/, /\b50[0-4]\b/);
  await recordGrowth(learner.context);
  const tab = await learner.tab();
  for (const one of [page, tab]) {
    await one.goto(chat);
    await answered(one, 1);
  }
  await say(learner, `Take your time [slow ${String(seconds)}]`);
  for (const one of [page, tab]) await grown(one, 1, 150);
  return [page, tab];
}

test("when a worker is killed the text stays until another restarts the answer, which ends whole in every tab", async () => {
  const tabs = await watched(5);
  stack.functions.kill("generate");

  for (const page of tabs) {
    await answers(page).nth(1).waitFor({ timeout: 60_000 });
    assertBegunAnew(await growthOf(page, 1));
    expect(wholeness(await answers(page).nth(1).innerText())).toBe("whole");
    expect(await questions(page).count()).toBe(1);
  }
}, 90_000);

test("when the gateway restarts every tab reconnects and ends with the whole answer", async () => {
  const tabs = await watched(8);
  await stack.restartGateway();

  for (const page of tabs) {
    await answers(page).nth(1).waitFor();
    assertGrew(await growthOf(page, 1));
    expect(wholeness(await answers(page).nth(1).innerText())).toBe("whole");
  }
}, 90_000);
