// What a set of choices as a whole gives away: what they score who always take the longest or the first option.
import type { Item, ItemOf } from "../item.ts";
import { lengthOf } from "./choice.ts";
import type { Flaw } from "./flaw.ts";

type Choice = ItemOf<"choice">;

/** What the longest-option guesser may score, and how far a position's share may be from an even one. */
const maxLongest = 0.32;
const maxOff = 0.05;
/** Fewer choices say nothing about a habit. */
const minChoices = 8;

export interface SetMeasure {
  readonly choices: number;
  /** Shares of right answers, 0 to 1. Among equally long options a guesser draws one. */
  readonly longest: number;
  readonly first: number;
  /** What drawing an option at random scores. */
  readonly chance: number;
  /** The share of choices whose key is written first, second, … */
  readonly positions: readonly number[];
}

const choicesOf = (items: readonly Item[]): Choice[] =>
  items.filter((item) => item.kind === "choice").filter(({ options }) => options.length > 0);

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;

function longestScore({ options, key }: Choice): number {
  const longest = Math.max(...options.map(lengthOf));
  const taken = options.filter((option) => lengthOf(option) === longest);
  return taken.filter(({ id }) => key.includes(id)).length / taken.length;
}

const positionOf = ({ options, key }: Choice): number =>
  options.findIndex(({ id }) => key.includes(id));

/** Measures the choices among a set's items, in the order in which their options are written. */
export function measureSet(items: readonly Item[]): SetMeasure {
  const choices = choicesOf(items);
  const width = Math.max(0, ...choices.map(({ options }) => options.length));
  const positions = Array.from({ length: width }, (_, at) =>
    mean(choices.map((one) => (positionOf(one) === at ? 1 : 0))),
  );
  return {
    choices: choices.length,
    longest: mean(choices.map(longestScore)),
    first: positions[0] ?? 0,
    chance: mean(choices.map(({ options }) => 1 / options.length)),
    positions,
  };
}

/** Two standard errors of a share among so many: what chance alone may do. */
const slack = (share: number, count: number): number =>
  2 * Math.sqrt((share * (1 - share)) / count);

const percent = (share: number): string => `${String(Math.round(share * 100))} %`;

/**
 * Flaws of a set of at least eight choices. A guesser may score the aim (the longest 32 %, a position 5 points off an
 * even share) or what chance alone explains in so few choices, whichever is more.
 */
export function checkSet(items: readonly Item[]): Flaw[] {
  const choices = choicesOf(items);
  const { longest, chance, positions } = measureSet(items);
  const count = choices.length;
  if (count < minChoices) return [];
  const flaws: Flaw[] = [];
  if (longest > Math.max(maxLongest, chance + slack(chance, count)))
    flaws.push({
      code: "set_longest_key",
      sentence: `Who always takes the longest option gets ${percent(longest)} right; chance is ${percent(chance)}.`,
    });
  for (const [at, share] of positions.entries()) {
    const even = mean(choices.map(({ options }) => (at < options.length ? 1 / options.length : 0)));
    if (Math.abs(share - even) <= Math.max(maxOff, slack(even, count))) continue;
    flaws.push({
      code: "set_key_position",
      sentence: `The right option is written at place ${String(at + 1)} in ${percent(share)} of the choices; even would be ${percent(even)}.`,
    });
  }
  return flaws;
}
