// Random numbers of one seed, in the words that the plan needs.
import { createDice } from "@ai-learning/local/faults/dice";

export interface Random {
  /** True so often. */
  readonly is: (name: string, probability: number) => boolean;
  /** A number from `from` up to `to`. */
  readonly between: (name: string, from: number, to: number) => number;
  /** A whole number from 0 up to but not including `count`. */
  readonly index: (name: string, count: number) => number;
  /** One of a list that is not empty. */
  readonly one: <T>(name: string, list: readonly [T, ...T[]]) => T;
  /** The list in another order. */
  readonly shuffled: <T>(name: string, list: readonly T[]) => T[];
}

export function randomFrom(seed: number): Random {
  const dice = createDice(seed);
  const index = (name: string, count: number): number => Math.floor(dice.next(name) * count);
  return {
    is: (name, probability) => dice.next(name) < probability,
    between: (name, from, to) => from + dice.next(name) * (to - from),
    index,
    one: (name, list) => list[index(name, list.length)] ?? list[0],
    shuffled(name, list) {
      const left = [...list];
      return list.flatMap(() => left.splice(index(name, left.length), 1));
    },
  };
}
