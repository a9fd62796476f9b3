// How every command ends: code 0, or one sentence and code 1.
import { StartError } from "./start-error.ts";
import { printError } from "./terminal.ts";

/** Runs a command's body, and exits. Only a defect of ours shows a stack. */
export async function runCommand(body: () => Promise<void>): Promise<never> {
  try {
    await body();
  } catch (thrown) {
    if (thrown instanceof StartError) printError(thrown.message);
    else printError(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    process.exit(1);
  }
  process.exit();
}
