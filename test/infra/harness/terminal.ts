// Runs lines of the guide in bash, as somebody at a terminal does: questions are answered, passwords are typed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "@ai-learning/local/paths";

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** The CDK asks only at a terminal; to it and to npm, these pipes are one. */
const terminal = "--import=data:text/javascript,process.stdin.isTTY=process.stdout.isTTY=true";

/** Without the first two, SST would fetch Pulumi and Bun, which setting a secret does not need. */
const quiet = {
  SST_SKIP_DEPENDENCY_CHECK: "1",
  SST_NO_BUN: "1",
  SST_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  NO_COLOR: "1",
};

interface Hands {
  /** What is typed where the block itself reads, a line each. */
  readonly typed?: readonly string[];
  /** How many questions are answered with `y`; one more finds nobody there. */
  readonly yes?: number;
}

/** Runs a block of the guide in the repository. */
export async function runBlock(
  block: string,
  env: Readonly<Record<string, string>>,
  { typed = [], yes = 0 }: Hands = {},
): Promise<Outcome> {
  const bin = join(repositoryRoot, "node_modules/.bin");
  const own = { ...quiet, ...env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
  const child = spawn("bash", ["-e", "-o", "pipefail", "-c", block], {
    cwd: repositoryRoot,
    env: { ...process.env, ...own, ...(yes > 0 && { NODE_OPTIONS: terminal }) },
  });
  let output = "";
  let answered = 0;
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    const questions = output.split("(y/n)").length - 1;
    for (; answered < Math.min(questions, yes); answered += 1) {
      child.stdin.write("y\n");
      // The CDK does not end while somebody could still type.
      if (answered === yes - 1) child.stdin.end();
    }
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  for (const line of typed) child.stdin.write(`${line}\n`);
  if (yes === 0) child.stdin.end();
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}
