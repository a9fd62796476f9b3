import type { CourseModule } from "@ai-learning/protocol/track";
import { describe, expect, it } from "vitest";
import { answerAt } from "@ai-learning/client/message";
import type { Message } from "@ai-learning/client/model";
import { chatParts as english } from "../../i18n/en/chat-parts.ts";
import { chatParts as russian } from "../../i18n/ru/chat-parts.ts";
import {
  changesOf,
  createReader,
  outcomesOf,
  plannedHours,
  planIn,
  plansSince,
  type ShownPlan,
  type Source,
} from "./plan-view.ts";

const planText = (modules: readonly string[], total: number | null = null): string =>
  [
    "## Course plan: Pottery",
    ...modules.map((one, index) => `### Module ${index + 1}. ${one}`),
    ...(total === null ? [] : [`**Total: ${total} h**`]),
  ].join("\n\n");

const answer = (id: string, text: string, isGrowing = false): Source => ({
  id,
  attempt: 1,
  text,
  isGrowing,
});

/** Throws where the answers show no plan. */
function shownIn(...sources: Source[]): ShownPlan {
  const shown = planIn(sources, createReader());
  if (shown === null) throw new Error("No plan is shown");
  return shown;
}

const first = answer("1", planText(["Clay — 4 h", "Wheel — 4 h"], 8));
const titles = ({ plan }: ShownPlan): string[] => plan.modules.map((one) => one.title);

describe("the plan that a chat shows", () => {
  it("is that of the newest answer with one", () => {
    const second = answer("2", planText(["Clay — 4 h", "Glaze — 6 h"], 10));
    const shown = shownIn(first, second, answer("3", "You are welcome."));

    expect(shown.id).toBe("2");
    expect(titles(shown)).toEqual(["Clay", "Glaze"]);
    expect(shown.before?.modules.map((one) => one.title)).toEqual(["Clay", "Wheel"]);
  });

  it("is none before any answer has one", () => {
    expect(planIn([answer("1", "Hello!")], createReader())).toBeNull();
  });

  it("fills while it is written", () => {
    expect(titles(shownIn(answer("1", planText(["Clay — 4 h"]), true)))).toEqual(["Clay"]);
  });

  it("is not replaced by one module that is quoted, and is by a plan that is not complete", () => {
    const quoted = answer("2", "### Module 2. Wheel — 4 h\n\nIs about throwing.");
    const incomplete = answer("3", planText(["Clay", "Wheel", "Glaze"]));

    expect(shownIn(first, quoted).id).toBe("1");
    expect(shownIn(first, quoted, incomplete)).toMatchObject({
      id: "3",
      plan: { isComplete: false },
      before: { totalHours: 8 },
    });
  });

  it("is read once while its text stays the same", () => {
    const read = createReader();

    expect(read(first)).toBe(read({ ...first }));
    expect(read({ ...first, text: `${first.text}\n` })).not.toBe(read(first));
  });
});

describe("the hours of a plan", () => {
  const hoursOf = (modules: readonly string[], total: number | null = null): number | null =>
    plannedHours(shownIn(answer("1", planText(modules, total))).plan);

  it("are those of its modules, decimal ones without noise", () => {
    expect(hoursOf(["Clay — 0.1 h", "Wheel — 0.2 h"])).toBe(0.3);
  });

  it("are the stated total where a module has none, and unknown without one", () => {
    expect(hoursOf(["Clay — 4 h", "Wheel"], 9)).toBe(9);
    expect(hoursOf(["Clay — 4 h", "Wheel"])).toBeNull();
  });
});

