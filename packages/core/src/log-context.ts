// The ids of the work in progress: every line logged meanwhile carries them, from any module.
import { AsyncLocalStorage } from "node:async_hooks";

/** Names that may stand in every line: ids alone, never what somebody wrote. */
export interface Ids {
  /** The request or frame that began it, also in functions that the queue woke. */
  readonly request_id?: string | null | undefined;
  readonly connection_id?: string | null | undefined;
  readonly user_id?: string | null | undefined;
  readonly chat_id?: string | null | undefined;
  /** Of a turn: its answer. */
  readonly message_id?: string | null | undefined;
  readonly job_id?: string | null | undefined;
}

const storage = new AsyncLocalStorage<Ids>();

/** Does something under these ids and those that are known already. */
export const within = <T>(ids: Ids, act: () => T): T =>
  storage.run({ ...storage.getStore(), ...ids }, act);

/** Adds ids that became known to everything that still runs in the same `within`; without one nothing happens. */
export function add(ids: Ids): void {
  const known = storage.getStore();
  if (known !== undefined) Object.assign(known, ids);
}

/** The ids of the work in progress. */
export const current = (): Ids => storage.getStore() ?? {};

/** The trace that AWS X-Ray keeps of the call, where it keeps one: `Root=1-…;Parent=…;Sampled=…`. */
export function traceId(): string | undefined {
  return /Root=([\w-]+)/.exec(process.env["_X_AMZN_TRACE_ID"] ?? "")?.[1];
}
