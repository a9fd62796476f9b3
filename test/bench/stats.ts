// Medians and slow ends of samples.

/** The value below which a share (0 to 1) of the samples lies, between neighbours by proportion; NaN of none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** Median and slow end, as a row carries them. */
export const timing = (samples: readonly number[]): { value: number; p95: number } => ({
  value: median(samples),
  p95: quantile(samples, 0.95),
});
