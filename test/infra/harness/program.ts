// The program of sst.config.ts as SST's command makes it: one bundle with the platform's sources around ours. It has to
// lie inside the platform's folder, where its packages are.
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { repositoryRoot } from "@ai-learning/local/paths";
import type { Mocks } from "./mocks.ts";
import { platformRoot } from "./platform.ts";

/** What of Pulumi the harness drives. */
interface Pulumi {
  readonly runtime: {
    setMocks(
      mocks: Mocks,
      project: string,
      stack: string,
      preview: boolean,
      organization: string,
    ): Promise<void>;
    runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
    disconnect(): Promise<void>;
  };
}

export interface Program {
  readonly pulumi: Pulumi;
  run(): Promise<unknown>;
}

const entry = `
import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
import * as sst from "./src/components";
import { run as start } from "./src/auto/run.ts";
import config from "${join(repositoryRoot, "sst.config.ts")}";
Object.assign(globalThis, { sst, aws, random });
export { pulumi };
export const run = () => start(config.run);
`;

const banner = `
import { createRequire as programRequire } from "node:module";
import { fileURLToPath as programPath } from "node:url";
const require = programRequire(import.meta.url);
const __filename = programPath(import.meta.url);
const __dirname = programPath(new URL(".", import.meta.url));
`;

/** Bundles the program; the same for every stage, since `$app`, `$cli` and `$dev` are global when it is loaded. */
export async function bundleProgram(): Promise<{ file: string; remove(): Promise<void> }> {
  const file = join(platformRoot, `program-${randomUUID()}.mjs`);
  await build({
    stdin: { contents: entry, resolveDir: platformRoot, loader: "ts" },
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    banner: { js: banner },
    inject: [join(platformRoot, "src/shim/run.js")],
    external: [
      "@pulumi/*",
      "@pulumiverse/*",
      "@sst-provider/*",
      "@aws-sdk/*",
      "undici",
      "esbuild",
      "archiver",
      "glob",
      "vite",
    ],
    nodePaths: [join(platformRoot, "node_modules")],
    logLevel: "silent",
  });
  return { file, remove: () => rm(file, { force: true }) };
}
