// Structured logs: one JSON line each. Never given a key, a token, a cookie or a message's text.

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

function describe(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : null;
  return { error: error.name, error_message: error.message, stack: error.stack, cause };
}

function write(level: "info" | "warn" | "error", event: string, fields: Fields): void {
  const line = JSON.stringify({ level, event, time: new Date().toISOString(), ...fields });
  process.stdout.write(`${line}\n`);
}

export const info = (event: string, fields: Fields = {}): void => write("info", event, fields);

export const warn = (event: string, fields: Fields = {}, error?: unknown): void =>
  write("warn", event, error === undefined ? fields : { ...fields, ...describe(error) });

export const error = (event: string, cause: unknown, fields: Fields = {}): void =>
  write("error", event, { ...fields, ...describe(cause) });
