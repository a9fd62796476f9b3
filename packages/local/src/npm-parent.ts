// A script run by npm ends with npm. npm passes SIGTERM on to the shell between the two, which may keep it to itself, and
// a killed npm passes on nothing: what it ran would go on without anybody to stop it.
import { commandOf, parentOf, startOf } from "./process-identity.ts";

/** Milliseconds between looks. */
const intervalMs = 500;

/** A process above this one. */
interface Ancestor {
  readonly pid: number;
  readonly started: string | undefined;
}

/** Calls back once, when the npm that runs this script is gone; never without npm. */
export async function whenNpmIsGone(callback: () => void): Promise<void> {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const ancestors = await ancestorsUpToNpm();
  const look = async (): Promise<void> => {
    for (const { pid, started } of ancestors) {
      if ((await startOf(pid)) !== started) return callback();
    }
    setTimeout(() => void look(), intervalMs).unref();
  };
  await look();
}

/** The parent, and what is above it as long as that is the shell in which npm runs a script. */
async function ancestorsUpToNpm(): Promise<Ancestor[]> {
  const ancestors: Ancestor[] = [];
  let pid: number | undefined = process.ppid;
  while (pid !== undefined && pid > 1) {
    ancestors.push({ pid, started: await startOf(pid) });
    const isShell = /^\S*sh -c /.test((await commandOf(pid)) ?? "");
    pid = isShell ? await parentOf(pid) : undefined;
  }
  return ancestors;
}
