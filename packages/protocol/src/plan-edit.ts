// A plan that the learner wrote down by hand, and the plan it was made from.
import * as z from "zod";
import { historyItem } from "./chat.ts";
import { clientMessageId, id } from "./id.ts";
import { limits } from "./limits.ts";
import { isClearTitle } from "./module-title.ts";
import { line, text } from "./text.ts";
import { difficultyLevel, hours } from "./track.ts";

const title = line(limits.titleChars).refine(isClearTitle, {
  error: "must be plain text in one line, without HTML",
});

const editedModule = z.object({
  title,
  hours,
  summary: text(limits.descriptionChars).nullish(),
  topics: z
    .array(line(limits.topicChars))
    .max(limits.moduleTopics, { error: `must have at most ${limits.moduleTopics} topics` })
    .default([]),
});

const hoursOfAll = (modules: readonly { readonly hours: number }[]): number =>
  modules.reduce((sum, one) => sum + one.hours, 0);

export const editedPlan = z
  .object({
    title: title.nullish().describe("of the course"),
    level: difficultyLevel.nullish(),
    modules: z
      .array(editedModule)
      .min(1, { error: "must have at least 1 module" })
      .max(limits.planModules, { error: `must have at most ${limits.planModules} modules` }),
    total_hours: z.int().nullish().describe("the sum of the modules' hours, where it is given"),
  })
  .superRefine(({ modules, total_hours }, context) => {
    const sum = hoursOfAll(modules);
    if (total_hours === null || total_hours === undefined || total_hours === sum) return;
    context.addIssue({
      code: "custom",
      path: ["total_hours"],
      message: `must be ${sum}, the sum of the modules' hours`,
    });
  });
export type EditedPlan = z.infer<typeof editedPlan>;

export const planEdit = z.object({
  plan: editedPlan,
  based_on: z
    .object({ message_id: id, attempt: z.int().min(0) })
    .nullable()
    .describe("the message whose plan was edited, and its attempt; null: the chat showed no plan"),
  client_message_id: clientMessageId,
});
export type PlanEdit = z.infer<typeof planEdit>;

export const planSaved = z.object({
  success: z.literal(true),
  message: historyItem.describe("the plan as a message of the learner"),
});
export type PlanSaved = z.infer<typeof planSaved>;
