// What the doctor says about an account that is ready but for one thing.
import { createCipheriv, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { neededBy } from "../../infra/doctor/checks/secrets.ts";
import { shared } from "../../infra/doctor/checks/preview.ts";
import { environmentOf, examine } from "../../infra/doctor/doctor.ts";
import { exitCodeOf, type Finding } from "../../infra/doctor/finding.ts";
import { bareAccount, regionIn, type FakeAccount, type FakeRegion } from "./aws/account.ts";
import { startAws, type FakeAws } from "./aws/server.ts";

const environments = ["production", "dev", "preview"] as const;
const github = "token.actions.githubusercontent.com";
/** The real ones, which the CDK takes seconds to make, go through guide.test.ts. */
const templates = Object.fromEntries(
  ["account", ...environments].map((name) => [
    `bootstrap-ai-learning-${name}`,
    { Description: name, Resources: {} },
  ]),
);
const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1";

let account: FakeAccount;
let region: FakeRegion;
let aws: FakeAws;

/** As SST keeps them; guide.test.ts reads what SST itself wrote. */
function setSecrets(stage: string, secrets: Readonly<Record<string, string>>): void {
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(secrets)), cipher.final()]);
  region.parameters.set(`/sst/passphrase/ai-learning/${stage}`, key.toString("base64"));
  account.objects.set(
    `sst-state-x/secret/ai-learning/${stage}.json`,
    Buffer.concat([nonce, text, cipher.getAuthTag()]),
  );
}

const long = "k".repeat(64);
const ofStage = { SecretKey: long, SealingKey: long, OpenAiKey: "model-key" };

function makeReady(): void {
  account.plan = "PAID";
  region.concurrency = 1_000;
  account.providers.add(github);
  for (const [name, template] of Object.entries(templates)) {
    const parameters: Record<string, string> = name.endsWith("preview")
      ? { DevNetwork: "vpc-1", KeptStores: "s1,s2", KeptApis: "a1,a2" }
      : { SiteDomain: "learn.example" };
    region.stacks.set(name, {
      status: "UPDATE_COMPLETE",
      template: JSON.stringify(template),
      parameters,
    });
    account.roles.add(name);
    account.policies.add(`arn:aws:iam::${account.id}:policy/${name}-boundary`);
  }
  region.parameters.set("/sst/bootstrap", JSON.stringify({ state: "sst-state-x" }));
  for (const stage of ["dev", "production"]) setSecrets(stage, ofStage);
  setSecrets("_fallback", { OpenAiKey: "model-key" });
  for (const what of shared) region.parameters.set(`/ai-learning/dev/${what}`, "vpc-1");
}

beforeEach(async () => {
  account = bareAccount();
  region = regionIn(account, "eu-central-1");
  makeReady();
  aws = await startAws(account);
  for (const [name, value] of Object.entries(aws.env)) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await aws[Symbol.asyncDispose]();
});

const look = (stage: string, more: Readonly<Record<string, string>> = {}) =>
  examine(stage, { ...aws.env, ...more }, templates);

const inState = (findings: readonly Finding[], state: Finding["state"]): string[] =>
  findings.filter((one) => one.state === state).map(({ what }) => what);

describe.each([...environments, "b-topic-123456"])("a ready account, stage %s", (stage) => {
  it("has nothing missing", async () => {
    const findings = await look(stage);

    expect(inState(findings, "missing")).toEqual([]);
    expect(inState(findings, "unseen")).toEqual([]);
    expect(exitCodeOf(findings)).toBe(0);
  });
});

const stackOf = (name: string) => {
  const stack = region.stacks.get(`bootstrap-ai-learning-${name}`);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack;
};

type Case = readonly [
  what: string,
  stage: string,
  spoil: () => void,
  sentences: readonly string[],
  env?: Readonly<Record<string, string>>,
];

