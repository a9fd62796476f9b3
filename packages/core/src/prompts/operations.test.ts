import { describe, expect, it } from "vitest";
import * as ConnectionTest from "./connection-test.ts";
import * as Finalize from "./finalize.ts";
import { localeOfPrompt } from "./message.ts";
import * as Plan from "./plan.ts";
import * as Reply from "./reply.ts";
import type { TrackContext } from "./track.ts";
import * as Welcome from "./welcome.ts";

const track: TrackContext = {
  title: "Rust",
  skillArea: "Rust",
  level: "intermediate",
  hours: 30,
  expectations: "write a game",
  description: "",
  status: "planning",
  plan: null,
  modules: [],
};
const history = [
  { sender: "ai", content: "plan" },
  { sender: "user", content: "add tests" },
  { sender: "ai", content: "  " },
  { sender: "user", content: "hello?" },
] as const;

describe.each(["ru", "en"] as const)("the prompts in %s", (locale) => {
  const own = { ru: /[а-яё]/i, en: /^[^а-яё]+$/i }[locale];
  const all = {
    welcome: Welcome.messages({ track, locale }),
    reply: Reply.messages({ track, history, locale }),
    finalize: Finalize.messages({ track, history, locale }),
    plan: Plan.messages({ track, locale }),
    "connection-test": ConnectionTest.messages({ locale }),
  };

  it.each(Object.entries(all))(
    "begin %s with one system message in that language",
    (_, messages) => {
      expect(messages[0]?.role).toBe("system");
      expect(messages[0]?.content).toMatch(own);
      expect(localeOfPrompt(messages)).toBe(locale);
      expect(messages.slice(1).some((message) => message.role === "system")).toBe(false);
    },
  );

  it.each(["welcome", "reply"] as const)(
    "prescribe in %s the shape in which a plan is shown",
    (name) => {
      const shape = all[name][0]?.content ?? "";
      const { title, module, total } = {
        ru: {
          title: "## План курса: <",
          module: /### Модуль 1\. <.+> — <.+> ч\n<.+>\n- </,
          total: "Итого",
        },
        en: {
          title: "## Course plan: <",
          module: /### Module 1\. <.+> — <.+> h\n<.+>\n- </,
          total: "Total",
        },
      }[locale];
      expect(shape).toContain(title);
      expect(shape).toMatch(module);
      expect(shape).toMatch(new RegExp(`^\\*\\*${total}: <.+> [чh]\\*\\*$`, "m"));
    },
  );

  it("name the hours asked for, where a plan is made", () => {
    expect(all.welcome[0]?.content).toContain("30.");
    expect(all.plan[0]?.content).toContain("30.");
    expect(
      Welcome.messages({ track: { ...track, hours: null }, locale })[0]?.content,
    ).not.toContain("30");
  });

  it("begin with the learner, alternate, and end with the learner's new message", () => {
    expect(all.reply.slice(1)).toEqual([
      { role: "user", content: all.welcome.at(-1)?.content },
      { role: "assistant", content: "plan" },
      { role: "user", content: "add tests\n\n---\n\nhello?" },
    ]);
    for (const messages of Object.values(all)) {
      const roles = messages.slice(1).map(({ role }) => role);
      expect(roles).toEqual(roles.map((_, index) => (index % 2 === 0 ? "user" : "assistant")));
      expect(roles.at(-1)).toBe("user");
    }
  });

  it("do not send a model's thoughts back to it", () => {
    const thought = { sender: "ai", content: "<think>\nhours?\n</think>\n\nA plan" } as const;
    const [, , answer] = Reply.messages({ track, history: [thought, ...history], locale });
    expect(answer?.content).toBe("A plan\n\n---\n\nplan");
  });

  it("can do without a track in a reply", () => {
    const messages = Reply.messages({ track: null, history, locale });
    expect(messages[0]?.content).not.toContain("<track_data>");
  });

  it("ask for a repair with the bad answer and each issue, in the same language", () => {
    const repaired = Finalize.repairMessages(all.finalize, "{}", ["modules: missing", "b"]);
    expect(repaired.slice(0, -2)).toEqual(all.finalize);
    expect(repaired.at(-2)).toEqual({ role: "assistant", content: "{}" });
    expect(repaired.at(-1)?.content).toMatch(/\n- modules: missing\n- b$/);
    expect(repaired.at(-1)?.content).toMatch(own);
  });
});

it("keeps the agreed temperatures and limits", () => {
  expect([Welcome, Reply, Finalize, Plan, ConnectionTest].map((one) => one.settings)).toEqual([
    { temperature: 0.8, maxTokens: 1500 },
    { temperature: 0.8, maxTokens: 1000 },
    { temperature: 0.3, maxTokens: 5000 },
    { temperature: 0.7, maxTokens: 6000 },
    { temperature: 0.8, maxTokens: 1000 },
  ]);
});
