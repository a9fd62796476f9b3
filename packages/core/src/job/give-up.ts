// The end of a job that nobody works on.
import * as log from "../log.ts";
import { countJob } from "../metrics.ts";
import { announceEnded } from "./announce.ts";
import * as Rows from "./job.sql.ts";

/** Ends a job as failed and tells its owner; false when it is over or somebody holds it. */
export async function giveUp(jobId: string, error: string): Promise<boolean> {
  const ended = await Rows.giveUp(jobId, error);
  if (ended === null) return false;
  log.warn("job_given_up", { job_id: jobId, user_id: ended.user_id, kind: ended.kind });
  countJob(ended.status, ended.kind);
  await announceEnded(ended);
  return true;
}
