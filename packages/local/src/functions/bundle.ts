// Builds every function of a list into `<outDir>/<name>/index.mjs`, as it is deployed, in one esbuild run.
import { dirname, join, resolve } from "node:path";
import { context, stop, version, type BuildOptions, type Message, type Plugin } from "esbuild";
import { BuildCheck, type FunctionBuild } from "./build-check.ts";
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

/** Called after each rebuild in watch mode. */
export type OnRebuild = (changed: readonly string[], problem?: string) => void;

const childName = ".child";

/** What is deployed: Lambda's Node, ES modules, one file, `require` for dependencies that still call it. */
const buildOptions = {
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
let esbuildUsers = 0;

async function releaseEsbuild(): Promise<void> {
  esbuildUsers -= 1;
  if (esbuildUsers === 0) await stop();
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
  const entryPoints = entryPointsOf(functions);
  const key = JSON.stringify([version, buildOptions, entryPoints]);
  if (!onRebuild && (await isBuilt(outDir, key))) {
    await copyAssets(functions, outDir);
    return existingBundles(outDir);
  }
  const check = new BuildCheck(functions.map(({ name }) => existingBundles(outDir).path(name)));
  const deploy = async (result: FunctionBuild): Promise<string[]> => {
    check.accept(result);
    return save(functions, outDir, result);
  };
  const plugins = onRebuild ? [rebuildPlugin(check, deploy, onRebuild)] : [];
  esbuildUsers += 1;
  const build = await context({ ...buildOptions, entryPoints, outdir: outDir, plugins });
  try {
    const result = await build.rebuild();
    const problem = check.problemOf(result);
    if (problem !== undefined) throw new Error(problem);
    await deploy(result);
    await recordBuild(outDir, key, {
      inputs: Object.keys(result.metafile.inputs),
      outputs: Object.keys(result.metafile.outputs),
    });
  } catch (thrown) {
    await releaseEsbuild();
    throw new StartError(`The functions do not build: ${firstProblem(thrown)}.`, { cause: thrown });
  }
  if (!onRebuild) {
    await releaseEsbuild();
    return existingBundles(outDir);
  }
  await build.watch();
  return { ...existingBundles(outDir), stop: releaseEsbuild };
}

function entryPointsOf(functions: readonly BundleFunction[]): { in: string; out: string }[] {
  const child = { name: childName, entry: join(import.meta.dirname, "child.ts") };
  return [...functions, child].map(({ name, entry }) => ({
    in: resolve(functionsRoot, entry),
    out: `${name}/index`,
  }));
}

/** Deploys each build after the first, unless it has a problem, and reports both. */
function rebuildPlugin(
  check: BuildCheck,
  deploy: (result: FunctionBuild) => Promise<string[]>,
  onRebuild: OnRebuild,
): Plugin {
  return {
    name: "deploy-rebuilt",
    setup(build): void {
      build.onEnd(async (result) => {
        if (check.isFirst) return;
        const [error] = result.errors;
        const problem = error ? describe(error) : check.problemOf(result);
        onRebuild(problem === undefined ? await deploy(result) : [], problem);
      });
    },
  };
}

/** Writes what differs and returns the names of functions with new code. */
async function save(
  functions: readonly BundleFunction[],
  outDir: string,
  result: FunctionBuild,
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
