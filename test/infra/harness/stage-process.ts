// Runs the program of one stage, as SST's command would, against mocks, and writes down what it asked for. A process of
// its own: the program lives in globals, and a failure inside Pulumi hangs instead of throwing.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "@ai-learning/local/paths";
import { startCommand } from "./command.ts";
import { createMocks } from "./mocks.ts";
import { platformRoot } from "./platform.ts";
import type { Program } from "./program.ts";
import type { StageRecord, StageRequest } from "./stage.ts";

const request: StageRequest = JSON.parse(process.argv[2] ?? "{}");
const { stage, isLive, isReal, folder } = request;

interface Config {
  app(input: { stage: string }): StageRecord["app"];
}

Object.assign(globalThis, { $config: (config: Config) => config });
const configFile: { default: Config } = await import(join(repositoryRoot, "sst.config.ts"));
const app = configFile.default.app({ stage });

await mkdir(folder, { recursive: true });
const command = await startCommand(folder, isReal);
process.env["SST_SERVER"] = command.url;
Object.assign(globalThis, {
  $app: { ...app, stage },
  $dev: isLive,
  $cli: {
    command: isLive ? "dev" : "deploy",
    dev: isLive,
    home: "aws",
    paths: {
      home: folder,
      root: repositoryRoot,
      work: folder,
      platform: platformRoot,
    },
    state: { version: {} },
  },
});

const { mocks, resources, lookups, unknownCalls } = createMocks();
const errors: string[] = [];
const failed = Promise.withResolvers<void>();
process.on("unhandledRejection", (thrown) => {
  errors.push(String(thrown instanceof Error ? thrown.message : thrown));
  // One failure brings others with it; together they say more.
  setTimeout(failed.resolve, 1_000);
});

const program: Program = await import(pathToFileURL(request.program).href);

async function execute(): Promise<unknown> {
  const { runtime } = program.pulumi;
  await runtime.setMocks(mocks, app.name, stage, false, "organization");
  const outputs = await runtime.runInPulumiStack(() => program.run());
  await runtime.disconnect();
  for (let seen = -1; seen !== resources.length;) {
    seen = resources.length;
    await new Promise((done) => setTimeout(done, 250));
  }
  return outputs;
}

await Promise.race([
  execute().catch((thrown: unknown) => errors.push(String(thrown))),
  failed.promise,
]);
command.stop();
const record: StageRecord = {
  app,
  resources,
  lookups,
  builds: command.builds,
  unknown: [...unknownCalls, ...command.unknownMethods],
  errors,
};
await writeFile(join(folder, "record.json"), JSON.stringify(record));
process.exit(0);
