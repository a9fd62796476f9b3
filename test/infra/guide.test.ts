// The commands of docs/deploy.md, as they stand there, in two accounts that were empty before: SST's and the CDK's own
// command lines against endpoints of AWS on loopback.
import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, it } from "vitest";
import { shared } from "../../infra/doctor/checks/preview.ts";
import { bareAccount, regionIn } from "./aws/account.ts";
import { startAws } from "./aws/server.ts";
import { runBlock } from "./harness/terminal.ts";

const guide = await readFile(new URL("../../docs/deploy.md", import.meta.url), "utf8");

/** The block of commands that has this in it. */
function blockWith(text: string): string {
  const found = [...guide.matchAll(/^```sh\n([^]*?)^```/gm)].find(([, block]) =>
    block?.includes(text),
  );
  if (found?.[1] === undefined) throw new Error(`The guide has no block with ${text}.`);
  return found[1];
}

/** The two accounts of the guide, and how its shell functions choose one. */
const accounts = { production: bareAccount(), other: { ...bareAccount(), id: "210987654321" } };
const endpoints = {
  production: await startAws(accounts.production),
  other: await startAws(accounts.other),
};
type Name = keyof typeof accounts;
const names: readonly Name[] = ["production", "other"];
afterAll(() => Promise.all(names.map((name) => endpoints[name][Symbol.asyncDispose]())));

const chooses = names.map((name) => {
  const variables = Object.entries(endpoints[name].env).map(([key, value]) => `${key}='${value}'`);
  return `${name}() { export ${variables.join(" ")}; }\n`;
});

/** Runs lines with one of the accounts chosen. */
const within = (name: Name, block: string, hands: Parameters<typeof runBlock>[2] = {}) =>
  runBlock(`${chooses.join("")}${name}\n${block}`, { PREFIX: "repo:OWNER/NAME" }, hands);

/** Stands in for AWS's own command line, which is not installed with the project: what a deployed dev has it find. */
const awsOfDev = `aws() {
  case "$1 $2" in
    "ssm get-parameter") echo vpc-of-dev ;;
    "cloudfront list-key-value-stores") echo store-of-dev ;;
    "apigatewayv2 get-apis") printf 'http-of-dev\\tsockets-of-dev\\n' ;;
    *) return 1 ;;
  esac
}
`;

const region = (name: Name) => regionIn(accounts[name], "eu-central-1");
const parametersOf = (name: Name, stack: string) =>
  region(name).stacks.get(`bootstrap-ai-learning-${stack}`)?.parameters;
const doctor = (name: Name, stage: string) => within(name, `npm run doctor -- --stage ${stage}`);

// Each step stands on the one before, as in the guide.
describe("in two empty accounts", { timeout: 240_000 }, () => {
  it("the doctor says that everything is missing", async () => {
    const { code, output } = await doctor("other", "dev");

    expect(output).toContain(
      "MISSING  The stack bootstrap-ai-learning-dev is not in eu-central-1.",
    );
    expect(output).toContain("Something is missing.");
    expect(code).toBe(1);
  });

  it.each([
    ["production", ["account", "production"], "300"],
    ["other", ["account", "dev", "preview"], "100"],
  ] as const)(
    "step 1 makes the stacks of %s, each with its own parameters, and asks before each",
    async (name, stacks, dollars) => {
      const yes = stacks.length;
      const { code, output } = await within(name, blockWith(`-c account=${name}`), { yes });

      expect(code, output).toBe(0);
      expect(output.split("(y/n)")).toHaveLength(yes + 1);
      expect([...region(name).stacks.keys()].toSorted()).toEqual(
        stacks.map((stack) => `bootstrap-ai-learning-${stack}`),
      );
      for (const { status } of region(name).stacks.values()) expect(status).toBe("CREATE_COMPLETE");
      expect(parametersOf(name, "account")).toEqual({
        AlarmAddress: "you@example.com",
        MonthlyDollars: dollars,
        HasProvider: "no",
      });
      for (const stack of stacks.filter((one) => one !== "account")) {
        expect(parametersOf(name, stack)).toEqual({
          SubjectPrefix: "repo:OWNER/NAME",
          ...(stack === "preview"
            ? { DevNetwork: "none", KeptStores: "*", KeptApis: "*" }
            : { SiteDomain: "none.invalid" }),
        });
      }
    },
  );

  it("step 2 sets the secrets and shows none", async () => {
    const keys = ["model-key-of-production", "model-key-of-dev", "model-key-of-previews"];
    const ofStages = await within("other", blockWith("sst secret set SecretKey"), {
      typed: keys.slice(0, 2),
    });
    const ofPreviews = await within("other", blockWith("--fallback"), { typed: keys.slice(2) });

    for (const { code, output } of [ofStages, ofPreviews]) {
      expect(code, output).toBe(0);
      for (const key of keys) expect(output).not.toContain(key);
    }
    const set = (name: Name) =>
      [...accounts[name].objects.keys()].map((key) => key.replace(/^sst-state-\w+/, "")).toSorted();
    expect(set("production")).toEqual(["/secret/ai-learning/production.json"]);
    expect(set("other")).toEqual([
      "/secret/ai-learning/_fallback.json",
      "/secret/ai-learning/dev.json",
    ]);
  });

  it("the doctor then finds nothing missing but what AWS has to be asked for", async () => {
    const before = await doctor("production", "production");
    accounts.production.plan = "PAID";
    region("production").concurrency = 1_000;
    const after = await doctor("production", "production");

    expect(before.output.match(/^MISSING .*/gm)).toEqual([
      "MISSING  10 functions may run at a time in eu-central-1; production needs at least 170.",
      "MISSING  The account is on the free plan, which refuses the database's backups and sizes.",
    ]);
    expect(after.output).toContain("Nothing is missing.");
    expect(after.output).not.toMatch(/model-key-of/);
    expect(after.code).toBe(0);
  });

  it("step 5 tells the preview role what to keep from, and leaves the other stacks as they are", async () => {
    accounts.other.plan = "PAID";
    region("other").concurrency = 1_000;
    for (const one of shared)
      region("other").parameters.set(`/ai-learning/dev/${one}`, "vpc-of-dev");
    const found = blockWith("NETWORK=$(aws");
    const { code, output } = await within(
      "other",
      `${awsOfDev}${found}${blockWith("DevNetwork=$NETWORK")}`,
    );
    const after = await doctor("other", "preview");

    expect(code, output).toBe(0);
    expect(output).toContain("vpc-of-dev / store-of-dev / http-of-dev,sockets-of-dev");
    expect(output.split("(no changes)")).toHaveLength(3);
    expect(parametersOf("other", "preview")).toEqual({
      SubjectPrefix: "repo:OWNER/NAME",
      DevNetwork: "vpc-of-dev",
      KeptStores: "store-of-dev",
      KeptApis: "http-of-dev,sockets-of-dev",
    });
    expect(after.output).toContain("Nothing is missing.");
    expect(after.code).toBe(0);
  });
});
