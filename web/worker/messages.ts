// What a page and its service worker tell each other.

export type FromPage =
  /** Whatever the worker has served this page from the store so far is to be told. */
  | { readonly type: "hello" }
  /** Paths that the page asked the service for before the worker saw its requests. */
  | { readonly type: "opened"; readonly paths: readonly string[] }
  /** A chat as the page has it, mostly by its socket: to be kept as if it had been asked for. */
  | {
      readonly type: "chat";
      readonly user: string;
      readonly path: string;
      /** The answer to a request for its history, as JSON. */
      readonly body: string;
    };

/** What the page shows was loaded at that moment, ISO 8601, and not now. */
export interface FromWorker {
  readonly type: "from-store";
  readonly at: string;
}
