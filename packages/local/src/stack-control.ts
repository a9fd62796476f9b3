// The runner's own port: the status of the stack, and orders to make it misbehave.
import { storedSecret } from "./data-folder.ts";
import { controlSecret, startControl } from "./faults/control.ts";
import type { FaultTarget } from "./faults/fault-command.ts";
import type { Log } from "./log.ts";
import type { StackParts } from "./stack-parts.ts";
import { createStatusPages } from "./status/pages.ts";
import { createStatus, type StatusTarget } from "./status/report.ts";

/** Opens the port, notes what has to be stopped, and returns its address. */
export async function openControl(
  parts: StackParts,
  target: FaultTarget,
  looked: StatusTarget,
  log: Log,
): Promise<string> {
  parts.status = createStatus(looked);
  const secret = await storedSecret(parts.folder.path, controlSecret);
  parts.control = await startControl(target, secret, createStatusPages(parts.status), log);
  return parts.control.url;
}
