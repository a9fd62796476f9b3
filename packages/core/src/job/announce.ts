// Telling every open tab of a user that a job has ended.
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import * as Connections from "../connection/connection.ts";
import { sentenceOf } from "../error.ts";
import * as log from "../log.ts";
import { deliver } from "../turn/transport.ts";
import type { JobRow } from "./job.sql.ts";
import { show } from "./job.ts";

/** `job_done`, for one connection. */
function frameOf(row: JobRow, connection: Connections.Connection): ServerFrame {
  const { id, kind, track_id, error } = show(row);
  return {
    type: "job_done",
    session_id: connection.session_key,
    job_id: id,
    kind,
    status: row.status === "complete" ? "complete" : "failed",
    track_id,
    ...(error !== null && { error_code: error.code, message: sentenceOf(error.code) }),
    ...row.notes,
    timestamp: new Date().toISOString(),
  };
}

/** A client of the original knows no jobs: it reads the answer to its request. */
const follows = (connection: Connections.Connection): boolean =>
  connection.channel === "chat" &&
  connection.protocol >= 2 &&
  connection.token_expires_at * 1000 > Date.now();

/** `job_done` to the open tabs of the job's owner. What cannot be told is read when a tab returns. */
export async function announceEnded(job: JobRow): Promise<void> {
  try {
    const connections = (await Connections.ofUser(job.user_id)).filter(follows);
    await Promise.all(connections.map((one) => deliver(one, frameOf(job, one))));
  } catch (error) {
    log.warn("job_not_announced", { job_id: job.id }, error);
  }
}
