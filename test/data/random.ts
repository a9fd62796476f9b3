// Random numbers of one seed, and ids made of them: the same seed gives the same data, ids included.

/** Spreads the bits of a number, so that neighbouring seeds have nothing in common. */
function spread(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A stream of random numbers (sfc32). Streams of one seed are independent of each other. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: number, stream = 0) {
    this.#a = spread(seed);
    this.#b = spread(stream ^ 0x9e3779b9);
    this.#c = spread(seed ^ spread(stream + 1));
    for (let at = 0; at < 12; at += 1) this.#bits();
  }

  #bits(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** From 0 up to but not including 1. */
  next(): number {
    return this.#bits() / 2 ** 32;
  }

  /** True so often. */
  is(probability: number): boolean {
    return this.next() < probability;
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** One of a list that is not empty. */
  one<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.next() * list.length)] ?? list[0];
  }

  /** One of a list that is not empty, as often as its weight says. */
  weighted<T>(list: readonly [readonly [T, number], ...(readonly [T, number])[]]): T {
    const total = list.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [value, weight] of list) {
      left -= weight;
      if (left < 0) return value;
    }
    return list[0][0];
  }

  /** Of a normal distribution around 0 with deviation 1 (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Of a log-normal distribution: half of them are below the median, the slow end is long. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** How many times something goes on that goes on with this mean, at most `most` times. */
  geometric(mean: number, most: number): number {
    const count = Math.floor(Math.log(1 - this.next()) / Math.log(mean / (mean + 1)));
    return Math.min(most, count);
  }

  /** A UUIDv7 of a moment, in milliseconds since 1970. */
  id(ms: number): string {
    const time = Math.floor(ms).toString(16).padStart(12, "0");
    const [one, two, three] = [this.#bits(), this.#bits(), this.#bits()];
    const byte = (bits: number, at: number): string => hex[(bits >>> (at * 8)) & 0xff] ?? "00";
    const variant = hex[0x80 | (two & 0x3f)] ?? "80";
    return `${time.slice(0, 8)}-${time.slice(8)}-7${byte(one, 0)}${byte(one, 1).slice(1)}-${variant}${byte(one, 2)}-${byte(one, 3)}${byte(two, 1)}${byte(two, 2)}${byte(two, 3)}${byte(three, 0)}${byte(three, 1)}`;
  }
}
