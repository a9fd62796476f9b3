// The file of settings a newcomer starts with.
import { constants, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "./paths.ts";

/** Copies `.env.example` to `.env` unless there is one; false when there was. */
export async function createEnvironmentFile(): Promise<boolean> {
  const example = join(repositoryRoot, ".env.example");
  try {
    await copyFile(example, join(repositoryRoot, ".env"), constants.COPYFILE_EXCL);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") return false;
    throw thrown;
  }
}
