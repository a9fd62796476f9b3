// A stage is bounded by its name: what one role deploys, the others cannot reach.
import { describe, expect, it } from "vitest";
import { boundaryOf, rightsOf, synthesise } from "./bootstrap.ts";
import { allows } from "./iam.ts";

const { production, dev, preview } = await synthesise();
const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-central-1:123456789012:${resource}`;

/** One resource of each family, of a stage, and what would change or read it. */
const resourcesOf = (stage: string): [string, string][] => [
  ["lambda:UpdateFunctionCode", at("lambda", `function:ai-learning-${stage}-AuthFunction-x`)],
  ["dynamodb:DeleteTable", at("dynamodb", `table/ai-learning-${stage}-ConnectionsTable-x`)],
  ["sqs:SetQueueAttributes", at("sqs", `ai-learning-${stage}-WakeupsQueue-x`)],
  ["sns:Subscribe", at("sns", `ai-learning-${stage}-alarms`)],
  ["cloudwatch:DeleteAlarms", at("cloudwatch", `alarm:ai-learning-${stage}-dead-letters`)],
  ["cloudwatch:PutDashboard", `arn:aws:cloudwatch::123456789012:dashboard/ai-learning-${stage}`],
  ["logs:DeleteLogGroup", at("logs", `log-group:/aws/lambda/ai-learning-${stage}-AuthFunction-x`)],
  ["scheduler:UpdateSchedule", at("scheduler", `schedule/default/ai-learning-${stage}-Clock-x`)],
  ["s3:PutObject", `arn:aws:s3:::ai-learning-${stage}-webassets-x/index.html`],
  ["s3:GetObject", `arn:aws:s3:::sst-state-x/app/ai-learning/${stage}.json`],
  ["s3:GetObject", `arn:aws:s3:::sst-state-x/secret/ai-learning/${stage}.json`],
  ["s3:PutObject", `arn:aws:s3:::sst-state-x/update/ai-learning/${stage}/01.json`],
  ["ssm:GetParameter", at("ssm", `parameter/sst/passphrase/ai-learning/${stage}`)],
  ["iam:DeleteRole", `arn:aws:iam::123456789012:role/ai-learning-${stage}-AuthRole-x`],
];
const lastingResourcesOf = (stage: string): [string, string][] => [
  ["rds:ModifyDBInstance", at("rds", `db:ai-learning-${stage}-postgresinstance-x`)],
  ["rds:DeleteDBInstance", at("rds", `snapshot:ai-learning-${stage}-final`)],
  ["secretsmanager:PutSecretValue", at("secretsmanager", `secret:ai-learning-${stage}-Secret-x`)],
];

describe.each([
  ["production", production, "production", ["dev", "b-topic"]],
  ["dev", dev, "dev", ["production", "b-topic"]],
  ["preview", preview, "b-topic", ["production", "dev"]],
] as const)("the role of %s", (name, template, own, others) => {
  const lasting = name === "preview" ? [] : lastingResourcesOf(own);

  it.each([...resourcesOf(own), ...lasting])("deploys its own: %s", (action, resource) => {
    expect(allows(rightsOf(template), { action, resource })).toBe(true);
  });

  it.each(others.flatMap((other) => [...resourcesOf(other), ...lastingResourcesOf(other)]))(
    "is refused another's: %s on %s",
    (action, resource) => {
      expect(allows(rightsOf(template), { action, resource })).toBe(false);
    },
  );

  it.each(["production", "dev"].filter((one) => one !== own))(
    "is refused what has no name but the tag of %s",
    (stage) => {
      const context = {
        "aws:ResourceTag/stage": stage,
        "aws:RequestedRegion": "eu-central-1",
      };
      for (const [action, resource] of [
        ["cloudfront:UpdateDistribution", "arn:aws:cloudfront::123456789012:distribution/X"],
        ["apigateway:PATCH", "arn:aws:apigateway:eu-central-1::/apis/x"],
        ["ec2:DeleteVpc", at("ec2", "vpc/vpc-1")],
        ["rds:DeleteDBProxy", at("rds", "db-proxy:prx-1")],
      ] as const) {
        expect(allows(rightsOf(template), { action, resource, context })).toBe(false);
      }
    },
  );

  it("lets nothing it deploys reach another stage, or roles", () => {
    for (const other of others) {
      for (const [action, resource] of [
        ["dynamodb:GetItem", at("dynamodb", `table/ai-learning-${other}-ConnectionsTable-x`)],
        ["sqs:SendMessage", at("sqs", `ai-learning-${other}-WakeupsQueue-x`)],
        ["lambda:InvokeFunction", at("lambda", `function:ai-learning-${other}-Migrate-x`)],
        ["secretsmanager:GetSecretValue", at("secretsmanager", `secret:ai-learning-${other}-S-x`)],
      ] as const) {
        expect(allows(boundaryOf(template), { action, resource })).toBe(false);
      }
    }
    const resource = `arn:aws:iam::123456789012:role/ai-learning-${own}-AuthRole-x`;
    expect(allows(boundaryOf(template), { action: "iam:PassRole", resource })).toBe(false);
    expect(allows(boundaryOf(template), { action: "sts:AssumeRole", resource })).toBe(false);
  });
});

describe("the role of preview", () => {
  it("finds dev's network, and changes it as little as its database", () => {
    const may = (action: string, resource: string): boolean =>
      allows(rightsOf(preview), {
        action,
        resource,
        context: { "aws:ResourceTag/stage": "dev", "aws:RequestedRegion": "eu-central-1" },
      });

    expect(may("ssm:GetParameter", at("ssm", "parameter/ai-learning/dev/vpc-id"))).toBe(true);
    expect(may("ssm:PutParameter", at("ssm", "parameter/ai-learning/dev/vpc-id"))).toBe(false);
    expect(may("rds:DescribeDBInstances", at("rds", "db:ai-learning-dev-postgres-x"))).toBe(false);
    expect(may("rds:ModifyDBInstance", at("rds", "db:ai-learning-dev-postgres-x"))).toBe(false);
    expect(may("ec2:DescribeSubnets", "*")).toBe(true);
    expect(may("ec2:DeleteSubnet", at("ec2", "subnet/subnet-1"))).toBe(false);
    const secret = at("secretsmanager", "secret:ai-learning-dev-PostgresProxySecret-x");
    expect(may("secretsmanager:GetSecretValue", secret)).toBe(false);
    expect(may("secretsmanager:PutSecretValue", secret)).toBe(false);
  });
});
