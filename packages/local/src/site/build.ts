// Builds the site with Vite, in a process of its own, unless that was done and nothing has changed since.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { isBuilt, fingerprintsOf, recordBuild } from "../functions/build-record.ts";
import { defaultSiteDir, repositoryRoot, siteRoot } from "../paths.ts";
import { filesIn, mirrorFolder } from "../functions/save-files.ts";
import { StartError } from "../start-error.ts";

const run = promisify(execFile);

/**
 * Makes sure that the built site is there and is what its sources say; true when it had to be built. `socketUrl` is
 * where its pages open their sockets, unless on their own origin.
 *
 * @throws StartError with Vite's first complaint
 */
export async function buildSite(outDir = defaultSiteDir, socketUrl = ""): Promise<boolean> {
  // Taken before the build: what is saved while it runs is not in it.
  const key = JSON.stringify([socketUrl, await fingerprintsOf(await sources())]);
  if (await isBuilt(outDir, key)) return false;
  const draft = await mkdtemp(join(tmpdir(), "ai-learning-site-"));
  try {
    await Promise.all([
      vite(draft, socketUrl, "vite.config.ts", "--manifest"),
      vite(draft, socketUrl, "diagram.config.ts"),
    ]);
    // A page must not appear before what it asks for.
    await mirrorFolder(join(draft, "assets"), join(outDir, "assets"));
    await mirrorFolder(draft, outDir);
    const outputs = (await filesIn(draft)).map((name) => join(outDir, name));
    await recordBuild(outDir, key, { inputs: [], outputs });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return true;
}

/** Everything that can change the outcome: the site, the packages it is built from, the versions of the others. */
async function sources(): Promise<string[]> {
  const own = (await filesIn(siteRoot)).filter((name) => !/^(?:dist|node_modules)\b/.test(name));
  const packages = ["protocol", "client"].map((name) =>
    join(repositoryRoot, "packages", name, "src"),
  );
  const theirs = await Promise.all(
    packages.map(async (folder) => (await filesIn(folder)).map((name) => join(folder, name))),
  );
  return [
    ...own.map((name) => join(siteRoot, name)),
    ...theirs.flat(),
    join(repositoryRoot, "package-lock.json"),
  ].toSorted();
}

/** Builds what a configuration of the site says, into a folder where there may be something already. */
async function vite(
  outDir: string,
  socketUrl: string,
  config: string,
  ...more: readonly string[]
): Promise<void> {
  const script = join(findPackageJSON("vite", import.meta.url) ?? "", "../bin/vite.js");
  const place = ["--outDir", outDir, "--emptyOutDir", "false"];
  const flags = ["--config", config, ...place, "--logLevel", "error", ...more];
  const env = { ...process.env, NODE_ENV: "production", NO_COLOR: "1", SOCKET_URL: socketUrl };
  try {
    await run(process.execPath, [script, "build", ...flags], { cwd: siteRoot, env });
  } catch (cause) {
    throw new StartError(`The site does not build: ${firstProblem(cause)}`, { cause });
  }
}

/** What is wrong and where, of all that a failed build prints. */
function firstProblem(thrown: unknown): string {
  const printed = thrown instanceof Error && "stderr" in thrown ? String(thrown.stderr) : "";
  const [, report = printed] = /Build failed with \d+ errors?:([\s\S]*)/.exec(printed) ?? [];
  const lines = stripVTControlCharacters(report)
    .replaceAll(/[\u2500-\u257f]/g, "")
    .split("\n")
    .map((line) => line.trim());
  return (
    lines
      .filter((line) => line !== "")
      .slice(0, 2)
      .join(" ") || String(thrown)
  );
}
