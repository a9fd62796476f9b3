// How the model is called for the longest answers: apart from their prompts, for functions that only reserve tokens for them.
import { limits } from "@ai-learning/protocol/limits";
import type { Settings } from "./message.ts";

/** Of one module as JSON; Russian takes about 105, a long one twice that. */
const tokensPerModule = 250;

/** Tokens of overview, goals, exercises and project. */
const restOfPlan = 1_000;

/** A structured plan. */
export const planSettings: Settings = {
  temperature: 0.7,
  maxTokens: limits.planModules * tokensPerModule + restOfPlan,
};

/** Modules out of a plan. */
export const finalizationSettings: Settings = {
  temperature: 0.3,
  maxTokens: limits.planModules * tokensPerModule,
};

/** A lesson: a thousand words and their code. Russian takes 1.84 tokens a word, English 1.20. */
export const lessonSettings: Settings = { temperature: 0.6, maxTokens: 3_000 };

/** The outline of a module. */
export const outlineSettings: Settings = { temperature: 0.4, maxTokens: 3_000 };
