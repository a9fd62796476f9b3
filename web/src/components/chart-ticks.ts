// Which marks the axes of a plot have.

/** Values from 0 to at least `max`, in steps of 1, 2, 2.5 or 5 times a power of ten; `count` at most, the zero aside. */
export function ticksUpTo(max: number, count: number): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999_999);
  const size = step ?? 10 * power;
  const steps = Math.max(1, Math.ceil(max / size - 1e-9));
  // Not by adding: 0.1 + 0.2 would be written 0.30000000000000004.
  return Array.from({ length: steps + 1 }, (_, n) => Number((n * size).toPrecision(12)));
}

/** Which of `count` names there is room for: evenly spread, the first among them. */
export function shownNames(count: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: Math.ceil(count / every) }, (_, n) => n * every);
}

/** What is drawn of a stack, the lowest first: each series on top of those before it. */
export function stacked(series: readonly (readonly number[])[]): number[][] {
  let below: readonly number[] = [];
  return series.map((values) => {
    const top = values.map((value, index) => value + (below[index] ?? 0));
    below = top;
    return top;
  });
}
