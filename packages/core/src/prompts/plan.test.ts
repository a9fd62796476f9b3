import { expect, it } from "vitest";
import { promptTokens } from "../model/usage.ts";
import { limits } from "@ai-learning/protocol/limits";
import { parsePlan } from "./course.ts";
import * as Plan from "./plan.ts";

const plan = (modules: number) => ({
  overview:
    "Курс ведёт от первых шагов к самостоятельной работе: каждый модуль заканчивается практикой, а в конце вы собираете собственный проект.",
  goals: Array.from({ length: 4 }, (_, at) => `Цель ${at}: уверенно применять основные приёмы`),
  modules: Array.from({ length: modules }, (_, at) => ({
    name: `Модуль о настройке и отладке сетевых приложений, часть ${at + 1}`,
    description:
      "Вы научитесь находить причины сбоев по журналам, измерять время ответа и объяснять коллегам, что именно сломалось и почему.",
    duration_hours: 4,
    topics: [
      "Журналы и уровни сообщений",
      "Трассировка запросов между службами",
      "Измерение времени ответа",
      "Ошибки соединений и повторные попытки",
      "Практика: разбор настоящего сбоя",
    ],
  })),
  exercises: Array.from({ length: 5 }, (_, at) => `Упражнение ${at}: соберите и проверьте службу`),
  final_project: "Соберите службу с журналами, измерениями и описанием найденных ошибок.",
});

it("a Russian plan of as many modules as there can be fits the limit of an answer, and is read", () => {
  const text = JSON.stringify(plan(limits.planModules));
  expect(promptTokens([{ role: "assistant", content: text }])).toBeLessThan(
    Plan.settings.maxTokens,
  );
  expect(parsePlan(text)).toMatchObject({ ok: true });
});

it("an answer may have at least 250 tokens for each module", () => {
  expect(Plan.settings.maxTokens).toBeGreaterThanOrEqual(250 * limits.planModules);
});

it("a plan of more modules than a course can have is not read", () => {
  expect(parsePlan(JSON.stringify(plan(limits.planModules + 1)))).toMatchObject({ ok: false });
});
