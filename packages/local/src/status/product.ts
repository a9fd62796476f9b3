// What runs here, by version: our own, and those of the packages that stand in for the cloud.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../paths.ts";

/** The versions of one run; undefined for what cannot be told. */
export interface Product {
  readonly version: string | undefined;
  /** Of the checkout at the start. */
  readonly commit: string | undefined;
  readonly node: string;
  readonly dynalite: string | undefined;
  readonly fauxqs: string | undefined;
}

export async function readProduct(): Promise<Product> {
  const installed = (name: string): Promise<string | undefined> =>
    versionIn(join(repositoryRoot, "node_modules", name));
  const [version, commit, dynalite, fauxqs] = await Promise.all([
    versionIn(repositoryRoot),
    commitOf(repositoryRoot),
    installed("dynalite"),
    installed("fauxqs"),
  ]);
  return { version, commit, node: process.versions.node, dynalite, fauxqs };
}

async function versionIn(folder: string): Promise<string | undefined> {
  try {
    const { version }: { version?: string } = JSON.parse(
      await readFile(join(folder, "package.json"), "utf8"),
    );
    return version;
  } catch {
    return undefined;
  }
}

/** Undefined without git, and in a copy that is no checkout. */
async function commitOf(folder: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("git", ["rev-parse", "--short", "HEAD"], {
      cwd: folder,
      timeout: 2000,
    });
    return stdout.trim();
  } catch {
    return undefined;
  }
}
