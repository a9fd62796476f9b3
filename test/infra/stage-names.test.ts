// What a stage's name makes of it, and what a size's.
import { beforeAll, describe, expect, it, vi } from "vitest";
import { count } from "../../infra/setting.ts";
import { sizeNamed } from "../../infra/sizes.ts";

interface StageModule {
  kindOf(stage: string, isLive: boolean): string;
  previewDatabaseName(stage: string): string;
}

let stage: StageModule;

beforeAll(async () => {
  vi.stubGlobal("$app", { name: "ai-learning", stage: "production" });
  vi.stubGlobal("$dev", false);
  // Its globals are the platform's, which the rest of the tests does without.
  stage = await import(new URL("../../infra/stage.ts", import.meta.url).href);
});

describe("a stage", () => {
  it.each([
    ["production", false, "production"],
    ["dev", false, "dev"],
    ["feature-x", false, "preview"],
    ["alice", true, "developer"],
  ])("%s (live: %s) is a %s", (name, isLive, kind) => {
    expect(stage.kindOf(name, isLive)).toBe(kind);
  });

  it.each(["Feature", "feature_x", "1st", "-a", "", "a".repeat(21), "a/b"])(
    "cannot be named %j",
    (name) => {
      expect(() => stage.kindOf(name, false)).toThrow(/needs another name/);
    },
  );

  it.each(["production", "dev"])("%s is not run from a laptop", (name) => {
    expect(() => stage.kindOf(name, true)).toThrow(/sst dev needs one of its own/);
  });

  it("has a database of a name that PostgreSQL need not quote", () => {
    expect(stage.previewDatabaseName("feature-x-2")).toBe("preview_feature_x_2");
  });
});

describe("a preview of a deployment whose database server is somebody else's", () => {
  it("is refused in a sentence", async () => {
    vi.resetModules();
    vi.stubGlobal("$app", { name: "ai-learning", stage: "b-feature-1a2b3c" });
    vi.stubEnv("SIZE", "external");

    await expect(import(new URL("../../infra/stage.ts", import.meta.url).href)).rejects.toThrow(
      "With SIZE=external there are no previews",
    );
    vi.unstubAllEnvs();
  });
});

describe("a limit for the edge", () => {
  it.each(["9", "ten", "-5", "1e3", "600.5"])("cannot be %j", (value) => {
    vi.stubEnv("EDGE_REQUESTS_PER_MINUTE", value);

    expect(() => count("EDGE_REQUESTS_PER_MINUTE", 10)).toThrow(
      `EDGE_REQUESTS_PER_MINUTE is "${value}", but must be a whole number of at least 10.`,
    );
    vi.unstubAllEnvs();
  });
});

describe("a size", () => {
  it("is small unless somebody says otherwise", () => {
    expect(sizeNamed(undefined)).toBe("small");
    expect(sizeNamed("standard")).toBe("standard");
  });

  it.each(["Small", "large", "toString", "dev", "preview"])("cannot be %j", (name) => {
    expect(() => sizeNamed(name)).toThrow(
      `SIZE is "${name}", but must be small, standard or external.`,
    );
  });
});
