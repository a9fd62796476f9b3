import { planEdit } from "@ai-learning/protocol/plan-edit";
import { limits } from "@ai-learning/protocol/limits";
import { describe, expect, it } from "vitest";
import {
  changed,
  draftOf,
  faultsOf,
  hoursIn,
  isFaulty,
  isSame,
  moved,
  planOf,
  sumOf,
  withBack,
  without,
  withOneMore,
  type PlanDraft,
} from "./edit-draft.ts";

const module = (title: string, hours: number | null) => ({
  title,
  hours,
  summary: `About ${title}.`,
  topics: [`Knows ${title}`, `Uses ${title}`],
});

const draft = draftOf({
  title: "Pottery",
  totalHours: 9,
  level: "beginner",
  modules: [module("Clay", 2), module("Wheel", 3), module("Kiln", 4)],
  isComplete: true,
});
const titles = ({ modules }: PlanDraft): string[] => modules.map((one) => one.title);

describe("a plan that is edited", () => {
  it("is saved as it was where nothing changed", () => {
    expect(planOf(draft)).toEqual({
      title: "Pottery",
      level: "beginner",
      modules: [module("Clay", 2), module("Wheel", 3), module("Kiln", 4)],
      total_hours: 9,
    });
  });

  it("moves a module, and no further than to the ends", () => {
    expect(titles(moved(draft, 2, 0))).toEqual(["Kiln", "Clay", "Wheel"]);
    expect(titles(moved(draft, 0, 1))).toEqual(["Wheel", "Clay", "Kiln"]);
    expect(titles(moved(draft, 0, 99))).toEqual(["Wheel", "Kiln", "Clay"]);
    expect(titles(moved(draft, 2, -1))).toEqual(["Kiln", "Clay", "Wheel"]);
    expect(moved(draft, 77, 0)).toBe(draft);
  });

  it("takes a removed module back where it was, with all that it said", () => {
    const wheel = draft.modules.find((one) => one.title === "Wheel");
    if (wheel === undefined) throw new Error("There is no such module");
    const shorter = without(draft, wheel.key);
    expect(titles(shorter)).toEqual(["Clay", "Kiln"]);
    expect(withBack(shorter, wheel, 1)).toEqual(draft);
  });

  it("gives a new module a key of its own, also after others were removed", () => {
    const longer = withOneMore(without(draft, 0));
    expect(new Set(longer.modules.map((one) => one.key)).size).toBe(3);
  });

  it("counts the hours that are right", () => {
    expect(sumOf(changed(draft, 0, { hours: " 10 " }))).toBe(17);
    expect(sumOf(changed(draft, 0, { hours: "ten" }))).toBe(7);
  });

  it("has changed when something else would be saved, not by blanks", () => {
    expect(
      isSame(draft, changed(draft, 1, { title: " Wheel ", topics: "Knows Wheel\n\nUses Wheel\n" })),
    ).toBe(true);
    expect(isSame(draft, changed(draft, 1, { hours: "4" }))).toBe(false);
    expect(isSame(draft, moved(draft, 0, 1))).toBe(false);
    expect(isSame(draft, { ...draft, title: "Ceramics" })).toBe(false);
  });
});

describe("what is wrong with an edited plan", () => {
  const faultOf = (fields: Parameters<typeof changed>[2]) =>
    faultsOf(changed(draft, 1, fields)).modules[1];

  it.each(["", "0", "-1", "1.5", "1,5", "501", "1e2", "two", "9999999"])(
    "is that %j is no number of whole hours",
    (hours) => {
      expect(hoursIn(hours)).toBeUndefined();
      expect(faultOf({ hours })?.hours).toEqual({ kind: "hours" });
    },
  );

  it("is a title that is missing, too long, or HTML", () => {
    expect(faultOf({ title: "  " })?.title).toEqual({ kind: "empty" });
    expect(faultOf({ title: "x".repeat(201) })?.title).toEqual({ kind: "long", max: 200 });
    expect(faultOf({ title: "<b>Wheel</b>" })?.title).toEqual({ kind: "html" });
    expect(faultOf({ title: "x < y, C++ & C#" })?.title).toBeUndefined();
    expect(faultsOf({ ...draft, title: "<i>Pottery" }).title).toEqual({ kind: "html" });
    expect(faultsOf({ ...draft, title: "" }).title).toBeUndefined();
  });

  it("is too much text under a module", () => {
    expect(faultOf({ summary: "x".repeat(limits.descriptionChars + 1) })?.summary).toBeDefined();
    expect(faultOf({ topics: "Topic\n".repeat(limits.moduleTopics + 1) })?.topics).toEqual({
      kind: "topics",
      max: limits.moduleTopics,
    });
    expect(faultOf({ topics: "x".repeat(limits.topicChars + 1) })?.topics?.kind).toBe("topic");
  });

  it("is no module at all, or more than a course can have", () => {
    expect(faultsOf({ ...draft, modules: [] }).count).toBe("none");
    let long = draft;
    while (long.modules.length <= limits.planModules) long = withOneMore(long);
    expect(faultsOf(long).count).toBe("many");
  });

  it("is nothing that the server would take, and the other way round", () => {
    const samples = [
      draft,
      changed(draft, 0, { title: "y".repeat(200), hours: "500", summary: "", topics: "" }),
      changed(draft, 0, { title: "" }),
      changed(draft, 0, { title: "<script>" }),
      changed(draft, 0, { hours: "501" }),
      changed(draft, 0, { topics: "z".repeat(501) }),
      { ...draft, title: "t".repeat(201) },
      { ...draft, modules: [] },
    ];
    for (const sample of samples) {
      const body = { plan: planOf(sample), based_on: null, client_message_id: crypto.randomUUID() };
      expect(planEdit.safeParse(body).success).toBe(!isFaulty(faultsOf(sample)));
    }
  });
});
