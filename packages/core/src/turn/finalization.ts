// From the plan on screen to modules: as they stand in it, else by a model that is held to it. All or nothing.
import { problem } from "../error.ts";
import { unasked, type Answer } from "../model/client.ts";
import type { Model } from "../model/choice.ts";
import * as usage from "../model/usage.ts";
import { disagreements } from "../module/agreement.ts";
import { modulesOf } from "../module/from-plan.ts";
import { match } from "../module/match.ts";
import type { Binding } from "../module/shown-plans.ts";
import { summary } from "../module/summary.ts";
import { hasWholeAnswer } from "../prompts/context.ts";
import { finalizedCourseSchema, parseCourse, type ParsedCourse } from "../prompts/course.ts";
import * as finalize from "../prompts/finalize.ts";
import type { PromptMessage } from "../prompts/message.ts";
import { close, ledger } from "../usage/usage.sql.ts";
import type { FinalizationSubject, Produced, Writing } from "./subject.ts";
import * as Rows from "./turn.sql.ts";

/**
 * The modules of the plan on screen, where it is complete: no model is asked, and nothing is paid. Null: one has to be asked.
 *
 * @param model the name of the one that would have been asked
 */
export function fromPlan(
  claim: Rows.Claim,
  { context, plans, locale }: FinalizationSubject,
  model: string,
): Produced | null {
  const { ready, since } = plans;
  if (ready === null) return null;
  const inForce = context.modules.filter(({ archived }) => !archived);
  const modules = match(context.modules, modulesOf(ready, since, inForce));
  return {
    answer: unasked(model),
    text: summary(modules, locale),
    modules,
    usage: usage.none,
    callId: claim.call_id,
    isFromPlan: true,
  };
}

/** Reads a model's modules; those that are not the plan's are no answer. */
function read(text: string, binding: Binding | null): ParsedCourse {
  const parsed = parseCourse(text);
  if (!parsed.ok || binding === null) return parsed;
  const issues = disagreements(parsed.course.modules, binding);
  return issues.length === 0 ? parsed : { ok: false, issues };
}

/** Modules from the dialogue by a model: strict shape, the plan's where there is one, one repair, all or nothing. */
export async function finalization(
  claim: Rows.Claim,
  model: Model,
  keeper: Writing,
  { context, track, history, locale, plans }: FinalizationSubject,
): Promise<Produced> {
  if (!hasWholeAnswer(history)) throw problem("plan_not_found");
  const { binding } = plans;
  const call = (messages: readonly PromptMessage[]): Promise<Answer> => {
    keeper.ask({ callId, promptTokens: usage.promptTokens(messages) });
    return model.ask({
      messages,
      settings: finalize.settings,
      schema: finalizedCourseSchema,
      signal: keeper.signal,
      onState: (state) => keeper.enter(state),
    });
  };
  const messages = finalize.messages({ track, history, locale });
  let callId = claim.call_id;
  let answer = await call(messages);
  let spent = answer.usage;
  let parsed = read(answer.text, binding);
  // One that was cut would be cut again: the limit is far beyond any plan.
  if (answer.error === null && !answer.isTruncated && !parsed.ok) {
    await close(callId, ledger(callId, answer, "failed", "model_bad_answer"));
    callId = await Rows.openCall(claim, model.endpoint.name);
    answer = await call(finalize.repairMessages(messages, answer.text, parsed.issues));
    spent = usage.sum(spent, answer.usage);
    parsed = read(answer.text, binding);
  }
  if (answer.error !== null || answer.isTruncated || !parsed.ok) {
    const error = answer.error ?? "model_bad_answer";
    return { answer: { ...answer, error }, text: "", modules: null, usage: spent, callId };
  }
  const modules = match(context.modules, parsed.course.modules);
  return { answer, text: summary(modules, locale), modules, usage: spent, callId };
}
