// Builds the service worker with the site: one script beside the page, which knows what else the build made.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import type { Build } from "./worker/build.ts";

/** Files of `public` that a page needs to look and to work as it does. */
const pageFiles = ["/theme.js", "/favicon.svg", "/site.webmanifest"];

type Made = Rolldown.OutputBundle[string];

const contentsOf = (made: Made): string | Uint8Array =>
  made.type === "chunk" ? made.code : made.source;

/** What the worker has to know of a build. */
function describe(made: readonly Made[], publicFolder: string): Build {
  const known = readdirSync(publicFolder).map((name) => `/${name}`);
  const missing = pageFiles.filter((path) => !known.includes(path));
  if (missing.length > 0) throw new Error(`web/public has no ${missing.join(", ")}`);
  const hash = createHash("sha256");
  for (const one of made) hash.update(one.fileName).update(contentsOf(one));
  const assets = made
    .filter(({ fileName }) => fileName.startsWith("assets/"))
    .map((one) => [`/${one.fileName}`, Buffer.from(contentsOf(one)).length] as const);
  return { version: hash.digest("hex").slice(0, 12), assets, files: pageFiles };
}

/** Adds `sw.js` to the build of the site. */
export function buildWorker(): Plugin {
  let target: string | readonly string[] | false = false;
  return {
    name: "build-worker",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      target = config.build.target ?? false;
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const made = Object.values(bundle).toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1));
        const root = import.meta.dirname;
        const built = await build({
          root,
          configFile: false,
          publicDir: false,
          logLevel: "error",
          define: { BUILD: JSON.stringify(describe(made, join(root, "public"))) },
          build: {
            write: false,
            target: target === false ? false : [target].flat(),
            modulePreload: false,
            rolldownOptions: {
              input: join(root, "worker/worker.ts"),
              output: { format: "iife", entryFileNames: "sw.js" },
            },
          },
        });
        const [output] = [built].flat();
        if (output === undefined || !("output" in output)) throw new Error("sw.js was not built");
        const source = output.output[0].code;
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}
