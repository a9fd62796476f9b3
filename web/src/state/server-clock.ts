// The server's clock, as far as an answer tells it: a device's own may be wrong.

/** A question for the time: when it was sent and answered by the device's clock, and the time in the answer. All in milliseconds. */
export interface TimeAsked {
  readonly sent: number;
  readonly answered: number;
  /** Of the header `Date`, which has whole seconds. */
  readonly date: number;
}

/** Milliseconds that the server's clock is ahead, to about a second; 0 where the answer has no time. */
export const leadOf = ({ sent, answered, date }: TimeAsked): number =>
  Number.isNaN(date) ? 0 : date + 500 - (sent + answered) / 2;

/** As `leadOf`, by asking the service; 0 where it cannot be reached. */
export async function askLead(): Promise<number> {
  try {
    const sent = Date.now();
    const { headers } = await fetch("/api/health", { method: "HEAD", cache: "no-store" });
    const date = Date.parse(headers.get("date") ?? "");
    return leadOf({ sent, answered: Date.now(), date });
  } catch {
    return 0;
  }
}
