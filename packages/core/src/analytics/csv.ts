// Rows as CSV (RFC 4180).

type Cell = string | number | null;

/** What a spreadsheet takes for a formula when a cell begins with it; people, and model servers, choose titles and names. */
const formula = /^[=+\-@\t\r]/;

function cellOf(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const plain = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const lineOf = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(",")}\r\n`;

/** The rows under a line of their fields' names; `null` is an empty cell. Text never becomes a formula. */
export function csvOf<Row extends Readonly<Record<string, Cell>>>(
  fields: readonly (keyof Row & string)[],
  rows: readonly Row[],
): string {
  const lines = rows.map((row) => lineOf(fields.map((field) => row[field] ?? null)));
  return lineOf(fields) + lines.join("");
}
