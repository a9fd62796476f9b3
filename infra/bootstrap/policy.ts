// Grants as managed policies of IAM, with the reason for each asterisk.
import { Fn, Validations, type CfnResource } from "aws-cdk-lib";
import { Effect, ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Grant } from "./grant.ts";

const filled = (text: string, region: string, account: string): string =>
  text
    .replaceAll("REGION", region)
    .replaceAll("ACCOUNT", account)
    .replaceAll("SITE_DOMAIN", "${SiteDomain}");

/** Substituted, not joined, which takes a third of the space: a template of over 51,200 bytes needs a bucket. */
export function local(text: string): string {
  const template = filled(text, "${AWS::Region}", "${AWS::AccountId}");
  return template === text ? text : Fn.sub(template);
}

function conditionsOf({
  conditions = {},
}: Grant): Record<string, Record<string, string | string[]>> {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [
          key,
          typeof value === "string" ? local(value) : value.map(local),
        ]),
      ),
    ]),
  );
}

const statementOf = (grant: Grant): PolicyStatement =>
  new PolicyStatement({
    sid: grant.sid,
    actions: [...grant.actions],
    resources: grant.resources.map(local),
    conditions: conditionsOf(grant),
  });

/** What cdk-nag calls each asterisk of a grant. */
function asterisks(grant: Grant): string[] {
  const resources = grant.resources.map(
    (one) => `Resource::${filled(one, "<AWS::Region>", "<AWS::AccountId>")}`,
  );
  const actions = grant.actions.map((one) => `Action::${one}`);
  return [...resources, ...actions].filter((one) => one.includes("*"));
}

/** A policy of grants and of statements that deny. */
export function policyOf(
  scope: Construct,
  id: string,
  managedPolicyName: string,
  grants: readonly Grant[],
  denials: readonly PolicyStatement[] = [],
): ManagedPolicy {
  const policy = new ManagedPolicy(scope, id, {
    managedPolicyName,
    statements: [...grants.map(statementOf), ...denials],
  });
  for (const grant of grants) {
    const { why } = grant;
    if (why === undefined) continue;
    for (const finding of asterisks(grant)) acknowledge(policy, `IAM5[${finding}]`, why);
  }
  return policy;
}

/** Says why a finding of cdk-nag's is none. */
export function acknowledge(about: Construct | CfnResource, rule: string, reason: string): void {
  Validations.of(about).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
}

/** Refuses something whatever else allows it. */
export const deny = (
  sid: string,
  what: { readonly actions?: string[]; readonly notActions?: string[] },
  resources: readonly string[],
  conditions: Record<string, unknown> = {},
): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    ...what,
    resources: resources.map(local),
    conditions,
  });
