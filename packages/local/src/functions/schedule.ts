// The clock that EventBridge is in the cloud: calls functions every so many minutes.
import { randomUUID } from "node:crypto";
import { api } from "../gateway/aws-shapes.ts";
import type { Outcome } from "./ipc.ts";
import type { Log } from "../log.ts";

/** One function on the clock. */
export interface Scheduled {
  readonly name: string;
  readonly everyMs: number;
}

/** What the clock needs. */
export interface ScheduleOptions {
  readonly scheduled: readonly Scheduled[];
  readonly region: string;
  readonly invoke: (name: string, event: unknown) => Promise<Outcome>;
  readonly log: Log;
}

/** Starts the clock; each function is called at once, then at its interval. Returns what stops it. */
export function startSchedule({ scheduled, region, invoke, log }: ScheduleOptions): () => void {
  const call = async (name: string): Promise<void> => {
    const outcome = await invoke(name, scheduledEvent(name, region));
    if (!outcome.ok) log(name, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
  };
  const timers = scheduled.map(({ name, everyMs }) => {
    void call(name);
    return setInterval(() => void call(name), everyMs);
  });
  return () => timers.forEach(clearInterval);
}

function scheduledEvent(name: string, region: string): Record<string, unknown> {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: api.accountId,
    time: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [`arn:aws:events:${region}:${api.accountId}:rule/${name}`],
    detail: {},
  };
}
