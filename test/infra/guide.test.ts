// The commands of docs/deploy.md, as they stand there, in an account that was empty before: SST's and the CDK's own
// command lines against endpoints of AWS on loopback.
import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, it } from "vitest";
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

const account = bareAccount();
const region = regionIn(account, "eu-central-1");
const aws = await startAws(account);
afterAll(() => aws[Symbol.asyncDispose]());

const parametersOf = (name: string) =>
  region.stacks.get(`bootstrap-ai-learning-${name}`)?.parameters;
const doctor = (stage: string) => runBlock(`npm run doctor -- --stage ${stage}`, aws.env);

// Each step stands on the one before, as in the guide.
describe("in an empty account", { timeout: 240_000 }, () => {
  it("the doctor says that everything is missing", async () => {
    const { code, output } = await doctor("dev");

    expect(output).toContain(
      "MISSING  The stack bootstrap-ai-learning-dev is not in eu-central-1.",
    );
    expect(output).toContain("Something is missing.");
    expect(code).toBe(1);
  });

  it("step 1 makes four stacks, each with its own parameters, and asks before each", async () => {
    const { code, output } = await runBlock(blockWith("npm run bootstrap:synth"), aws.env, {
      yes: 4,
    });

    expect(code, output).toBe(0);
    expect(output.split("(y/n)")).toHaveLength(5);
    expect([...region.stacks.values()].map(({ status }) => status)).toEqual(
      Array(4).fill("CREATE_COMPLETE"),
    );
    expect(parametersOf("account")).toEqual({
      AlarmAddress: "you@example.com",
      MonthlyDollars: "300",
      HasProvider: "no",
    });
    expect(parametersOf("production")).toEqual({
      SubjectPrefix: "repo:OWNER/NAME",
      SiteDomain: "none.invalid",
    });
    expect(parametersOf("dev")).toEqual(parametersOf("production"));
    expect(parametersOf("preview")).toEqual({
      SubjectPrefix: "repo:OWNER/NAME",
      DevNetwork: "none",
      KeptStores: "*",
      KeptApis: "*",
    });
  });

  it("step 2 sets the secrets and shows none", async () => {
    const keys = ["model-key-of-dev", "model-key-of-production", "model-key-of-previews"];
    const ofStages = await runBlock(blockWith("sst secret set SecretKey"), aws.env, {
      typed: keys.slice(0, 2),
    });
    const ofPreviews = await runBlock(blockWith("--fallback"), aws.env, { typed: keys.slice(2) });

    for (const { code, output } of [ofStages, ofPreviews]) {
      expect(code, output).toBe(0);
      for (const key of keys) expect(output).not.toContain(key);
    }
    expect(
      [...account.objects.keys()].map((key) => key.replace(/^sst-state-\w+/, "")).toSorted(),
    ).toEqual([
      "/secret/ai-learning/_fallback.json",
      "/secret/ai-learning/dev.json",
      "/secret/ai-learning/production.json",
    ]);
  });

  it("the doctor then finds nothing missing but what AWS has to be asked for", async () => {
    const before = await doctor("production");
    account.plan = "PAID";
    region.concurrency = 1_000;
    const after = await doctor("production");

    expect(before.output.match(/^MISSING .*/gm)).toEqual([
      "MISSING  10 functions may run at a time in eu-central-1; production needs at least 300.",
      "MISSING  The account is on the free plan, which refuses the database's backups and sizes.",
    ]);
    expect(after.output).toContain("Nothing is missing.");
    expect(after.output).not.toMatch(/model-key-of/);
    expect(after.code).toBe(0);
  });
});
