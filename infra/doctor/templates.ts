// The bootstrap's templates of this checkout, as `npm run bootstrap:deploy` would send them.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const app = fileURLToPath(new URL("../bootstrap/main.ts", import.meta.url));

export type Templates = Readonly<Record<string, unknown>>;

/** Templates by the names of their stacks. In a process of its own: the CDK is slow to load, and another tool's. */
export async function templatesOf(stacks: readonly string[]): Promise<Templates> {
  const outdir = await mkdtemp(join(tmpdir(), "doctor-"));
  try {
    // What infra/bootstrap/cdk.json tells the CDK's command line. A stack is the same in whichever account it is.
    const CDK_CONTEXT_JSON = JSON.stringify({
      account: "all",
      "aws:cdk:disable-path-metadata": true,
    });
    await run(process.execPath, [app], {
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON },
    });
    const read = async (stack: string) =>
      [
        stack,
        JSON.parse(await readFile(join(outdir, `${stack}.template.json`), "utf8")) as unknown,
      ] as const;
    return Object.fromEntries(await Promise.all(stacks.map(read)));
  } finally {
    await rm(outdir, { recursive: true });
  }
}