const cases: readonly Case[] = [
  [
    "the limit of functions",
    "production",
    () => (region.concurrency = 10),
    ["10 functions may run at a time in eu-central-1; production needs at least 170."],
  ],
  [
    "the limit of functions of a standard production",
    "production",
    () => (region.concurrency = 299),
    ["299 functions may run at a time in eu-central-1; production needs at least 300."],
    { SIZE: "standard" },
  ],
  [
    "the paid plan",
    "dev",
    () => (account.plan = "FREE"),
    ["The account is on the free plan, which refuses the database's backups and sizes."],
  ],
  [
    "the trust in GitHub",
    "dev",
    () => account.providers.clear(),
    ["The account does not trust GitHub as an identity provider."],
  ],
  [
    "the trust in GitHub with tokens for AWS",
    "dev",
    () => (account.audiences = ["https://github.com/somebody"]),
    [
      "The account trusts GitHub as an identity provider, but not with tokens for sts.amazonaws.com.",
    ],
  ],
  [
    "the account's stack",
    "dev",
    () => region.stacks.delete("bootstrap-ai-learning-account"),
    [
      "The stack bootstrap-ai-learning-account is not in eu-central-1, though the account's roles are: the bootstrap was deployed to another region, or only in part.",
    ],
  ],
  [
    "a stack's newest version",
    "dev",
    () => (stackOf("dev").template = '{"Resources": {}}'),
    ["The stack bootstrap-ai-learning-dev is of another version than this checkout."],
  ],
  [
    "a stack that was made whole",
    "dev",
    () => (stackOf("dev").status = "ROLLBACK_COMPLETE"),
    ["The stack bootstrap-ai-learning-dev is in the state ROLLBACK_COMPLETE."],
  ],
  [
    "the role",
    "dev",
    () => account.roles.delete("bootstrap-ai-learning-dev"),
    ["The role bootstrap-ai-learning-dev is not there."],
  ],
  [
    "the boundary",
    "dev",
    () => account.policies.clear(),
    ["The boundary bootstrap-ai-learning-dev-boundary is not there."],
  ],
  [
    "SST's buckets",
    "preview",
    () => region.parameters.delete("/sst/bootstrap"),
    [
      "SST has made no buckets in eu-central-1 yet.",
      "The secret OpenAiKey is not set for preview.",
    ],
  ],
  [
    "a secret",
    "dev",
    () => setSecrets("dev", { SecretKey: long, OpenAiKey: "model-key" }),
    ["The secret SealingKey is not set for dev."],
  ],
  [
    "a secret that is long enough",
    "dev",
    () => setSecrets("dev", { ...ofStage, SecretKey: "short" }),
    ["The secret SecretKey of dev has fewer than 32 characters."],
  ],
  [
    "the secret for previews",
    "preview",
    () => account.objects.clear(),
    ["The secret OpenAiKey is not set for preview."],
  ],
  [
    "dev, which previews live in",
    "preview",
    () => region.parameters.delete("/ai-learning/dev/database-host"),
    ["Of dev, /ai-learning/dev/database-host is not there."],
  ],
  [
    "what keeps previews apart",
    "preview",
    () => (stackOf("preview").parameters = { DevNetwork: "none", KeptStores: "*", KeptApis: "*" }),
    ["The preview role does not know yet what to keep from, and can deploy nothing until it does."],
  ],
  [
    "a zone for the domain",
    "production",
    () => account.zones.add("other.example"),
    ["No public zone of Route 53 in this account holds learn.example."],
    { SITE_DOMAIN: "learn.example" },
  ],
  [
    "the role's right to the domain",
    "production",
    () => account.zones.add("example"),
    ["The role may not ask for a certificate for other.example."],
    { SITE_DOMAIN: "other.example" },
  ],
  [
    "the certificate",
    "production",
    () => undefined,
    ["There is no certificate of that ARN."],
    { SITE_DOMAIN: "learn.example", SITE_CERTIFICATE: certificate },
  ],
  [
    "a certificate that is issued",
    "production",
    () =>
      account.certificates.set(certificate, {
        status: "PENDING_VALIDATION",
        names: ["learn.example"],
      }),
    ["The certificate is in the state PENDING_VALIDATION, not issued."],
    { SITE_DOMAIN: "learn.example", SITE_CERTIFICATE: certificate },
  ],
  [
    "a certificate for the domain",
    "production",
    () => account.certificates.set(certificate, { status: "ISSUED", names: ["*.other.example"] }),
    ["The certificate is not for learn.example but for *.other.example."],
    { SITE_DOMAIN: "learn.example", SITE_CERTIFICATE: certificate },
  ],
  [
    "a certificate in CloudFront's region",
    "production",
    () => undefined,
    ["The certificate is not in us-east-1, the only region CloudFront takes them from."],
    {
      SITE_DOMAIN: "learn.example",
      SITE_CERTIFICATE: certificate.replace("us-east-1", "eu-central-1"),
    },
  ],
  [
    "the account that was meant",
    "dev",
    () => undefined,
    ["Signed in to the account 123456789012, but AWS_ACCOUNT_ID is 999999999999."],
    { AWS_ACCOUNT_ID: "999999999999" },
  ],
  [
    "one region",
    "dev",
    () => undefined,
    [
      "AWS_REGION is eu-central-1, but AWS_DEFAULT_REGION is us-east-1: some tools read one, some the other.",
    ],
    { AWS_DEFAULT_REGION: "us-east-1" },
  ],
  [
    "a region",
    "dev",
    () => undefined,
    ["AWS_REGION is not set. Nothing was looked at."],
    { AWS_REGION: "" },
  ],
];

