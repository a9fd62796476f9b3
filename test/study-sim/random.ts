// Numbers that a seed decides.

export interface Random {
  /** From 0 to 1. */
  readonly next: () => number;
  /** Of a normal distribution, mean 0, deviation 1. */
  readonly normal: () => number;
}

/** A generator for a seed and a name, so that what one draws does not move what another draws (mulberry32). */
export function randomOf(seed: number, name: string): Random {
  let state = seed >>> 0;
  for (const sign of name) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal };
}
