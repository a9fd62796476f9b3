// The only place that writes to the terminal.

/** Prints one line. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Prints one line to standard error. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The line for something that has started, and how long it took. */
export function stepLine(name: string, milliseconds: number, detail = ""): string {
  const time = `${(milliseconds / 1000).toFixed(1)} s`.padStart(7);
  return `  ${name.padEnd(26)}${time}${detail === "" ? "" : `   ${detail}`}`;
}
