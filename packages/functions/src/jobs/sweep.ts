// Every minute: turns and jobs whose wake-up or worker was lost are woken, sockets whose sign-in ran out are
// closed, what is over is deleted (guests long gone, refresh tokens, windows of limits), the ledger is looked through, and
// figures are summed up.
import { rollUp } from "@ai-learning/core/analytics/roll-up";
import { closeExpired } from "@ai-learning/core/connection/close";
import * as Limit from "@ai-learning/core/auth/rate-limit";
import * as log from "@ai-learning/core/log";
import { measureOpen } from "@ai-learning/core/metrics";
import * as Jobs from "@ai-learning/core/job/job";
import { wakeLost } from "@ai-learning/core/turn/turn";
import * as SignIn from "@ai-learning/core/auth/sign-in";
import * as Ledger from "@ai-learning/core/usage/check";
import * as Users from "@ai-learning/core/user/user";
import type { Context } from "aws-lambda";

const mostGuests = 500;
const mostRows = 5_000;
const rollUpMs = 10_000;

interface Swept {
  readonly woken: number;
  readonly woken_jobs: number;
  readonly closed_sockets: number;
  readonly deleted_guests: number;
}

export const handler = (_event: unknown, context?: Pick<Context, "awsRequestId">): Promise<Swept> =>
  log.within({ request_id: context?.awsRequestId }, sweep);

async function sweep(): Promise<Swept> {
  const [turns, jobs] = await Promise.all([wakeLost(), Jobs.wakeLost()]);
  const closed = await closeExpired();
  if (closed > 0) log.info("sockets_closed", { count: closed });
  const deleted = await Users.deleteStaleGuests(mostGuests);
  if (deleted > 0) log.info("guests_deleted", { count: deleted });
  await Promise.all([Limit.sweep(mostRows), SignIn.sweep(mostRows)]);
  measureOpen(turns.open, jobs.open, await Ledger.check());
  // Last: figures are right without it, only slower.
  await rollUp(rollUpMs);
  return {
    woken: turns.woken,
    woken_jobs: jobs.woken,
    closed_sockets: closed,
    deleted_guests: deleted,
  };
}
