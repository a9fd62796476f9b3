// How every command ends: code 0, or one sentence and code 1, or with the npm that runs it.
import { whenNpmIsGone } from "./npm-parent.ts";
import { StartError } from "./start-error.ts";
import { printError } from "./terminal.ts";

/** The exit code of a command whose npm is gone, as of one whose terminal is: 128 + SIGHUP. */
const hangUpCode = 129;

/**
 * Runs a command's body, and exits. Only a defect of ours shows a stack.
 *   onNpmGone: what to do when the npm that runs the command dies; exits unless given.
 */
export async function runCommand(
  body: () => Promise<void>,
  onNpmGone: () => void = () => process.exit(hangUpCode),
): Promise<never> {
  try {
    await whenNpmIsGone(onNpmGone);
    await body();
  } catch (thrown) {
    if (thrown instanceof StartError) printError(thrown.message);
    else printError(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    process.exit(1);
  }
  process.exit();
}
