// Before the infra tests: the platform is there, the site is built, and the program has run once for each kind of stage.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSite } from "@ai-learning/local/site/build";
import type { TestProject } from "vitest/node";
import { ensurePlatform } from "./platform.ts";
import { bundleProgram } from "./program.ts";
import { boundaryOf, databaseUrl, runStage, siteCertificate, stageNames } from "./stage.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder with a folder for each kind of stage. */
    readonly stages: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The deployment uploads the built site, and reads its list of files.
  await Promise.all([ensurePlatform(), buildSite()]);
  const folder = await mkdtemp(join(tmpdir(), "ai-learning-infra-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const program = await bundleProgram();
  const start = (kind: keyof typeof stageNames, more: Readonly<Record<string, string>> = {}) =>
    runStage(
      {
        stage: stageNames[kind],
        isLive: kind === "developer",
        // Between them they deploy every function.
        isReal: kind === "preview" || kind === "dev",
        program: program.file,
        folder: join(folder, kind),
      },
      more,
    );
  try {
    await Promise.all([
      start("production", {
        SIZE: "standard",
        EDGE_REQUESTS_PER_MINUTE: "600",
        SITE_DOMAIN: "learn.example",
        PERMISSIONS_BOUNDARY: boundaryOf("production"),
      }),
      start("preview", {
        EDGE_REQUESTS_PER_MINUTE: "600",
        PERMISSIONS_BOUNDARY: boundaryOf("preview"),
      }),
    ]);
    await Promise.all([
      // A workflow passes what nobody has set as an empty variable.
      start("dev", {
        DIRECT_SOCKET: "true",
        SITE_DOMAIN: "",
        PERMISSIONS_BOUNDARY: boundaryOf("dev"),
      }),
      start("developer", { PERMISSIONS_BOUNDARY: "" }),
    ]);
    await Promise.all([
      start("small", { SIZE: "", PERMISSIONS_BOUNDARY: boundaryOf("small") }),
      start("external", {
        SIZE: "external",
        SITE_DOMAIN: "learn.elsewhere.example",
        SITE_CERTIFICATE: siteCertificate,
        ...databaseUrl,
        PERMISSIONS_BOUNDARY: boundaryOf("external"),
      }),
    ]);
    await start("externalDev", {
      SIZE: "external",
      ...databaseUrl,
      PERMISSIONS_BOUNDARY: boundaryOf("externalDev"),
    });
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await program.remove();
  }
  project.provide("stages", folder);
  return remove;
}
