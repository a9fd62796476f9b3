// What the mentor is asked for each kind of turn, and what comes of its answer.
import type { Model } from "../model/choice.ts";
import * as goOn from "../prompts/continue.ts";
import * as reply from "../prompts/reply.ts";
import * as welcome from "../prompts/welcome.ts";
import { Continuation } from "./join.ts";
import type { Produced, Subject, Writing } from "./subject.ts";
import type * as Rows from "./turn.sql.ts";

/** Writes the answer of a turn that makes no modules. Deltas and checkpoints go through the keeper as it grows. */
export async function produce(
  claim: Rows.Claim,
  model: Model,
  keeper: Writing,
  subject: Subject,
): Promise<Produced> {
  const { track, history, locale } = subject;
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
