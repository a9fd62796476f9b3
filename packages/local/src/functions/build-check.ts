// Whether a finished build may be deployed. Many editors save by truncating a file and then writing it: a build in
// between finds nothing wrong, and would deploy a function without its code.
import type { BuildResult, Metafile } from "esbuild";
import { relative } from "node:path";
import { repositoryRoot } from "../paths.ts";

/** What is read of a build's result. */
export interface FunctionBuild extends Pick<BuildResult, "outputFiles"> {
  readonly metafile?: Metafile | undefined;
}

/** Checks the builds of one list of functions, each against the last that was accepted. */
export class BuildCheck {
  /** Paths of the functions' bundles, from the repository's root as esbuild has them. */
  readonly #bundles: readonly string[];
  #accepted: Metafile | undefined;

  /** `bundles`: absolute paths. */
  constructor(bundles: readonly string[]) {
    this.#bundles = bundles.map((path) => relative(repositoryRoot, path));
  }

  /** Whether no build has been accepted yet. */
  get isFirst(): boolean {
    return this.#accepted === undefined;
  }

  accept({ metafile }: FunctionBuild): void {
    this.#accepted = metafile;
  }

  /** One sentence, without its full stop, on why a build is not to be deployed; undefined when it may be. */
  problemOf({ metafile }: FunctionBuild): string | undefined {
    if (!metafile) return "esbuild did not say what it made";
    const before = this.#accepted?.inputs ?? {};
    for (const [path, { bytes }] of Object.entries(metafile.inputs)) {
      if (bytes === 0 && (before[path]?.bytes ?? 0) > 0) return `${path} has become empty`;
    }
    for (const bundle of this.#bundles) {
      const output = metafile.outputs[bundle];
      if (!output?.exports.includes("handler")) {
        return `${output?.entryPoint ?? bundle} exports no handler`;
      }
    }
    return undefined;
  }
}
