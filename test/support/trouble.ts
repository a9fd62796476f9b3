// What the shared stack logged of its own troubles, printed only when a test failed: a wake-up that was not sent explains
// a frame that did not come.
import type { Log } from "@ai-learning/local/log";

/** Events of the platform itself; what a scripted model was told to do wrong would hide them. */
const platformEvent =
  /"event":"(?:budget_not_told|checkpoint_failed|connections_not_read|database_away|job_broke|job_not_announced|lease_not_renewed|not_announced|post_failed|request_broke|turn_broke|wakeup_not_held|wakeup_not_sent)"|"code":"(?:database_unavailable|internal_error)"/;

const maxLines = 100;
const maxLineLength = 400;

export interface Trouble {
  /** Takes what the stack reports. */
  readonly log: Log;
  /** Prints the last lines. */
  print(): void;
}

export function collectTrouble(): Trouble {
  const lines: string[] = [];
  return {
    log: (source, line, level = "info") => {
      const isOwn = !line.startsWith("{") && level !== "info";
      if (!isOwn && !platformEvent.test(line)) return;
      lines.push(`${new Date().toISOString()} ${source}: ${line.slice(0, maxLineLength)}`);
      if (lines.length > maxLines) lines.shift();
    },
    print: () => {
      if (lines.length === 0) return;
      process.stderr.write(`What the stack logged of itself:\n${lines.join("\n")}\n`);
    },
  };
}
