import { describe, expect, it } from "vitest";
import { shownPlans, type Said } from "./shown-plans.ts";

const plan = (title: string, total: number | null = 5): string =>
  [
    `### Module 1. ${title} — 2 h\n- One`,
    "### Module 2. Nets — 3 h\n- Two",
    ...(total === null ? ["How is this?"] : [`**Total: ${total} h**`]),
  ].join("\n\n");

const said = (given: Partial<Said>): Said => ({
  sender: "ai",
  content: "",
  status: "complete",
  message_type: "text",
  ...given,
});
const mentor = (content: string, given: Partial<Said> = {}): Said => said({ content, ...given });
const learner = (content: string): Said => said({ content, sender: "user" });

const ready = (...messages: Said[]): string | undefined =>
  shownPlans(messages).ready?.modules[0]?.title;
const binding = (...messages: Said[]) => shownPlans(messages).binding;
const titles = (modules: readonly { title: string }[] = []): string[] =>
  modules.map((one) => one.title);

describe("the plan whose modules are stored as they stand", () => {
  it("is that of the mentor's newest whole answer", () => {
    expect(ready(mentor(plan("Old")), learner("Other knots"), mentor(plan("New")))).toBe("New");
    expect(
      ready(mentor(plan("Old")), learner("Thanks"), mentor("You are welcome.")),
    ).toBeUndefined();
  });

  it.each(["truncated", "stopped", "failed"] as const)(
    "is not looked for in one that was %s",
    (status) => {
      expect(ready(mentor(plan("Whole")), mentor(plan("Part"), { status }))).toBe("Whole");
    },
  );

  it("is not read out of what the mentor thought, nor of the summary of a finalisation", () => {
    const summary = mentor(plan("Summary"), { message_type: "finalization" });
    expect(ready(mentor(`<think>${plan("Thought")}</think>Fine.`))).toBeUndefined();
    expect(ready(mentor(plan("Shown")), summary)).toBe("Shown");
  });

  it("is none where the learner wrote down another after it", () => {
    const messages = [mentor(plan("Mentor's")), learner(plan("Learner's"))];
    expect(ready(...messages)).toBeUndefined();
    expect(titles(binding(...messages)?.modules)).toEqual(["Learner's", "Nets"]);
    expect(binding(...messages)?.isWhole).toBe(true);
  });

  it("is none of weeks or a list beside a plan of modules, which may be a timetable", () => {
    const weeks = mentor(plan("Knots").replaceAll("Module", "Week"));
    expect(ready(weeks)).toBe("Knots");
    expect(ready(mentor(plan("Knots")), learner("By week?"), weeks)).toBeUndefined();
    expect(binding(mentor(plan("Knots")), learner("By week?"), weeks)).toBeNull();
  });

  it("is none when a text or a list in it is longer than what is stored", () => {
    const topics = Array.from({ length: 21 }, (_, at) => `- Topic ${at}`).join("\n");
    for (const part of ["y".repeat(4_001), `- ${"z".repeat(501)}`, topics]) {
      const text = plan("Long").replace("- One", part);
      expect(ready(mentor(text))).toBeUndefined();
      expect(binding(mentor(text))?.isWhole).toBe(true);
    }
  });
});

describe("what a model's modules are held to", () => {
  it("is what an incomplete plan states", () => {
    const held = binding(mentor(plan("Old")), mentor(plan("Knots", null)));
    expect(held).toMatchObject({ isWhole: false });
    expect(titles(held?.modules)).toEqual(["Knots", "Nets"]);
  });

  it("is nothing once the mentor has gone on in words", () => {
    expect(binding(mentor(plan("Old")), learner("Move it"), mentor("Moved."))).toBeNull();
  });

  it("is nothing of a plan longer than a course can be", () => {
    const many = Array.from(
      { length: 21 },
      (_, at) => `### Module ${at + 1}. Part ${at} — 1 h\n- x`,
    );
    expect(binding(mentor([...many, "**Total: 21 h**"].join("\n\n")))).toBeNull();
  });
});

it("the plans since the modules in force were made begin with the one they were made of", () => {
  const { since } = shownPlans([
    mentor(plan("First")),
    mentor(plan("Second")),
    mentor("## Ready", { message_type: "finalization" }),
    mentor("## No", { message_type: "finalization", status: "failed" }),
    mentor(plan("Third")),
  ]);
  expect(since.map(({ modules }) => modules[0]?.title)).toEqual(["Second", "Third"]);
});
