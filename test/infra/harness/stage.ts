// What the program of a stage asks for, read as tests ask about it.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BuildRequest } from "./command.ts";
import type { Lookup, Recorded } from "./mocks.ts";

const run = promisify(execFile);

export interface StageRequest {
  readonly stage: string;
  /** As `sst dev` runs it. */
  readonly isLive: boolean;
  /** Bundles the functions for real. */
  readonly isReal: boolean;
  /** The bundled program. */
  readonly program: string;
  /** Where the record and what was built is left. */
  readonly folder: string;
}

export interface StageRecord {
  readonly app: {
    readonly name: string;
    readonly removal: string;
    readonly protect: boolean;
  };
  /** In the order in which they were made. */
  readonly resources: readonly Recorded[];
  readonly lookups: readonly Lookup[];
  readonly builds: readonly BuildRequest[];
  /** Look-ups the mocks do not know. */
  readonly unknown: readonly string[];
  readonly errors: readonly string[];
}

/** Secrets as an operator sets them. */
export const secrets = {
  SST_SECRET_SecretKey: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
  SST_SECRET_SealingKey: "ABCDEF0123456789abcdefghijklmnopqrstuvwxyz",
  SST_SECRET_OpenAiKey: "sk-test",
};

/** As an operator whose database server is somebody else's sets it as well. */
export const databaseUrl = {
  SST_SECRET_DatabaseUrl:
    "postgres://learn%20er:p%40ss@db.elsewhere.example/courses?sslmode=require",
};

/** Each kind at the longest name it can have: SST shortens the beginnings of names that grow too long. */
export const stageNames = {
  production: "production",
  small: "production",
  external: "production",
  dev: "dev",
  externalDev: "dev",
  preview: "b-feature-qui-8917e0",
  developer: "ada-lovelace-laptop1",
} as const;

/** A certificate made by hand, as an operator names it whose domain is not in Route 53. */
export const siteCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/by-hand";

const environments = {
  ...stageNames,
  preview: "preview",
  developer: "developer",
} as const;

/** Whose role deploys it: production and dev have one each, in whichever size. */
export const environmentOf = <K extends keyof typeof environments>(kind: K) => environments[kind];

/** As the account's bootstrap would give it to a deployment. */
export const boundaryOf = (kind: keyof typeof stageNames): string =>
  `arn:aws:iam::123456789012:policy/bootstrap-ai-learning-${environmentOf(kind)}-boundary`;

/** Runs a stage's program; the folder has its record afterwards. */
export async function runStage(
  request: StageRequest,
  more: Readonly<Record<string, string>> = {},
): Promise<StageRecord> {
  const script = join(import.meta.dirname, "stage-process.ts");
  const env = {
    PATH: process.env["PATH"],
    HOME: request.folder,
    ALARM_EMAIL: "operator@learn.example",
    ...secrets,
    ...more,
  };
  const flags = ["--no-warnings", script, JSON.stringify(request)];
  await run(process.execPath, flags, { env, timeout: 240_000, maxBuffer: 1e8 });
  return readRecord(request.folder);
}

export async function readRecord(folder: string): Promise<StageRecord> {
  const record: StageRecord = JSON.parse(await readFile(join(folder, "record.json"), "utf8"));
  return record;
}
