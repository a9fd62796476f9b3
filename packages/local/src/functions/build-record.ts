// What a build was made from, so that the next start can tell that nothing has changed since: building takes
// seconds, looking takes milliseconds.
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { repositoryRoot } from "../paths.ts";
import { saveFile } from "./save-files.ts";

interface BuildRecord {
  /** Options and entries of the build. */
  readonly key: string;
  /** Age and size of each source, by its path from the repository's root. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
}

const recordFile = (outDir: string): string => join(outDir, ".build.json");

/** Notes what a finished build used and made; paths are absolute or from the repository's root. */
export async function recordBuild(
  outDir: string,
  key: string,
  made: { readonly inputs: readonly string[]; readonly outputs: readonly string[] },
): Promise<void> {
  const marks = await fingerprintsOf(made.inputs);
  const record: BuildRecord = { key, inputs: Object.fromEntries(marks), outputs: made.outputs };
  await saveFile(recordFile(outDir), Buffer.from(JSON.stringify(record)));
}

/** Whether a build of this key is in the folder and its sources are as they were. */
export async function isBuilt(outDir: string, key: string): Promise<boolean> {
  const text = await readFile(recordFile(outDir), "utf8").catch(() => undefined);
  if (text === undefined) return false;
  const record: BuildRecord = JSON.parse(text);
  if (record.key !== key) return false;
  const inputs = await fingerprintsOf(Object.keys(record.inputs));
  if (!inputs.every(([path, mark]) => record.inputs[path] === mark)) return false;
  const outputs = await fingerprintsOf(record.outputs);
  return outputs.every(([, mark]) => mark !== "absent");
}

/** Age and size of each file, or that it is not there. */
export function fingerprintsOf(paths: readonly string[]): Promise<[string, string][]> {
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => {
      const found = await stat(resolve(repositoryRoot, path)).catch(() => undefined);
      return [path, found ? `${String(found.mtimeMs)} ${String(found.size)}` : "absent"];
    }),
  );
}