describe("an account that is ready but for", () => {
  const named = cases.map(([what, stage, spoil, sentences, env]) => ({
    what,
    stage,
    spoil,
    sentences,
    env,
  }));

  it.each(named)(
    "$what, for $stage, is said to miss that alone",
    async ({ stage, spoil, sentences, env }) => {
      spoil();

      const findings = await look(stage, env);

      expect(inState(findings, "missing")).toEqual(sentences);
      expect(inState(findings, "unseen")).toEqual([]);
      expect(exitCodeOf(findings)).toBe(1);
      expect(findings.filter((one) => one.state === "missing" && !one.advice)).toEqual([]);
    },
  );

  it("a domain, with a zone above it or a certificate, misses nothing", async () => {
    account.zones.add("example");
    account.certificates.set(certificate, { status: "ISSUED", names: ["*.example"] });
    const domain = { SITE_DOMAIN: "learn.example" };

    expect(exitCodeOf(await look("production", domain))).toBe(0);
    expect(exitCodeOf(await look("production", { ...domain, SITE_CERTIFICATE: certificate }))).toBe(
      0,
    );
  });
});

it("finds the domain's zone behind a hundred others", async () => {
  for (let n = 0; n < 250; n += 1) account.zones.add(`other-${String(n)}.test`);
  account.zones.add("example");

  expect(exitCodeOf(await look("production", { SITE_DOMAIN: "learn.example" }))).toBe(0);
});

describe("what cannot be looked at", () => {
  it.each([
    ["lambda:GetAccountSettings", "the limit of concurrent functions"],
    ["freetier:GetAccountPlanState", "the account's plan"],
    ["cloudfront:ListDistributions", "CloudFront"],
    ["iam:ListOpenIDConnectProviders", "the trust in GitHub"],
    ["cloudformation:DescribeStacks", "the stacks of the bootstrap"],
    ["cloudformation:GetTemplate", "the stacks of the bootstrap"],
    ["iam:GetRole", "the role that deploys"],
    ["iam:GetPolicy", "the role that deploys"],
    ["ssm:GetParameter", "the secrets"],
    ["s3:GetObject", "the secrets"],
    ["route53:ListHostedZones", "the domain's zone"],
  ])("for want of %s is never fine", async (action, subject) => {
    account.denied.add(action);
    account.zones.add("example");

    const findings = await look("production", { SITE_DOMAIN: "learn.example" });

    expect(inState(findings, "unseen")).toContain(
      `Could not look at ${subject}: this identity may not call ${action}.`,
    );
    expect(inState(findings, "missing")).toEqual([]);
    expect(exitCodeOf(findings)).toBe(2);
  });

  it("because secrets cannot be opened with the passphrase is never fine", async () => {
    region.parameters.set("/sst/passphrase/ai-learning/dev", randomBytes(32).toString("base64"));

    const findings = await look("dev");

    expect(inState(findings, "unseen")).toEqual([
      "The secrets of dev cannot be opened with the passphrase that SST keeps for them.",
    ]);
    expect(exitCodeOf(findings)).toBe(2);
  });

  it.each([
    ["ExpiredToken", "missing", "The credentials have expired. Nothing else was looked at."],
    [
      "InvalidClientTokenId",
      "missing",
      "There are no credentials that AWS accepts (InvalidClientTokenId). Nothing else was looked at.",
    ],
    [
      "AccessDenied",
      "unseen",
      "AWS refused to say who is asking (AccessDenied). Nothing else was looked at.",
    ],
  ] as const)("because of %s ends the examination", async (code, state, sentence) => {
    account.refusal = code;

    const findings = await look("dev");

    expect(findings).toHaveLength(1);
    expect(inState(findings, state)).toEqual([sentence]);
    expect(aws.calls).toHaveLength(1);
  });

  it.each([
    ["ExpiredToken", "Sign in again"],
    ["SignatureDoesNotMatch", "this computer's clock is wrong"],
    ["InvalidClientTokenId", "AWS does not know the access key"],
  ])("because of %s says what to look at first", async (code, advice) => {
    account.refusal = code;

    expect((await look("dev"))[0]?.advice).toContain(advice);
  });

  it("because there is no network ends the examination", async () => {
    const findings = await look("dev", { AWS_ENDPOINT_URL: "http://127.0.0.1:1" });

    expect(inState(findings, "unseen")).toEqual([
      "AWS does not answer in eu-central-1. Nothing else was looked at.",
    ]);
    expect(exitCodeOf(findings)).toBe(2);
  });

  it("without credentials ends the examination", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "");
    vi.stubEnv("HOME", "/nowhere");

    const findings = await look("dev");

    expect(inState(findings, "missing")).toEqual([
      "There are no credentials that AWS accepts (CredentialsProviderError). Nothing else was looked at.",
    ]);
    expect(aws.calls).toHaveLength(0);
  });
});

