// The bootstrap's templates, with CloudFormation's functions worked out as for one repository in one account.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { makeStacks } from "../../infra/bootstrap/stacks.ts";
import type { Statement } from "./iam.ts";

const parameters: Readonly<Record<string, string | readonly string[]>> = {
  "AWS::Region": "eu-central-1",
  "AWS::AccountId": "123456789012",
  "AWS::Partition": "aws",
  SubjectPrefix: "repo:owner/learning",
  SiteDomain: "learn.example",
  DevNetwork: "vpc-dev",
  KeptStores: ["ai-learning-production-*", "ai-learning-dev-*"],
  KeptApis: ["apiproduction", "apidev"],
};

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<
    Record<string, { readonly AllowedPattern?: string; readonly Default?: unknown }>
  >;
  /** As written, in bytes. */
  readonly size: number;
}

export interface Finding {
  readonly ruleName: string;
  readonly reason?: string;
}

export interface Bootstrap {
  readonly account: Template;
  readonly production: Template;
  readonly dev: Template;
  readonly preview: Template;
  readonly open: readonly Finding[];
  readonly acknowledged: readonly Finding[];
}

/** Joins, substitutions and references to what is known become text; the rest stays. */
function worked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(worked);
  if (typeof value !== "object" || value === null) return value;
  const [[name, inner] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    if (name === "Ref" && typeof inner === "string") return parameters[inner] ?? `{${inner}}`;
    if (name === "Fn::Sub" && typeof inner === "string") {
      return inner.replace(/\$\{([^}]+)\}/g, (_, key: string) => String(parameters[key] ?? key));
    }
    if (name === "Fn::Join" && Array.isArray(inner)) {
      return (worked(inner[1]) as string[]).join(String(inner[0]));
    }
    if (name === "Fn::Split" && Array.isArray(inner)) {
      return String(worked(inner[1])).split(String(inner[0]));
    }
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, worked(one)]));
}

/** The stacks of one account, by their names without what all begin with. */
export interface Account extends Pick<Bootstrap, "open" | "acknowledged"> {
  readonly stacks: ReadonlyMap<string, Template>;
}

/** Synthesises the app of an account that is for this, cdk-nag included; a finding does not stop it. */
export async function synthesiseFor(account?: string): Promise<Account> {
  const outdir = await mkdtemp(join(tmpdir(), "bootstrap-"));
  try {
    const context = { "aws:cdk:disable-path-metadata": true, account };
    const app = makeStacks(new App({ outdir, context }));
    try {
      app.synth();
    } catch (error) {
      if (!(error instanceof Error && error.name === "ValidationFailed")) throw error;
    }
    const files = (await readdir(outdir)).flatMap((file) => {
      const [, name] = /^bootstrap-ai-learning-(.+)\.template\.json$/.exec(file) ?? [];
      return name === undefined ? [] : [{ file, name }];
    });
    const stacks = files.map(async ({ file, name }): Promise<[string, Template]> => {
      const text = await readFile(join(outdir, file), "utf8");
      const template = worked(JSON.parse(text)) as Omit<Template, "size">;
      return [name, { ...template, size: text.length }];
    });
    const { pluginReports } = JSON.parse(
      await readFile(join(outdir, "validation-report.json"), "utf8"),
    ) as { pluginReports: { violations: Finding[]; suppressedViolations: Finding[] }[] };
    return {
      stacks: new Map(await Promise.all(stacks)),
      open: pluginReports.flatMap(({ violations }) => violations),
      acknowledged: pluginReports.flatMap(({ suppressedViolations }) => suppressedViolations),
    };
  } finally {
    await rm(outdir, { recursive: true });
  }
}

/** The app of one account for everything, which has all stacks. */
export async function synthesise(): Promise<Bootstrap> {
  const { stacks, open, acknowledged } = await synthesiseFor("all");
  const template = (name: string): Template => {
    const found = stacks.get(name);
    if (found === undefined) throw new Error(`There is no stack ${name}`);
    return found;
  };
  return {
    account: template("account"),
    production: template("production"),
    dev: template("dev"),
    preview: template("preview"),
    open,
    acknowledged,
  };
}

export const ofType = (template: Template, type: string): Resource["Properties"][] =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);

const statementsIn = (document: unknown): Statement[] =>
  (document as { Statement: Statement[] }).Statement;

const policies = (template: Template) => ofType(template, "AWS::IAM::ManagedPolicy");

const isBoundary = (policy: Resource["Properties"]): boolean =>
  String(policy["ManagedPolicyName"]).endsWith("-boundary");

/** Everything the role may and may not do. */
export const rightsOf = (template: Template): Statement[] =>
  policies(template)
    .filter((one) => !isBoundary(one))
    .flatMap((one) => statementsIn(one["PolicyDocument"]));

/** The most that what it deploys may do. */
export const boundaryOf = (template: Template): Statement[] =>
  policies(template)
    .filter(isBoundary)
    .flatMap((one) => statementsIn(one["PolicyDocument"]));

export const trustIn = (template: Template): Statement[] =>
  ofType(template, "AWS::IAM::Role").flatMap((one) =>
    statementsIn(one["AssumeRolePolicyDocument"]),
  );

/** Length of each policy as IAM counts it: without white space. */
export const policyLengths = (template: Template): number[] =>
  policies(template).map((one) => JSON.stringify(one["PolicyDocument"]).length);
