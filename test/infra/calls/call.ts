// How the tables beside this file say which calls of AWS's API make, read, tag, change and remove a resource.
import type { Call } from "../authorization.ts";
import type { Context } from "../iam.ts";

export const region = "eu-central-1";
export const account = "123456789012";

export type Values = Readonly<Record<string, unknown>>;

/** A resource of the program, as its provider meets it. */
export interface Made {
  /** Logical name. */
  readonly name: string;
  readonly inputs: Values;
  /** Of what is found; empty for what is made. */
  readonly id: string;
  readonly stage: string;
  /** ARN of the boundary that its roles are made with. */
  readonly boundary: string;
}

/** The calls of a provider for one resource. */
export interface Calls {
  readonly create?: readonly Call[];
  readonly read: readonly Call[];
  /** There exactly when the provider tags resources of this type. */
  readonly tag?: readonly Call[];
  readonly update?: readonly Call[];
  readonly remove?: readonly Call[];
}

export type Table = Readonly<Record<string, (made: Made) => Calls>>;

/** Calls of one service on the same resources: `call("sqs", "CreateQueue TagQueue", [queue])`. */
export const call = (
  service: string,
  names: string,
  on: readonly string[] = [],
  context: Context = {},
): Call[] => names.split(/\s+/).map((name) => ({ action: `${service}:${name}`, on, context }));

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A regional ARN in the account of the tests. */
export const arn = (service: string, resource: string, where = region): string =>
  `arn:aws:${service}:${where}:${account}:${resource}`;

export const functionArn = (nameOrArn: unknown): string =>
  text(nameOrArn).startsWith("arn:")
    ? text(nameOrArn)
    : arn("lambda", `function:${text(nameOrArn)}`);

/** What has to be allowed of a role that is handed to a service. */
export const passRole = (role: unknown, service: string): Call[] =>
  call("iam", "PassRole", [text(role)], { "iam:PassedToService": `${service}.amazonaws.com` });

/** The role a service makes for itself in an account, when it is first used there. */
export const serviceRole = (service: string, name: string): Call[] =>
  call(
    "iam",
    "CreateServiceLinkedRole",
    [`arn:aws:iam::${account}:role/aws-service-role/${service}.amazonaws.com/${name}`],
    { "iam:AWSServiceName": `${service}.amazonaws.com` },
  );
