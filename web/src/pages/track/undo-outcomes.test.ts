import type { PlanRevision } from "@ai-learning/protocol/revision";
import type { CourseModule } from "@ai-learning/protocol/track";
import { describe, expect, it } from "vitest";
import { undoOutcomes } from "./undo-outcomes.ts";

const module = (id: string, title: string, status: CourseModule["status"]): CourseModule => ({
  id,
  title,
  status,
  module_number: 1,
  description: "",
  learning_objectives: [],
  estimated_duration_hours: 2,
  ai_generated_content: null,
  lessons_total: 0,
  lessons_done: 0,
  hours_done: 0,
  created_at: "",
  updated_at: "",
});

const revision = (number: number, ...modules: CourseModule[]): PlanRevision => ({
  number,
  base: number > 1 ? number - 1 : null,
  source: "plan",
  modules,
  created_at: "",
});

const clay = module("a", "Clay", "completed");
const wheel = module("b", "Wheel", "in_progress");
const kiln = module("c", "Kiln", "paused");
const glaze = module("d", "Glaze", "not_started");

describe("what an undo does", () => {
  it("is listed by module, each with the progress that stays with it", () => {
    const throwing = { ...wheel, title: "Throwing" };
    const outcomes = undoOutcomes([clay, throwing, glaze], {
      revisions: [revision(2, clay, throwing, glaze), revision(1, clay, wheel, kiln)],
      can_undo: true,
      archived: [{ ...kiln, archived_at: "" }],
    });
    expect(outcomes).toEqual({
      kept: [{ title: "Clay", before: null, progress: "completed" }],
      renamed: [{ title: "Wheel", before: "Throwing", progress: "in_progress" }],
      restored: [{ title: "Kiln", before: null, progress: "paused" }],
      added: [],
      archived: [{ title: "Glaze", before: null, progress: null }],
    });
  });

  it("is not known of the first plan", () => {
    const revisions = { revisions: [revision(1, clay)], can_undo: false, archived: [] };
    expect(undoOutcomes([clay], revisions)).toBeNull();
  });
});