it("an account that is ready in another region misses what has a region", async () => {
  regionIn(account, "us-west-2").concurrency = 1_000;

  const findings = await look("dev", { AWS_REGION: "us-west-2" });

  expect(inState(findings, "missing")).toEqual([
    expect.stringContaining(
      "bootstrap-ai-learning-account is not in us-west-2, though the account's roles are",
    ),
    expect.stringContaining(
      "bootstrap-ai-learning-dev is not in us-west-2, though the account's roles are",
    ),
    "SST has made no buckets in us-west-2 yet.",
    "The secret SecretKey is not set for dev.",
    "The secret SealingKey is not set for dev.",
    "The secret OpenAiKey is not set for dev.",
  ]);
});

it("no finding shows a secret", async () => {
  expect(JSON.stringify(await look("production"))).not.toMatch(/model-key|kkkk/);
});

it("whether CloudFront makes distributions is open until it has made one", async () => {
  const before = await look("dev");
  account.distributions = 1;
  const after = await look("dev");

  expect(inState(before, "open")).toHaveLength(2);
  expect(inState(after, "open")).toHaveLength(1);
});

it("a stage that no workflow deploys is refused in a sentence", () => {
  expect(() => environmentOf("staging")).toThrow(
    "The stage staging is none of production, dev, preview and b-….",
  );
});

describe("what the doctor looks for", () => {
  const read = (path: string) => readFile(new URL(`../../infra/${path}`, import.meta.url), "utf8");

  it("are the secrets that infra/secrets.ts does not make itself", async () => {
    const text = await read("secrets.ts");
    const namesOf = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);
    const always = namesOf(/= new sst\.Secret\("(\w+)"\)/g);
    const lasting = [...namesOf(/= keyOfStage\("(\w+)"\)/g), ...always];
    const external = namesOf(/isExternal \? new sst\.Secret\("(\w+)"\)/g);
    const needed = (environment: "production" | "dev" | "preview", isExternal: boolean) =>
      neededBy({ environment, isExternal }).map(({ name }) => name);

    expect(external).toHaveLength(1);
    for (const stage of ["production", "dev"] as const) {
      expect(needed(stage, false)).toEqual(lasting);
      expect(needed(stage, true)).toEqual([...lasting, ...external]);
    }
    expect(needed("preview", false)).toEqual(always);
  });

  it("are the parameters that infra/ leaves for previews", async () => {
    const files = ["network.ts", "database.ts", "functions.ts"];
    const text = (await Promise.all(files.map(read))).join("");
    const left = new Set(
      [...text.matchAll(/shared\("([\w-]+)"\)|share\("\w+", "([\w-]+)"/g)].map(
        ([, one, two]) => one ?? two,
      ),
    );

    expect(left).toEqual(new Set(shared));
  });
});
