// Every minute: turns and jobs whose wake-up or worker was lost are woken, sockets whose sign-in ran out are
// closed, and what is over is deleted: guests long gone, refresh tokens, windows of limits.
import { rollUp } from "@ai-learning/core/analytics/roll-up";
import { closeExpired } from "@ai-learning/core/connection/close";
import * as Limit from "@ai-learning/core/auth/rate-limit";
import * as log from "@ai-learning/core/log";
import * as Jobs from "@ai-learning/core/job/job";
import { wakeLost } from "@ai-learning/core/turn/turn";
import * as SignIn from "@ai-learning/core/auth/sign-in";
import * as Users from "@ai-learning/core/user/user";

const mostGuests = 500;
const mostRows = 5_000;
const rollUpMs = 10_000;

export async function handler(): Promise<{
  woken: number;
  woken_jobs: number;
  closed_sockets: number;
  deleted_guests: number;
}> {
  const [woken, wokenJobs] = await Promise.all([wakeLost(), Jobs.wakeLost()]);
  const closed = await closeExpired();
  if (closed > 0) log.info("sockets_closed", { count: closed });
  const deleted = await Users.deleteStaleGuests(mostGuests);
  if (deleted > 0) log.info("guests_deleted", { count: deleted });
  await Promise.all([Limit.sweep(mostRows), SignIn.sweep(mostRows)]);
  // Last: figures are right without it, only slower.
  await rollUp(rollUpMs);
  return { woken, woken_jobs: wokenJobs, closed_sockets: closed, deleted_guests: deleted };
}
