// The stages of a run, as tests ask about them.
import { join } from "node:path";
import { inject } from "vitest";
import type { Recorded } from "./mocks.ts";
import { readRecord, stageNames, type StageRecord } from "./stage.ts";

/**
 * "production" is the standard one, "small" that of nobody who chose a size, "external" that of who brings a server, and a
 * domain and a certificate besides; "externalDev" is the dev beside that.
 */
export const kinds = [
  "production",
  "small",
  "external",
  "dev",
  "externalDev",
  "preview",
  "developer",
] as const;
export type Kind = (typeof kinds)[number];

/** What a resource is asked to be. */
export type Inputs = Readonly<Record<string, unknown>>;

export interface Stage extends StageRecord {
  readonly stageName: string;
  /** Where its functions' code lies. */
  readonly folder: string;
  /** What it makes of a type such as "sqs/queue:Queue", by name. */
  made(type: string): ReadonlyMap<string, Inputs>;
  /** The only one of a type, or the only one with this in its name. */
  the(type: string, name?: string): Inputs;
  /** A function's role, whose policies are taken apart. */
  roleOf(name: string): { readonly allowed: readonly Allowed[]; readonly managed: string[] };
}

export interface Allowed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

async function read(kind: Kind): Promise<Stage> {
  const folder = join(inject("stages"), kind);
  const record = await readRecord(folder);
  const isOf = (type: string) => (one: Recorded) => one.type === `aws:${type}` && !one.isFound;
  const made = (type: string): ReadonlyMap<string, Inputs> =>
    new Map(
      record.resources.filter(isOf(type)).map(({ name, inputs }) => [name, inputs as Inputs]),
    );
  const the = (type: string, name = ""): Inputs => {
    const found = [...made(type)].filter(([one]) => one.includes(name));
    if (found.length !== 1 || found[0] === undefined) {
      const names = found.map(([one]) => one).join(", ");
      throw new Error(`${kind} has ${String(found.length)} of ${type} ${name}: ${names}`);
    }
    return found[0][1];
  };
  const roleOf = (name: string) => {
    const role = made("iam/role:Role").get(`${name}Role`) as
      | {
          readonly inlinePolicies?: readonly { readonly policy: string }[];
          readonly managedPolicyArns: readonly string[];
        }
      | undefined;
    const statements = (role?.inlinePolicies ?? []).flatMap(({ policy }) => {
      const document: { readonly Statement: readonly Statement[] } = JSON.parse(policy);
      return document.Statement;
    });
    return {
      allowed: statements.map((one) => ({ actions: one.Action, resources: one.Resource })),
      managed: (role?.managedPolicyArns ?? []).map((arn) => arn.replace(/^.*\//, "")),
    };
  };
  const stageName = stageNames[kind];
  return { ...record, stageName, folder, made, the, roleOf };
}

/** All of them, read once a file. */
export const stages: Readonly<Record<Kind, Stage>> = {
  production: await read("production"),
  small: await read("small"),
  external: await read("external"),
  dev: await read("dev"),
  externalDev: await read("externalDev"),
  preview: await read("preview"),
  developer: await read("developer"),
};

/** "give-up" to "GiveUp"; "preview-database" is shortened, as infra/functions.ts says. */
export const logicalName = (name: string): string =>
  name
    .replace("-database", "-db")
    .replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase());
