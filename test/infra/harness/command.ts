// Answers for SST's command, which components ask over HTTP: where its own buckets are, and to build a function.
import { createCipheriv } from "node:crypto";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { repositoryRoot } from "@ai-learning/local/paths";

/** What is asked when a function is to be built, or to be run live. */
export interface BuildRequest {
  readonly functionID: string;
  readonly handler: string;
  readonly runtime: string;
  readonly links: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly encryptionKey: string;
  readonly copyFiles: readonly { readonly from: string; readonly to: string }[];
}

interface Call {
  readonly method: string;
  readonly params: readonly [BuildRequest];
}

/** The command while one program runs. */
export interface Command {
  readonly url: string;
  /** Functions as asked for, in order. */
  readonly builds: BuildRequest[];
  readonly unknownMethods: string[];
  stop(): void;
}

const bootstrap = {
  asset: "sst-asset-test",
  state: "sst-state-test",
  assetEcrRegistryId: "1",
  assetEcrUrl: "ecr.test",
  appsyncHttp: "appsync.test",
  appsyncRealtime: "realtime.appsync.test",
};

/** Starts it; `isReal` bundles the functions instead of writing an empty one. */
export async function startCommand(workFolder: string, isReal: boolean): Promise<Command> {
  const builds: BuildRequest[] = [];
  const unknownMethods: string[] = [];

  async function answer({ method, params: [request] }: Call): Promise<unknown> {
    switch (method) {
      case "Provider.Aws.Bootstrap":
        return bootstrap;
      case "Provider.Aws.Appsync":
        return { http: bootstrap.appsyncHttp, realtime: bootstrap.appsyncRealtime };
      case "Runtime.AddTarget":
        builds.push(request);
        return true;
      case "Runtime.Build":
        builds.push(request);
        return buildFunction(request, join(workFolder, "src", request.functionID), isReal);
      default:
        unknownMethods.push(method);
        return null;
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call: Call = JSON.parse(Buffer.concat(chunks).toString());
      answer(call).then(
        (result) => response.end(JSON.stringify({ result })),
        (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
      );
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    builds,
    unknownMethods,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function buildFunction(request: BuildRequest, out: string, isReal: boolean) {
  const exported = extname(request.handler);
  const entry = join(repositoryRoot, request.handler.slice(0, -exported.length)) + ".ts";
  const handler = `bundle${exported}`;
  // A wrong path must not pass for a function.
  if (!(await stat(entry).catch(() => undefined))) {
    return { handler, out, errors: [`Handler not found: ${request.handler}`], sourcemaps: [] };
  }
  await mkdir(out, { recursive: true });
  const bundle = join(out, "bundle.mjs");
  if (!isReal) {
    await writeFile(bundle, "export const handler = async () => undefined;\n");
    return { handler, out, errors: [], sourcemaps: [] };
  }
  await build({ ...shape, entryPoints: [entry], outfile: bundle });
  await writeFile(join(out, "resource.enc"), encrypt(request));
  return { handler, out, errors: [], sourcemaps: [] };
}

/** As SST 4 bundles for nodejs24.x. */
const shape = {
  bundle: true,
  minify: true,
  keepNames: true,
  format: "esm",
  platform: "node",
  target: "es2024",
  mainFields: ["module", "main"],
  external: ["sharp", "pg-native"],
  banner: {
    js: [
      `import { createRequire as topLevelCreateRequire } from 'module';`,
      `const require = topLevelCreateRequire(import.meta.url);`,
      `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
      `const __filename = topLevelFileUrlToPath(import.meta.url)`,
      `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
    ].join("\n"),
  },
  logLevel: "silent",
} satisfies BuildOptions;

/** Linked resources as the SDK reads them from beside the bundle: AES-256-GCM, the tag at the end. */
function encrypt({ links, encryptionKey }: BuildRequest): Buffer {
  const key = Buffer.from(encryptionKey, "base64");
  const cipher = createCipheriv("aes-256-gcm", key, Buffer.alloc(12, 0));
  return Buffer.concat([cipher.update(JSON.stringify(links)), cipher.final(), cipher.getAuthTag()]);
}
