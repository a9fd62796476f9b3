// Writing files so that stacks started side by side may share a folder: each whole, and only when it differs.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Writes a file at once, unless it has these contents; true when it was written. */
export async function saveFile(path: string, contents: Uint8Array): Promise<boolean> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents)) return false;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${String(process.pid)}`;
  await writeFile(draft, contents);
  await rename(draft, path);
  return true;
}

/** Makes a folder hold the same files as another. */
export async function mirrorFolder(from: string, to: string): Promise<void> {
  const wanted = await filesIn(from);
  await mkdir(to, { recursive: true });
  for (const name of wanted) await saveFile(join(to, name), await readFile(join(from, name)));
  for (const name of await filesIn(to)) {
    if (!wanted.includes(name)) await rm(join(to, name), { force: true });
  }
}

/** Every file below a folder, relative to it. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
