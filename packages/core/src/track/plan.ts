// A structured plan for a track, kept with it: the job `generate-plan`.
import { readContext } from "../chat/context.sql.ts";
import { problem } from "../error.ts";
import { ownerOf, type Claim } from "../job/job.sql.ts";
import type { Run } from "../job/kind.ts";
import * as log from "../log.ts";
import type { Answer } from "../model/client.ts";
import { dialogueOf, localeOf, trackOf, type StoredContext } from "../prompts/context.ts";
import { coursePlanSchema, parsePlan, type ParsedPlan } from "../prompts/course.ts";
import { repairMessages } from "../prompts/finalize.ts";
import * as prompt from "../prompts/plan.ts";
import { dialogueBytes } from "./plan-opening.ts";

/** What the plan is made from. A guest's track may have become an account's since the claim. */
async function contextOf(claim: Claim): Promise<StoredContext> {
  const of = {
    trackId: claim.track_id,
    chatId: claim.chat_id,
    before: null,
    bytes: dialogueBytes,
  };
  const found = await readContext(claim.user_id, of);
  if (found.track !== null) return found;
  const owner = await ownerOf(claim.job_id);
  return owner === undefined ? found : readContext(owner, of);
}

const cut = "The answer was cut at its length limit: make it shorter, and whole.";

/** A cut answer is not read as a plan, even where a plan can be read from it. */
const read = (answer: Answer): ParsedPlan =>
  answer.isTruncated ? { ok: false, issues: [cut] } : parsePlan(answer.text);

/** Makes the plan: `{plan, chat_id}`. */
export const run: Run = async ({ claim, ask }) => {
  const context = await contextOf(claim);
  const track = trackOf(context, null);
  if (track === null) throw problem("track_not_found");
  const wish = claim.input["user_expectations"];
  const history = dialogueOf(context);
  const messages = prompt.messages({
    track: { ...track, expectations: typeof wish === "string" && wish ? wish : track.expectations },
    history,
    locale: localeOf(track, history, claim.locale),
  });
  const request = { settings: prompt.settings, schema: coursePlanSchema };
  let answer = await ask({ ...request, messages });
  let parsed = read(answer);
  if (!parsed.ok) {
    const repair = repairMessages(messages, answer.text, parsed.issues);
    answer = await ask({ ...request, messages: repair });
    parsed = read(answer);
  }
  if (!parsed.ok) {
    const issues = parsed.issues.join("; ").slice(0, 500);
    log.warn("plan_not_usable", { job_id: claim.job_id, issues });
    throw problem("model_bad_answer");
  }
  return { plan: parsed.plan, chat_id: claim.chat_id };
};
