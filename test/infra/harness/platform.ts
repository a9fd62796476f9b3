// The installed half of SST: its components' sources and their packages, made by its own command in `.sst`, from npm
// alone. Made once, and again when a version changes.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@ai-learning/local/paths";

const run = promisify(execFile);

/** Absolute path of the platform's folder. */
export const platformRoot = join(repositoryRoot, ".sst/platform");

const markFile = join(repositoryRoot, ".sst/installed-for-tests");

/** Without the first two it would fetch Pulumi and Bun, which only a deployment needs. */
const offline = {
  SST_SKIP_DEPENDENCY_CHECK: "1",
  SST_NO_BUN: "1",
  SST_STAGE: "test",
  SST_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  AWS_EC2_METADATA_DISABLED: "true",
};

/** Makes sure of the platform. */
export async function ensurePlatform(): Promise<void> {
  const wanted = await version();
  const found = await readFile(markFile, "utf8").catch(() => "");
  if (found === wanted) return;
  const command = join(repositoryRoot, "node_modules/.bin/sst");
  const env = { ...process.env, ...offline };
  await run(command, ["install"], { cwd: repositoryRoot, env, timeout: 300_000 });
  await writeFile(markFile, wanted);
}

/** What the platform depends on: SST's version and the providers that sst.config.ts names. */
async function version(): Promise<string> {
  const sst = await readFile(join(repositoryRoot, "node_modules/sst/package.json"), "utf8");
  const config = await readFile(join(repositoryRoot, "sst.config.ts"), "utf8");
  const { version }: { version: string } = JSON.parse(sst);
  const providers = [...config.matchAll(/"\d+\.\d+\.\d+"/g)].map(([found]) => found);
  return [version, ...providers].join(" ");
}
