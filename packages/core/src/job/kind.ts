// What a kind of job is: the work that turns a claim into a result.
import type { Answer, Request } from "../model/client.ts";
import type { Claim } from "./job.sql.ts";

/** What the work of a job is given. */
export interface Work {
  readonly claim: Claim;
  /**
   * Asks the claim's model; each call has a ledger row of its own. The answer ended well, but may be cut.
   * @throws PublicError what went wrong with the model
   */
  readonly ask: (request: Pick<Request, "messages" | "settings" | "schema">) => Promise<Answer>;
}

/** Returns what the job's result holds. @throws PublicError why there is none */
export type Run = (work: Work) => Promise<Readonly<Record<string, unknown>>>;
