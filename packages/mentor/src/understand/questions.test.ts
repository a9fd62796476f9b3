import { describe, expect, it } from "vitest";
import { isQuestion, questionIn } from "./questions.ts";

describe("questionIn", () => {
  it.each([
    ["What does module 2 cover?", { ask: "module", refs: [{ by: "number", number: 2 }] }],
    [
      "Расскажи подробнее про третий модуль",
      { ask: "module", refs: [{ by: "number", number: 3 }] },
    ],
    [
      "сколько часов на второй модуль?",
      { ask: "moduleHours", refs: [{ by: "number", number: 2 }] },
    ],
    [
      "How many hours does the testing module take?",
      { ask: "moduleHours", refs: [{ by: "words", words: "testing" }] },
    ],
    ["why is module 2 so long?", { ask: "why", refs: [{ by: "number", number: 2 }] }],
    ["Почему второй модуль такой длинный?", { ask: "why", refs: [{ by: "number", number: 2 }] }],
    ["what is in module 3?", { ask: "module", refs: [{ by: "number", number: 3 }] }],
    ["сколько всего часов?", { ask: "hours" }],
    ["How long will it take?", { ask: "hours" }],
    ["сколько модулей в плане?", { ask: "count" }],
    ["Which module is about testing?", { ask: "find", words: "testing" }],
    ["будет ли рекурсия?", { ask: "find", words: "рекурсия" }],
    ["Покажи весь план ещё раз", { ask: "plan" }],
    ["what are the goals?", { ask: "goals" }],
    ["Какой у плана уровень?", { ask: "level" }],
    ["что ты умеешь?", { ask: "help" }],
    ["who are you?", { ask: "who" }],
    ["Спасибо!", { ask: "thanks" }],
    ["Привет", { ask: "greeting" }],
    ["не нравится", { ask: "discontent" }],
    ["looks good!", { ask: "content" }],
    ["финализируй план", { ask: "finish" }],
    ["а какая погода в Москве?", null],
    ["merge modules 1 and 2", null],
  ])("reads %j", (text, expected) => {
    expect(questionIn(text)).toEqual(expected);
  });
});

it("takes a polite request for a request and a doubt for a question", () => {
  expect(isQuestion("Can you add a module on Git?")).toBe(false);
  expect(isQuestion("Можно убрать модуль 2?")).toBe(false);
  expect(isQuestion("Should I remove module 2?")).toBe(true);
  expect(isQuestion("стоит ли убрать модуль 2?")).toBe(true);
});