describe("the changes since the plan before", () => {
  const second = answer("2", planText(["Wheel — 6 h", "Clay — 4 h", "Glaze — 2 h"], 12));

  it("are marked at each module", () => {
    expect(changesOf(shownIn(first, second))).toEqual({
      marks: [
        [
          { kind: "hours", before: 4 },
          { kind: "moved", from: 2 },
        ],
        [],
        [{ kind: "added" }],
      ],
      removed: [],
    });
  });

  it("name what was removed and what a module was called", () => {
    const before = answer("1", planText(["Clay — 4 h\n\nWhat clay is.", "Wheel — 4 h"], 8));
    const after = answer("2", planText(["Earth — 4 h\n\nWhat clay is."], 4));

    expect(changesOf(shownIn(before, after))).toEqual({
      marks: [[{ kind: "renamed", before: "Clay" }]],
      removed: ["Wheel"],
    });
  });

  it("are not told while the plan is written, nor of the first one", () => {
    const none = { marks: [], removed: [] };

    expect(changesOf(shownIn(first, { ...second, isGrowing: true }))).toEqual(none);
    expect(changesOf(shownIn(first))).toEqual(none);
  });
});

const inForce = (
  title: string,
  status: CourseModule["status"],
  description = "",
): CourseModule => ({
  id: title,
  module_number: 1,
  title,
  description,
  learning_objectives: [],
  estimated_duration_hours: 4,
  status,
  ai_generated_content: null,
  lessons_total: 0,
  lessons_done: 0,
  hours_done: 0,
  created_at: "",
  updated_at: "",
});

describe("what finalising does", () => {
  it("keeps, renames, brings back, adds and archives modules, each with its progress", () => {
    const { plan } = shownIn(
      answer(
        "1",
        planText(["Clay — 4 h", "Throwing — 4 h\n\nThe wheel.", "Glaze — 2 h", "Raku — 2 h"], 12),
      ),
    );
    const modules = [
      inForce("Clay", "completed"),
      inForce("Wheel", "in_progress", "The wheel."),
      inForce("Kiln", "paused"),
      inForce("Sale", "not_started"),
    ];

    const archived = [inForce("raku", "completed"), inForce("Clay", "completed")];

    expect(outcomesOf(modules, [plan], archived)).toEqual({
      kept: [{ title: "Clay", before: null, progress: "completed" }],
      renamed: [{ title: "Throwing", before: "Wheel", progress: "in_progress" }],
      restored: [{ title: "Raku", before: null, progress: "completed" }],
      added: [{ title: "Glaze", before: null, progress: null }],
      archived: [
        { title: "Kiln", before: null, progress: "paused" },
        { title: "Sale", before: null, progress: null },
      ],
    });
  });
});

describe("a module whose title and content change in turn", () => {
  const plan = (title: string, topic: string): string =>
    `## Course plan: Pottery\n\n### Module 1. ${title} — 4 h\n\n- ${topic}\n\n**Total: 4 h**`;
  const said = (id: string, fields: Partial<Message>): Message => ({
    ...answerAt({ id, chatId: "chat", position: Number(id), replyTo: null }),
    kind: "text",
    status: "complete",
    ...fields,
  });

  it("is renamed from plan to plan, as the server follows it", () => {
    const messages = [
      said("1", { text: plan("Other", "Else") }),
      said("2", { text: plan("Wheel", "Centring") }),
      said("3", { text: "Done", kind: "finalization" }),
      said("4", { text: plan("Throwing", "Centring") }),
      said("5", { text: plan("Throwing", "Opening"), sender: "user", kind: "plan" }),
    ];
    const since = plansSince(messages);
    expect(since.map((one) => one.modules[0]?.title)).toEqual(["Wheel", "Throwing", "Throwing"]);
    const wheel = { ...inForce("Wheel", "in_progress"), learning_objectives: ["Centring"] };
    expect(outcomesOf([wheel], since).renamed).toEqual([
      { title: "Throwing", before: "Wheel", progress: "in_progress" },
    ]);
  });
});

describe("the words of the plan", () => {
  it("count in both languages", () => {
    expect(english.button(1, 1.5)).toBe("Plan · 1 module · 1.5 h");
    expect(english.announced(6, 24)).toBe("Plan: 6 modules, 24 hours");
    expect(russian.button(2, null)).toBe("План · 2 модуля");
    expect(russian.button(21, 2.5)).toBe("План · 21 модуль · 2,5 ч");
    expect(russian.announced(6, 24)).toBe("План: 6 модулей, 24 часа");
    expect([1, 3, 11].map(russian.topics)).toEqual(["1 тема", "3 темы", "11 тем"]);
  });
});
