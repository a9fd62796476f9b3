import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compose } from "./compose.ts";
import { applyAll } from "./operations.ts";
import { totalOf, type Plan } from "./plan.ts";
import { briefOf } from "./request.ts";
import { commandsIn } from "./understand/commands.ts";

const brief = briefOf("Chess", "en");
const start = compose({ ...brief, hours: 20 });

const asked = (plan: Plan, message: string, earlier: Plan | null = null) =>
  applyAll(plan, commandsIn(message).changes, { brief, count: plan.modules.length, earlier });
const titles = (plan: Plan): string[] => plan.modules.map((one) => one.title);

const messages = [
  "add a module on testing",
  "Добавь модуль про рекурсию на 3 часа",
  "remove the last module",
  "убери модуль 1",
  "shorten to 2 hours",
  "сократи вдвое",
  "make it 40 hours",
  "увеличь на 5 часов",
  "make module 2 six hours",
  "module 1 — 30 h",
  "сделай модуль 2 покороче",
  "more practice",
  "больше практики в модуле 1",
  "move module 2 to the beginning",
  "перенеси последний модуль на второе место",
  "swap modules 1 and 2",
  "rename module 1 to Start",
  "replace module 1 with openings",
  "make it harder",
  "сделай проще",
  "undo",
  "add a module on traps and remove the last module",
];

describe("applyAll", () => {
  it("keeps whole hours, at least one a module, and numbers 1 to n through any changes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...messages), { maxLength: 12 }), (list) => {
        let plan = start;
        let earlier: Plan | null = null;
        for (const message of list) {
          const before = plan;
          const { plan: next, isChanged } = asked(plan, message, earlier);
          plan = next;
          if (isChanged) earlier = before;
          const numbers = plan.modules.map((one) => one.number);
          expect(numbers).toEqual(plan.modules.map((_, at) => at + 1));
          expect(plan.modules.every((one) => Number.isInteger(one.hours) && one.hours >= 1)).toBe(
            true,
          );
          expect(totalOf(plan.modules)).toBeLessThanOrEqual(500);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["shorten to 10 hours", 10],
    ["make it 40 hours", 40],
    ["сократи вдвое", 10],
    ["extend by 5 hours", 25],
    ["add a module on traps", 20],
    ["remove module 2", 20],
    ["add a module on traps for 3 hours", 23],
    ["make module 2 six hours", 20],
  ])("makes %j a plan of %i hours", (message, total) => {
    expect(totalOf(asked(start, message).plan.modules)).toBe(total);
  });

  it("removes the module that was last before the message", () => {
    const { plan } = asked(start, "Add a module on databases and remove the last module");
    expect(titles(plan)).toEqual([...titles(start).slice(0, -1), "Databases"]);
    const russian = asked(start, "Добавь модуль про базы данных и убери последний модуль").plan;
    expect(titles(russian)).toEqual([...titles(start).slice(0, -1), "Базы данных"]);
  });

  it("means by numbers the plan as it was shown, whatever was removed before", () => {
    const { plan } = asked(start, "remove module 1 and rename module 3 to Third");
    expect(titles(plan)[1]).toBe("Third");
  });

  it("puts a module where it is told", () => {
    expect(titles(asked(start, "move module 3 before module 1").plan)[0]).toBe(titles(start)[2]);
    expect(titles(asked(start, "After module 2, add a module on traps").plan)[2]).toBe("Traps");
    expect(titles(asked(start, "replace module 2 with traps").plan)[1]).toBe("Traps");
    const { plan } = asked(start, "add a module on traps and move it to the beginning");
    expect(titles(plan)[0]).toBe("Traps");
  });

  it.each([
    "remove module 9",
    "remove the module on cooking",
    "make it 900 hours",
    "не убирай модуль 2",
  ])("changes nothing and says why at %j", (message) => {
    const { notes, isChanged } = asked(start, message);
    expect(isChanged).toBe(false);
    expect(notes.join("")).not.toBe("");
  });
});
