// The order in which a learner sees options: another for every response, the same whenever that response is shown again.
import { createHash } from "node:crypto";

/** Numbers from 0 to 1 that a text decides (xorshift128 seeded by its SHA-256). */
function randomOf(seed: string): () => number {
  const digest = createHash("sha256").update(seed).digest();
  let [x, y, z, w] = [0, 4, 8, 12].map((at) => digest.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  w |= 1;
  return () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ (t ^ (t >>> 8))) >>> 0;
    return w / 2 ** 32;
  };
}

/** A copy in the order that belongs to a response's id (Fisher and Yates); every order is as likely as any other. */
export function shuffledFor<T>(responseId: string, options: readonly T[]): T[] {
  const random = randomOf(responseId);
  const shuffled = [...options];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [one, two] = [shuffled[last], shuffled[other]] as [T, T];
    [shuffled[last], shuffled[other]] = [two, one];
  }
  return shuffled;
}
