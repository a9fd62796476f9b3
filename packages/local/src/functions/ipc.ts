// What the runner and a function's process say to each other, as JSON over the IPC channel.

/** Makes a booted process become one function. Sent once. */
export interface LoadRequest {
  readonly kind: "load";
  readonly name: string;
  /** Absolute path of the bundle; it exports `handler`. */
  readonly bundle: string;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** One call. `deadline` is in epoch milliseconds. */
export interface InvokeRequest {
  readonly kind: "invoke";
  readonly requestId: string;
  readonly event: unknown;
  readonly deadline: number;
}

/** Runner to process. */
export type ToProcess = LoadRequest | InvokeRequest;

/** How a call ended, in Lambda's own words. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

/** The function's code has been imported, or cannot be: from now on calls are answered. Sent once. */
export interface LoadedReport {
  readonly kind: "loaded";
}

/** How one call ended. */
export interface InvokeReport {
  readonly kind: "outcome";
  readonly requestId: string;
  readonly outcome: Outcome;
}

/** Process to runner. */
export type FromProcess = LoadedReport | InvokeReport;
