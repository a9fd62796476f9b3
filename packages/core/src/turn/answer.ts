// What the mentor is asked for each kind of turn, and what comes of its answer.
import { problem } from "../error.ts";
import type { Model } from "../model/choice.ts";
import type { Answer } from "../model/client.ts";
import * as usage from "../model/usage.ts";
import { match, type MatchedModule } from "../module/match.ts";
import { summary } from "../module/summary.ts";
import { finalizedCourseSchema, parseCourse } from "../prompts/course.ts";
import * as goOn from "../prompts/continue.ts";
import * as finalize from "../prompts/finalize.ts";
import {
  dialogueOf,
  hasWholeAnswer,
  localeOf,
  trackOf,
  type StoredContext,
} from "../prompts/context.ts";
import type { Locale } from "../prompts/locale.ts";
import type { HistoryItem, PromptMessage } from "../prompts/message.ts";
import * as reply from "../prompts/reply.ts";
import type { TrackContext } from "../prompts/track.ts";
import * as welcome from "../prompts/welcome.ts";
import { close, ledger } from "../usage/usage.sql.ts";
import { Continuation } from "./join.ts";
import type { LeaseKeeper } from "./lease-keeper.ts";
import { historyBytes } from "./window.ts";
import * as Rows from "./turn.sql.ts";

/** A turn's outcome before it is settled. `callId` is the ledger row still open. */
export interface Produced {
  readonly answer: Answer;
  readonly text: string;
  readonly modules: readonly MatchedModule[] | null;
  readonly usage: usage.Usage;
  readonly callId: string;
}

/** What of the keeper an answer needs: an end that may come early, and somebody to take its text. */
export type Writing = Pick<LeaseKeeper, "signal" | "write" | "enter">;

/** Writes the turn's answer. Deltas and checkpoints go through the keeper as it grows. */
export async function produce(claim: Rows.Claim, model: Model, keeper: Writing): Promise<Produced> {
  const context = await Rows.contextOf(claim, historyBytes);
  const track = trackOf(context, claim.context);
  const history = dialogueOf(context);
  const locale = localeOf(track, history, claim.locale);
  if (claim.kind === "finalization" && track !== null) {
    return finalization(claim, model, keeper, { context, track, history, locale });
  }
  const isWelcome = claim.kind === "welcome" && track !== null;
  const { continues } = claim;
  const written = new Continuation(continues?.text ?? "");
  const asked = isWelcome
    ? welcome.messages({ track, locale })
    : reply.messages({ track, history, locale });
  const answer = await model.ask({
    ...(continues === null
      ? { messages: asked }
      : {
          messages: goOn.messages(asked, continues.text, locale),
          inseparable: goOn.inseparable,
        }),
    settings: isWelcome ? welcome.settings : reply.settings,
    signal: keeper.signal,
    onText: (text) => keeper.write(written.with(text, false)),
    onState: (state) => keeper.enter(state),
  });
  return {
    answer,
    // The rest of an answer that broke off may be a part of a repetition.
    text: written.with(answer.text, answer.error === null),
    modules: null,
    usage: answer.usage,
    callId: claim.call_id,
  };
}

/** Modules from the dialogue: strict shape, one repair, all or nothing. */
async function finalization(
  claim: Rows.Claim,
  model: Model,
  keeper: Writing,
  known: {
    context: StoredContext;
    track: TrackContext;
    history: HistoryItem[];
    locale: Locale;
  },
): Promise<Produced> {
  const { context, track, history, locale } = known;
  if (!hasWholeAnswer(history)) throw problem("plan_not_found");
  const call = (messages: readonly PromptMessage[]): Promise<Answer> =>
    model.ask({
      messages,
      settings: finalize.settings,
      schema: finalizedCourseSchema,
      signal: keeper.signal,
      onState: (state) => keeper.enter(state),
    });
  const messages = finalize.messages({ track, history, locale });
  let answer = await call(messages);
  let spent = answer.usage;
  let callId = claim.call_id;
  let parsed = parseCourse(answer.text);
  // One that was cut would be cut again: the limit is far beyond any plan.
  if (answer.error === null && !answer.isTruncated && !parsed.ok) {
    await close(callId, ledger(answer, "failed", "model_bad_answer"));
    callId = await Rows.openCall(claim, model.endpoint.name);
    answer = await call(finalize.repairMessages(messages, answer.text, parsed.issues));
    spent = usage.sum(spent, answer.usage);
    parsed = parseCourse(answer.text);
  }
  if (answer.error !== null || answer.isTruncated || !parsed.ok) {
    const error = answer.error ?? "model_bad_answer";
    return { answer: { ...answer, error }, text: "", modules: null, usage: spent, callId };
  }
  const modules = match(context.modules, parsed.course.modules);
  return { answer, text: summary(modules, locale), modules, usage: spent, callId };
}
