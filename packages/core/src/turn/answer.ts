// What the mentor is asked for each kind of turn, and what comes of its answer.
import { partsOf } from "../learning/parts.ts";
import type { Model } from "../model/choice.ts";
import { promptTokens } from "../model/usage.ts";
import * as goOn from "../prompts/continue.ts";
import * as lesson from "../prompts/lesson.ts";
import type { PromptMessage, Settings } from "../prompts/message.ts";
import * as reply from "../prompts/reply.ts";
import * as study from "../prompts/study.ts";
import * as welcome from "../prompts/welcome.ts";
import { Continuation } from "./join.ts";
import type { Produced, Subject, Writing } from "./subject.ts";
import type * as Rows from "./turn.sql.ts";

/** A prompt, and how the model is called with it. */
interface Asked {
  readonly messages: readonly PromptMessage[];
  readonly settings: Settings;
}

/** What the mentor is asked in a study chat: a lesson, or an answer about one; null: it is another chat. */
function askedToTeach(claim: Rows.Claim, subject: Subject): Asked | null {
  const { track, history, locale } = subject;
  const about = subject.context.study ?? null;
  if (about === null || track === null) return null;
  const module = {
    ...about.module,
    objectives: about.module.objectives.map(({ text }) => text),
    lessons: about.module.lessons.map(({ title }) => title),
    isLast: about.module.is_last,
  };
  const open = about.lesson;
  if (claim.kind === "lesson" && open !== null) {
    const before = open.how === "first" ? null : open.read;
    const of = { track, module, lesson: open, how: open.how, before, locale };
    return { messages: lesson.messages(of), settings: lesson.settings };
  }
  const beside = open === null ? null : { ...open, text: open.text ?? open.read ?? "" };
  const of = { track, module, lesson: beside, history, locale };
  return { messages: study.messages(of), settings: study.settings };
}

function asked(claim: Rows.Claim, subject: Subject): Asked {
  const { track, history, locale } = subject;
  if (claim.kind === "welcome" && track !== null) {
    return { messages: welcome.messages({ track, locale }), settings: welcome.settings };
  }
  return (
    askedToTeach(claim, subject) ?? {
      messages: reply.messages({ track, history, locale }),
      settings: reply.settings,
    }
  );
}

/** Writes the answer of a turn that makes no modules. Deltas and checkpoints go through the keeper as it grows. */
export async function produce(
  claim: Rows.Claim,
  model: Model,
  keeper: Writing,
  subject: Subject,
): Promise<Produced> {
  const { messages, settings } = asked(claim, subject);
  const { continues } = claim;
  const written = new Continuation(continues?.text ?? "");
  const question =
    continues === null
      ? { messages }
      : {
          messages: goOn.messages(messages, continues.text, subject.locale),
          inseparable: goOn.inseparable,
        };
  keeper.ask({ callId: claim.call_id, promptTokens: promptTokens(question.messages) });
  const answer = await model.ask({
    ...question,
    settings,
    signal: keeper.signal,
    onText: (text) => keeper.write(written.with(text, false)),
    onState: (state) => keeper.enter(state),
  });
  // The rest of an answer that broke off may be a part of a repetition.
  const text = written.with(answer.text, answer.error === null);
  const parts = claim.kind === "lesson" ? partsOf(text, subject.locale) : null;
  return {
    answer,
    text,
    modules: null,
    usage: answer.usage,
    callId: claim.call_id,
    ...(parts !== null && { lesson: parts }),
  };
}
