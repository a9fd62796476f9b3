// A record of a queue: which wake-up it is, and the ids under which its lines are logged.
import { wakeUp, type WakeUp } from "@ai-learning/core/adapters/queue";
import * as log from "@ai-learning/core/log";
import type { SQSRecord } from "aws-lambda";
import { parse, parseJson } from "../validate.ts";

/** Reads a record and acts on it. Throws `invalid_json`, `invalid_request`, and what `act` throws. */
export function onRecord<T>(record: SQSRecord, act: (wakeUp: WakeUp) => Promise<T>): Promise<T> {
  const message = parse(wakeUp, parseJson(record.body));
  return log.within(message, () => act(message));
}
