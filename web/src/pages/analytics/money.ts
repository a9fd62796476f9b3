// Dollars as each language writes them: most calls cost less than a cent.

/** Digits after the point that show two that count; six at most, the least that is told apart. */
const smallDigits = (usd: number): number =>
  Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(Math.abs(usd)))));

/** "$12.30", "$0.0042"; "$0" of nothing. */
export function dollars(language: string, usd: number): string {
  const digits =
    usd === 0
      ? { maximumFractionDigits: 0 }
      : Math.abs(usd) < 1 && { minimumFractionDigits: 2, maximumFractionDigits: smallDigits(usd) };
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    ...digits,
  }).format(usd);
}

/** For an axis: "$250", "$1.2K"; small sums as they are. */
export const shortDollars = (language: string, usd: number): string =>
  Math.abs(usd) < 100
    ? dollars(language, usd)
    : new Intl.NumberFormat(language, {
        style: "currency",
        currency: "USD",
        currencyDisplay: "narrowSymbol",
        notation: "compact",
        maximumFractionDigits: 1,
      }).format(usd);
