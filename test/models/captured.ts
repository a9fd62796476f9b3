// What core logs while something is done, kept from the terminal: to be looked through, not read.

export interface Captured<T> {
  readonly result: T;
  readonly logged: string;
}

export async function captured<T>(work: () => Promise<T>): Promise<Captured<T>> {
  const write = process.stdout.write.bind(process.stdout);
  const lines: string[] = [];
  process.stdout.write = (text: string | Uint8Array): boolean => {
    lines.push(String(text));
    return true;
  };
  try {
    return { result: await work(), logged: lines.join("") };
  } finally {
    process.stdout.write = write;
  }
}
