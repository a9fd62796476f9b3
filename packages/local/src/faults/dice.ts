// Chance that can be repeated: a seed decides every roll, and each name has a sequence of its own, so that one fault
// being rolled more often does not change when another happens.

/** Dice of one seed. */
export interface Dice {
  /** The next number of a name's sequence, from 0 up to but not including 1. */
  next(name: string): number;
}

/** Fresh sequences of a seed, a whole number. */
export function createDice(seed: number): Dice {
  const states = new Map<string, number>();
  return {
    next(name) {
      // mulberry32: small, and even enough for deciding whether to break something.
      const state = ((states.get(name) ?? hash(name) ^ seed) + 0x6d2b79f5) | 0;
      states.set(name, state);
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value;
}
