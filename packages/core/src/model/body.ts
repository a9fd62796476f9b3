// The body of an answer as text, within our limits.
/** Nothing that needs to be known: the body ends either way. */
const ignore = (): undefined => undefined;

/** The connection ended under a body. */
export class BodyBroke extends Error {
  override readonly name = "BodyBroke";
}

const broke = (cause: unknown): never => {
  throw new BodyBroke("the body broke off", { cause });
};

/**
 * The body's text, piece by piece; `onBytes` is called at every sign of life. However the reading ends, the connection is
 * free or closed afterwards. Ends early, without an error, when the signal is aborted. Throws BodyBroke.
 */
export async function* textOf(
  response: Response,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  // Ends a read under way, also on a body that does not know of the signal.
  const cancel = (): void => void reader.cancel().catch(ignore);
  signal.addEventListener("abort", cancel, { once: true });
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(broke);
      if (done || signal.aborted) break;
      onBytes(value.byteLength);
      const text = decoder.decode(value, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

/** The beginning of a body: as much of it as comes before it ends, breaks off or passes a limit. */
export async function beginningOf(
  response: Response,
  signal: AbortSignal,
  within: { readonly maxBytes: number; readonly ms: number },
): Promise<string> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), within.ms);
  let bytes = 0;
  let text = "";
  const count = (more: number): void => {
    bytes += more;
  };
  try {
    for await (const piece of textOf(response, AbortSignal.any([signal, late.signal]), count)) {
      text += piece;
      if (bytes > within.maxBytes) break;
    }
  } catch {
    // What came before it broke off says enough.
  } finally {
    clearTimeout(timer);
  }
  return text;
}
