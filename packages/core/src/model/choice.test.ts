import { describe, expect, it } from "vitest";
import { coursePlanSchema } from "../prompts/course.ts";
import { chatModelOf, settingsFor } from "./choice.ts";

const settings = { temperature: 0.8, maxTokens: 1000 };
const own = { temperature: 0.2, max_tokens: 3000 };

describe("settingsFor", () => {
  it.each([
    ["the operation's, where nobody wants anything", null, {}, 0.8, 1000],
    ["the user's own", own, {}, 0.2, 3000],
    ["the chat's before the user's", own, { temperature: 1, max_tokens: 500 }, 1, 500],
    ["the chat's on the server's key", null, { temperature: 1, max_tokens: 500 }, 1, 500],
    ["never longer on the server's key", null, { max_tokens: 5000 }, 0.8, 1000],
  ] as const)("are %s", (_, mine, chat, temperature, maxTokens) => {
    expect(settingsFor({ settings }, mine, chat)).toEqual({ temperature, maxTokens });
  });

  it.each([
    ["keep what their shape needs", { ...own, max_tokens: 100 }, 1000],
    ["may be longer on one's own key", own, 3000],
    ["are never longer on the server's", null, 1000],
  ] as const)("of JSON %s", (_, mine, maxTokens) => {
    const request = { settings, schema: coursePlanSchema };
    expect(settingsFor(request, mine, { temperature: 2 })).toEqual({ temperature: 0.8, maxTokens });
  });
});

describe("chatModelOf", () => {
  it("takes its own settings out of a chat's context and nothing of another kind", () => {
    const context = { skill_area: "Pottery", model_name: 7, temperature: 0.4, max_tokens: "9" };
    expect(chatModelOf(context)).toEqual({ temperature: 0.4 });
    expect(chatModelOf(null)).toEqual({});
  });
});
