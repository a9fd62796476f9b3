import { describe, expect, it } from "vitest";
import { namesOf, deployers } from "../../infra/bootstrap/deployer.ts";
import { previewStage } from "../../infra/bootstrap/preview-stage.ts";

const branches = [
  "feature/quiz",
  "feature/quiz-2",
  "feature-quiz",
  "Feature/Quiz",
  "dev",
  "production",
  "----",
  "ветка",
  "a".repeat(200),
];

describe("the stage of a branch", () => {
  it.each(branches)("is a name SST takes, short enough to keep its prefix: %s", (branch) => {
    expect(previewStage(branch)).toMatch(/^b-(?:[a-z0-9]+-)*[0-9a-f]{6}$/);
    expect(previewStage(branch).length).toBeLessThanOrEqual(20);
    expect(previewStage(branch)).toBe(previewStage(branch));
  });

  it("differs for branches that differ", () => {
    expect(new Set(branches.map(previewStage)).size).toBe(branches.length);
  });

  it("is one the preview role deploys, and never one that lasts", () => {
    const names = deployers.find(({ environment }) => environment === "preview");
    expect(names && namesOf(names)).toBe("ai-learning-b-*");
    for (const branch of branches)
      expect(`ai-learning-${previewStage(branch)}`).toMatch(/^ai-learning-b-/);
  });
});
