// Waiting with a limit: neither the network nor the browser's storage is waited for forever.

/** What `work` comes to; undefined when it fails or takes longer than `ms`. */
export async function orNothing<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds that the network is waited for where there is a copy. */
export const networkLimitMs = 4_000;

/** Milliseconds that a copy is looked for. */
export const storageLimitMs = 2_000;

/**
 * The network's answer, whatever it says. A copy only when the network gives no answer, or not within the limit; without
 * a copy the network has all the time it wants.
 * @throws what `asked` rejects with, where there is no copy
 */
export async function networkFirst<T>(
  asked: Promise<T>,
  findCopy: () => Promise<T | undefined>,
): Promise<T> {
  const copy = (): Promise<T | undefined> => orNothing(findCopy(), storageLimitMs);
  const answer = await orNothing(asked, networkLimitMs);
  return answer ?? (await copy()) ?? asked;
}
