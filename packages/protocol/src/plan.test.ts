import { describe, expect, it } from "vitest";
import { examinePlan, readPlan } from "./plan.ts";

const text = [
  "## Course plan: Knots",
  "**Total: 5 h** · Level: beginner",
  "",
  "### Module 1. Bends — 2 h",
  "Two ropes.",
  "- Sheet bend",
  "",
  "### Module 2. Loops — 3 h",
  "- Bowline",
  "",
].join("\n");

describe("readPlan", () => {
  it("gives everything that the text states", () => {
    expect(readPlan(`${text}**Total: 5 h**`)).toEqual({
      title: "Knots",
      totalHours: 5,
      level: "beginner",
      modules: [
        { title: "Bends", hours: 2, summary: "Two ropes.", topics: ["Sheet bend"] },
        { title: "Loops", hours: 3, summary: null, topics: ["Bowline"] },
      ],
      isComplete: true,
    });
  });

  it.each(["**Total: 5 h**", "### Projects\n", "---\n", "\nHow do you like it?"])(
    "takes a plan for complete when %j stands behind its last module",
    (after) => {
      expect(readPlan(text)?.isComplete).toBe(false);
      expect(readPlan(text + after)?.isComplete).toBe(true);
    },
  );

  it.each(["###", "--", "*", "1", "- Clove hitch\n", "**", "How so?"])(
    "does not take %j for the end of the last module",
    (after) => {
      expect(readPlan(text + after)?.isComplete).toBe(false);
    },
  );

  it("does not take a plan without a total for complete", () => {
    const silent = text.replace("**Total: 5 h** · ", "");
    expect(readPlan(`${silent}### Projects\n- A net\n\nHow do you like it?`)).toMatchObject({
      totalHours: null,
      isComplete: false,
    });
  });

  it.each(["\r\n", "\r"])("takes %j for a line's end", (end) => {
    const whole = `${text}**Total: 5 h**`;
    expect(readPlan(whole.replaceAll("\n", end))).toEqual(readPlan(whole));
  });

  it("reads no text of more lines than a message can have", () => {
    expect(readPlan(`${text}**Total: 5 h**${"\n".repeat(10_000)}`)).toBeNull();
  });
});

describe("examinePlan", () => {
  const one =
    "### Module 1. Knots — 2 h\n- Bowline\n\n### Module 2. Nets — 3 h\n- Mesh\n\n**Total: 5 h**";
  const other =
    "### Module 1. Sails — 4 h\n- Cloth\n\n### Module 2. Masts — 1 h\n- Wood\n\n**Total: 5 h**";

  it("tells a plan that stands alone, complete or not", () => {
    for (const text of [one, one.replaceAll("**Total: 5 h**", "")])
      expect(examinePlan(text)).toEqual({ plan: readPlan(text), isOnly: true, isNamed: true });
    expect(examinePlan("No plan at all.")).toBeNull();
  });

  it("tells one of several", () => {
    const both = `## Variant A\n\n${one}\n\n## Variant B\n\n${other}`;
    expect(examinePlan(both)).toMatchObject({ plan: readPlan(both), isOnly: false });
  });

  it("takes a plan in two forms for one", () => {
    const table = "| Module | Hours |\n|---|---|\n| 1. Knots | 2 |\n| 2. Nets | 3 |\n\n";
    expect(examinePlan(table + one)).toMatchObject({ isOnly: true });
  });

  it("tells weeks and lists from modules", () => {
    const list = "Plan:\n\n1. Knots — 2 h\n2. Nets — 3 h\n\n**Total: 5 h**";
    for (const text of [one.replaceAll("Module", "Week"), list])
      expect(examinePlan(text)).toMatchObject({ plan: readPlan(text), isNamed: false });
  });
});
