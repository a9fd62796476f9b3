// Builds every function of a list into `<outDir>/<name>/index.mjs`, as it is deployed, in one esbuild run.
import { dirname, join, resolve } from "node:path";
import { context, stop, version, type BuildOptions, type BuildResult, type Message } from "esbuild";
import { isBuilt, recordBuild } from "./build-record.ts";
import { functionsRoot, repositoryRoot } from "../paths.ts";
import { mirrorFolder, saveFile } from "./save-files.ts";
import { StartError } from "../start-error.ts";

/** What building needs to know of a function; the manifest's entries have these fields. */
export interface BundleFunction {
  readonly name: string;
  /** Relative to `packages/functions`, or absolute. */
  readonly entry: string;
  readonly assets?: readonly { readonly from: string; readonly to: string }[];
}

/** The bundles of one build, and the watch behind it if there is one. */
export interface Bundles {
  /** Absolute path of a function's bundle. */
  path(name: string): string;
  /** The compiled inside of a function process. */
  readonly childEntry: string;
  /** Ends the watch. */
  stop(): Promise<void>;
}

/** Told after each rebuild in watch mode. */
export type OnRebuild = (changed: readonly string[], problem?: string) => void;

const childName = ".child";

/** The deployed shape: Lambda's Node, ES modules, one file, `require` for dependencies that still call it. */
const shape = {
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  sourcemap: true,
  outExtension: { ".js": ".mjs" },
  banner: {
    js: 'import{createRequire as requireOfBundle}from"node:module";const require=requireOfBundle(import.meta.url);',
  },
  absWorkingDir: repositoryRoot,
  metafile: true,
  write: false,
  logLevel: "silent",
} satisfies BuildOptions;

/** Where the bundles of `outDir` are, built earlier. */
export function existingBundles(outDir: string): Bundles {
  const path = (name: string): string => join(outDir, name, "index.mjs");
  return { path, childEntry: path(childName), stop: async () => undefined };
}

/** Builds and watches that use esbuild's process; it is ended with the last of them. */
let users = 0;

async function leave(): Promise<void> {
  users -= 1;
  if (users === 0) await stop();
}

/**
 * Builds all functions unless that was done and nothing has changed; goes on rebuilding when `onRebuild` is given.
 *
 * @throws StartError with esbuild's first complaint
 */
export async function buildFunctions(
  functions: readonly BundleFunction[],
  outDir: string,
  onRebuild?: OnRebuild,
): Promise<Bundles> {
  const entry = (name: string, file: string): { in: string; out: string } => ({
    in: file,
    out: `${name}/index`,
  });
  const entryPoints = functions.map((spec) => entry(spec.name, resolve(functionsRoot, spec.entry)));
  entryPoints.push(entry(childName, join(import.meta.dirname, "child.ts")));
  const key = JSON.stringify([version, shape, entryPoints]);
  if (!onRebuild && (await isBuilt(outDir, key))) {
    await copyAssets(functions, outDir);
    return existingBundles(outDir);
  }
  let first = true;
  users += 1;
  const build = await context({
    ...shape,
    entryPoints,
    outdir: outDir,
    plugins: [
      {
        name: "after",
        setup(hooks): void {
          hooks.onEnd(async (result) => {
            if (first) return;
            const problem = result.errors[0];
            const changed = problem ? [] : await save(functions, outDir, result);
            onRebuild?.(changed, problem && describe(problem));
          });
        },
      },
    ],
  });
  try {
    const result = await build.rebuild();
    await save(functions, outDir, result);
    await recordBuild(outDir, key, {
      inputs: Object.keys(result.metafile.inputs),
      outputs: Object.keys(result.metafile.outputs),
    });
  } catch (thrown) {
    await leave();
    throw new StartError(`The functions do not build: ${firstProblem(thrown)}.`, { cause: thrown });
  }
  first = false;
  if (!onRebuild) {
    await leave();
    return existingBundles(outDir);
  }
  await build.watch();
  return { ...existingBundles(outDir), stop: leave };
}

/** Writes what differs and returns the names of functions with new code. */
async function save(
  functions: readonly BundleFunction[],
  outDir: string,
  result: BuildResult,
): Promise<string[]> {
  const changed = new Set<string>();
  for (const { path, contents } of result.outputFiles ?? []) {
    const written = await saveFile(path, contents);
    if (written && path.endsWith(".mjs")) changed.add(dirname(path).slice(outDir.length + 1));
  }
  await copyAssets(functions, outDir);
  return [...changed];
}

async function copyAssets(functions: readonly BundleFunction[], outDir: string): Promise<void> {
  for (const { name, assets = [] } of functions) {
    for (const { from, to } of assets) {
      await mirrorFolder(resolve(functionsRoot, from), join(outDir, name, to));
    }
  }
}

function firstProblem(thrown: unknown): string {
  const errors = thrown instanceof Error && "errors" in thrown ? thrown.errors : undefined;
  const problem: Message | undefined = Array.isArray(errors) ? errors[0] : undefined;
  return problem ? describe(problem) : String(thrown);
}

function describe(problem: Message): string {
  const { location, text } = problem;
  return location ? `${location.file}:${String(location.line)}: ${text}` : text;
}
