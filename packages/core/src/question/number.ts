// Numbers as learners write them, in Russian and in English.

/**
 * What a written number may mean: "3,5" and "3.5" are 3.5; "1 234,5" is 1234.5; "1,234" may be either. Empty when it is
 * no number. A unit or a percent sign after it is left off when it is `unit`.
 */
export function readingsOf(written: string, unit = ""): number[] {
  const text = written
    .normalize("NFKC")
    .trim()
    .replaceAll(/[−–]/g, "-")
    .replaceAll(/[\s'’_]/g, "");
  const suffix = unit.normalize("NFKC").replaceAll(/\s/g, "");
  const hasUnit = suffix !== "" && text.toLowerCase().endsWith(suffix.toLowerCase());
  const bare = hasUnit ? text.slice(0, -suffix.length) : text;
  const candidates = [bare.replace(",", ".")];
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) candidates.push(bare.replaceAll(",", ""));
  if (/^[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?$/.test(bare))
    candidates.push(bare.replaceAll(".", "").replace(",", "."));
  const numbers = candidates
    .filter((one) => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(one))
    .map(Number)
    .filter((one) => Number.isFinite(one));
  return [...new Set(numbers)];
}

/** Two numbers within a tolerance, give or take the last binary digit. */
export const isNear = (one: number, other: number, tolerance: number): boolean =>
  Math.abs(one - other) <= tolerance + 1e-9 * Math.max(1, Math.abs(other));
