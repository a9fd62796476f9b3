// A right as plain data, so that tests and the check for too wide ones read the same thing as CloudFormation.
import type { Deployer } from "./deployer.ts";

/** One statement that allows something. */
export interface Grant {
  readonly sid: string;
  readonly actions: readonly string[];
  /** `REGION` and `ACCOUNT` stand for the stack's own, `SITE_DOMAIN` in a condition for its parameter. */
  readonly resources: readonly string[];
  readonly conditions?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
  /** Why an asterisk in it is right; one without a reason is a finding. */
  readonly why?: string;
}

/** The rights of one family of resources. */
export type Rights = (deployer: Deployer) => readonly Grant[];

/** Names of one stage, or none but reads where AWS knows no names: the two usual reasons. */
export const byName =
  "Names end in random letters, so resources of the stage are known by how they begin. Actions are those of a family, because which calls a deployment makes changes with the version of its tools.";
export const readsOnly =
  "Reads settings, never contents; AWS offers no narrower resource for them.";
export const nameless =
  "These resources have ids AWS chooses, so no name can bound them: the denial by the tag `stage` does.";

const arn =
  (service: string) =>
  (resource: string): string =>
    `arn:aws:${service}:REGION:ACCOUNT:${resource}`;

/** ARNs in the stack's region and account. */
export const arns = {
  alarm: arn("cloudwatch"),
  database: arn("rds"),
  function: arn("lambda"),
  log: arn("logs"),
  parameter: arn("ssm"),
  queue: arn("sqs"),
  quota: arn("servicequotas"),
  schedule: arn("scheduler"),
  secret: arn("secretsmanager"),
  table: arn("dynamodb"),
  topic: arn("sns"),
} as const;
export const roleArn = (name: string): string => `arn:aws:iam::ACCOUNT:role/${name}`;
export const policyArn = (name: string): string => `arn:aws:iam::ACCOUNT:policy/${name}`;

/** `service:Create*` and the like for each verb. */
export const verbs = (service: string, ...names: readonly string[]): string[] =>
  names.map((name) => `${service}:${name}`);
