// Every deployable bundle, unpacked from the archive SST uploads and called in Lambda's Node, with the linked resources
// encrypted beside it as SST supplies them. Nothing it would ask is there; it must get as far as asking.
import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { databaseMaker, functions, previewDatabase } from "@ai-learning/functions/manifest";
import { describe, expect, it } from "vitest";
import { logicalName, stages, type Stage } from "./harness/stages.ts";
import { unzip } from "./harness/zip.ts";

const run = promisify(execFile);
/** Previews have every function but the one that only dev has. */
const stageOf = (name: string): Stage =>
  name === databaseMaker.name ? stages.dev : stages.preview;
const nowhere = "http://127.0.0.1:9";

const http = (method: string, path: string, body = ""): object => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: path,
  rawQueryString: "",
  headers: { host: "learn.example", "content-type": "application/json" },
  requestContext: {
    http: { method, path, protocol: "HTTP/1.1", sourceIp: "203.0.113.7", userAgent: "test" },
    requestId: "1",
    domainName: "learn.example",
    stage: "$default",
  },
  body,
  isBase64Encoded: false,
});

const socket = (routeKey: string, more: object = {}): object => ({
  requestContext: { routeKey, connectionId: "c=", requestId: "1" },
  ...more,
});

const record = (body: string): object => ({
  Records: [{ messageId: "1", receiptHandle: "r", body, attributes: {} }],
});

/** What each is sent, and what comes back when nobody it asks is there. */
const cases: Readonly<Record<string, readonly [event: object, outcome: RegExp]>> = {
  service: [http("GET", "/api"), /AI Learning Platform API.*"statusCode":200/],
  ready: [http("GET", "/api/health/ready"), /not_ready.*"statusCode":503/],
  auth: [http("POST", "/api/auth/login", "{}"), /is required.*"statusCode":422/],
  tracks: [http("GET", "/api/tracks"), /"statusCode":401/],
  chat: [http("GET", "/api/chat/sessions"), /"statusCode":40\d/],
  ai: [http("GET", "/api/ai/default-config"), /has_custom_key\\":true.*"statusCode":200/],
  connect: [socket("$connect", { headers: {} }), /"statusCode":4\d\d/],
  restore: [
    socket("restore_chat", { body: '{"type":"restore_chat"}' }),
    /ECONNREFUSED|"statusCode":200/,
  ],
  message: [socket("$default", { body: '{"type":"text"}' }), /ECONNREFUSED|"statusCode":200/],
  disconnect: [socket("$disconnect"), /ECONNREFUSED|"statusCode":200/],
  generate: [record("{"), /not valid JSON/],
  "give-up": [record("{}"), /is required/],
  sweep: [{}, /ENOTFOUND|EAI_AGAIN|CONNECT|database/i],
  migrate: [{}, /ENOTFOUND|EAI_AGAIN|PostgreSQL at postgresinstance/],
  "database-maker": [
    { action: "drop", database: "preview_x", proof: "p".repeat(32) },
    /ENOTFOUND|EAI_AGAIN|CONNECT|database/i,
  ],
  "preview-database": [{ tf: { action: "create" } }, /CONNECT|ENOTFOUND|EAI_AGAIN|connect/],
};

async function unpack(name: string): Promise<string> {
  const folder = join(stageOf(name).folder, "unpacked", name);
  const archive = join(stageOf(name).folder, "artifacts", logicalName(name), "code.zip");
  for (const [file, contents] of await unzip(archive)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), contents);
  }
  return folder;
}

async function call(name: string, folder: string, event: object): Promise<string> {
  const { environment } = stageOf(name).the(
    "lambda/function:Function",
    `${logicalName(name)}Function`,
  ) as { environment: { variables: Record<string, string> } };
  const script = join(import.meta.dirname, "harness/call-deployed.ts");
  const { NODE_EXTRA_CA_CERTS: _, ...variables } = environment.variables;
  const env = {
    ...variables,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_ENDPOINT_URL: nowhere,
  };
  const flags = ["--no-warnings", script, folder, JSON.stringify(event)];
  const { stdout } = await run(process.execPath, flags, { cwd: folder, env, timeout: 50_000 });
  return stdout;
}

describe("the bundle of", () => {
  it.each([...functions, databaseMaker, previewDatabase].map((spec) => [spec.name, spec] as const))(
    "%s loads in Node 24, reads its links and answers",
    async (name, spec) => {
      const [event, outcome] = cases[name] ?? [{}, /./];
      const folder = await unpack(name);
      const said = await call(name, folder, event);

      expect(process.versions.node).toMatch(/^24\./);
      expect(said).toMatch(outcome);
      expect(said).not.toMatch(/ConfigError|is not linked|Cannot find/);
      expect(await readdir(folder)).toEqual(
        expect.arrayContaining([
          "bundle.mjs",
          "resource.enc",
          ...(spec.assets ?? []).map(({ to }) => to),
        ]),
      );
    },
  );

  it.each(functions.map(({ name }) => name))("%s is no larger than 900 KB", async (name) => {
    const files = await unzip(
      join(stageOf(name).folder, "artifacts", logicalName(name), "code.zip"),
    );

    expect(files.get("bundle.mjs")?.byteLength).toBeLessThan(900_000);
  });
});
