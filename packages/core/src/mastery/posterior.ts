// How much of an objective somebody knows: a posterior over the share k of it that is known, from 0 to 1, with a uniform
// prior. A right response is as likely as k(1 − slip) + (1 − k)guess, a wrong one as the rest.
import type { Day } from "../review/day.ts";

/** One response as evidence. */
export interface Evidence {
  readonly itemId: string;
  readonly day: Day;
  readonly isRight: boolean;
  /** True for a cloze, a number, an order or a short answer. */
  readonly isProduced: boolean;
  /** How many options there were to choose from; not read for a produced answer. */
  readonly options: number;
  readonly isHinted: boolean;
  /** The learner marked it. */
  readonly isSelfMarked: boolean;
}

/** Steps of the grid: shares 0, 0.01, … 1. */
const steps = 100;
const grid = Array.from({ length: steps + 1 }, (_, at) => at / steps);

const chosen = { slip: 0.08 };
const produced = { guess: 0.05, slip: 0.12 };
/** What a response keeps of its weight with each later one, and with a hint or the learner's own mark. */
const fade = 0.95;
const helped = 0.5;

/** Responses that are evidence: a wording asked twice on a day tells of that day only once. */
export function countedOf(responses: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return responses.filter(({ itemId, day }) => {
    const key = `${day} ${itemId}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** How likely a response is right when a share k is known. */
function chanceRight(k: number, { isProduced, options }: Evidence): number {
  const { guess, slip } = isProduced ? produced : { guess: 1 / Math.max(2, options), ...chosen };
  return k * (1 - slip) + (1 - k) * guess;
}

/** The weight of each counted response, oldest first. */
const weightOf = ({ isHinted, isSelfMarked }: Evidence, later: number): number =>
  fade ** later * (isHinted || isSelfMarked ? helped : 1);

/** The posterior on the grid 0, 0.01, … 1; sums to 1. `counted` as `countedOf` gives it, oldest first. */
export function posteriorOf(counted: readonly Evidence[]): number[] {
  const logs = grid.map((k) =>
    counted.reduce((sum, one, at) => {
      const chance = chanceRight(k, one);
      const weight = weightOf(one, counted.length - 1 - at);
      return sum + weight * Math.log(one.isRight ? chance : 1 - chance);
    }, 0),
  );
  const most = Math.max(...logs);
  const raw = logs.map((one) => Math.exp(one - most));
  const total = raw.reduce((sum, one) => sum + one, 0);
  return raw.map((one) => one / total);
}

/** The chance that at least a share is known. */
export const chanceOfAtLeast = (posterior: readonly number[], share: number): number =>
  posterior.reduce((sum, one, at) => ((grid[at] ?? 0) >= share - 1e-9 ? sum + one : sum), 0);

/** The mean share known. */
export const meanOf = (posterior: readonly number[]): number =>
  posterior.reduce((sum, one, at) => sum + one * (grid[at] ?? 0), 0);

/** The share below which so much of the posterior lies. */
export function quantileOf(posterior: readonly number[], part: number): number {
  let sum = 0;
  for (const [at, one] of posterior.entries()) {
    sum += one;
    if (sum >= part) return grid[at] ?? 1;
  }
  return 1;
}
