// Waits for a job of the service: its end is asked for again and again, also while the network is away.
import { ApiError } from "@ai-learning/client/api-error";
import type { Clock } from "@ai-learning/client/clock";
import { createPoll } from "@ai-learning/client/poll";
import type { Job } from "@ai-learning/protocol/job";

export interface JobWait {
  readonly read: (id: string) => Promise<Job>;
  readonly clock: Clock;
}

/** Answers after which asking again is of use. */
const isPassing = (error: ApiError): boolean => error.status === 0 || error.status >= 429;

/**
 * Resolves when the job is complete.
 * @throws ApiError why the job failed, or why it cannot be read; the signal's reason when it is aborted
 */
export function waitForJob(
  id: string,
  signal: AbortSignal,
  { read, clock }: JobWait,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const poll = createPoll(clock, look);
    const end = (act: () => void): false => {
      poll.close();
      signal.removeEventListener("abort", giveUp);
      act();
      return false;
    };
    const giveUp = (): void => void end(() => reject(signal.reason as Error));

    async function look(): Promise<boolean> {
      try {
        const { status, error } = await read(id);
        if (status === "complete") return end(resolve);
        if (status !== "failed") return true;
        const { code = "internal_error", detail = "" } = error ?? {};
        return end(() => reject(new ApiError({ code, detail, status: 200 })));
      } catch (error) {
        if (error instanceof ApiError && isPassing(error)) return true;
        return end(() => reject(error));
      }
    }

    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp);
    poll.wake();
  });
}
