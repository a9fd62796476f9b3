// The program fits the installed platform, and the types it hands to functions are the committed ones.
import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@ai-learning/local/paths";
import { describe, expect, it } from "vitest";
import { linkTypes } from "./harness/link-types.ts";
import { stages } from "./harness/stages.ts";

const run = promisify(execFile);

/** Mistakes the check has to find; were the platform's types not there, everything would be allowed. */
const mistakes = `
// @ts-expect-error
new sst.aws.Queue("Wrong", { visibilty: "1 second" });
// @ts-expect-error
new sst.aws.Function("Wrong", { handler: "a.b", runtime: "nodejs99.x" });
// @ts-expect-error
export const stage: number = $app.stage;
`;

describe("sst.config.ts and infra", () => {
  it("fit the installed platform", async () => {
    const file = join(repositoryRoot, ".sst/mistakes.ts");
    const project = join(repositoryRoot, ".sst/tsconfig.check.json");
    const include = ["../sst.config.ts", "../infra/*.ts", "./mistakes.ts"];
    await writeFile(file, mistakes);
    // What it knows of the platform's thousands of files, kept from run to run.
    const compilerOptions = { incremental: true, tsBuildInfoFile: "./check.tsbuildinfo" };
    await writeFile(
      project,
      JSON.stringify({ extends: "../infra/tsconfig.json", compilerOptions, include }),
    );
    const compiler = join(repositoryRoot, "node_modules/.bin/tsc");
    const told = await run(compiler, ["-p", project]).catch((thrown: { stdout: string }) => thrown);
    await rm(file);
    await rm(project);

    expect(told.stdout).toBe("");
  }, 120_000);

  it("pin every version exactly", async () => {
    const config = await readFile(join(repositoryRoot, "sst.config.ts"), "utf8");
    const platform: { dependencies: Record<string, string> } = JSON.parse(
      await readFile(join(repositoryRoot, ".sst/platform/package.json"), "utf8"),
    );

    expect(config).toContain(`version: "${platform.dependencies["@pulumi/aws"] ?? ""}"`);
    expect(config).toContain(`random: "${platform.dependencies["@pulumi/random"] ?? ""}"`);
  });
});

describe("sst-env.d.ts", () => {
  it("is what SST makes of production's links", async () => {
    const file = join(repositoryRoot, "sst-env.d.ts");
    const committed = await readFile(file, "utf8").catch(() => "");

    expect(committed).toBe(linkTypes(stages.production));
  });
});
