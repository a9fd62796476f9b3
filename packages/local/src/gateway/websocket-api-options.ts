// What the parts of the WebSocket API are given.
import type { FaultBoard } from "../faults/faults.ts";
import type { Outcome } from "../functions/ipc.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Throttle } from "./token-bucket.ts";

/** What the WebSocket API needs. */
export interface WebSocketApiOptions {
  /** Function by route key, `$connect`, `$disconnect` and `$default` among them. */
  readonly routes: ReadonlyMap<string, string>;
  readonly pathPattern: RegExp;
  /** The path at which the API itself answers, for requests that did not pass the edge. */
  readonly directPath: string;
  readonly invoke: (name: string, event: unknown) => Promise<Outcome>;
  readonly throttle: Throttle;
  readonly edgeSecret: string;
  readonly stage: string;
  readonly limits: Limits;
  readonly faults: FaultBoard;
  readonly log: Log;
}
