// The lessons of a module, and what is practised in it: the job `module-outline`.
import { normaliseTitle } from "@ai-learning/protocol/module-title";
import { readContext } from "../chat/context.sql.ts";
import { problem } from "../error.ts";
import { newId } from "../id.ts";
import { ownerOf, type Claim } from "../job/job.sql.ts";
import type { Run } from "../job/kind.ts";
import * as log from "../log.ts";
import { localeOf, trackOf, type StoredContext } from "../prompts/context.ts";
import { repairMessages } from "../prompts/finalize.ts";
import * as prompt from "../prompts/outline.ts";
import type { StudyModule } from "../prompts/study-data.ts";
import * as Rows from "./lesson.sql.ts";

/** A module as the prompt has it; one without objectives is about its title. */
const asked = (module: Rows.OutlineModule): StudyModule => ({
  number: module.number,
  title: module.title,
  description: module.description,
  hours: module.hours,
  objectives:
    module.objectives.length > 0 ? module.objectives.map(({ text }) => text) : [module.title],
  lessons: module.lessons.map(({ title }) => title),
  isLast: module.is_last,
});

/** What the outline is made from. A guest's track may have become an account's since the claim. */
async function readFor(
  claim: Claim,
): Promise<{ context: StoredContext; module: Rows.OutlineModule }> {
  const moduleId = String(claim.input["module_id"]);
  const of = { trackId: claim.track_id, chatId: null, before: null, bytes: 0 };
  for (const userId of [claim.user_id, await ownerOf(claim.job_id)]) {
    if (userId === undefined) continue;
    const [context, module] = await Promise.all([
      readContext(userId, of),
      Rows.readOutlineModule(userId, moduleId),
    ]);
    if (module !== null) return { context, module };
  }
  throw problem("module_not_found");
}

/** A module's lessons as they are stored: one with the title of an earlier one, or that continues it, stays that one. */
export function outlineRows(outline: prompt.Outline, module: Rows.OutlineModule) {
  const free = new Map(module.lessons.map((one) => [normaliseTitle(one.title), one.id]));
  const claim = (title: string | null): string | undefined => {
    const key = title === null ? "" : normaliseTitle(title);
    const id = free.get(key);
    free.delete(key);
    return id;
  };
  // Equal titles first: none of them may be taken by a lesson that only continues another.
  const same = outline.lessons.map((one) => claim(one.title));
  const lessons = outline.lessons.map((one, at) => ({
    id: same[at] ?? claim(one.previous_title) ?? newId(),
    title: one.title,
    minutes: one.minutes,
    objective_ids: one.objective_numbers.flatMap(
      (number) => module.objectives[number - 1]?.id ?? [],
    ),
  }));
  const { practice, project } = outline;
  return {
    lessons,
    practice: { id: newId(), ...practice },
    project: project === null ? null : { id: newId(), ...project },
  };
}

const cut = "The answer was cut at its length limit: make it shorter, and whole.";

/** Makes the outline: what `store_outline` takes. */
export const run: Run = async ({ claim, ask }) => {
  const { context, module } = await readFor(claim);
  const track = trackOf(context, null);
  if (track === null) throw problem("track_not_found");
  const study = asked(module);
  const locale = localeOf(track, [], claim.locale);
  const messages = prompt.messages({ track, module: study, locale });
  const request = { settings: prompt.settings, schema: prompt.outlineSchema };
  const read = (answer: { readonly text: string; readonly isTruncated: boolean }) =>
    answer.isTruncated
      ? { ok: false as const, issues: [cut] }
      : prompt.parseOutline(answer.text, study);
  let answer = await ask({ ...request, messages });
  let parsed = read(answer);
  if (!parsed.ok) {
    answer = await ask({
      ...request,
      messages: repairMessages(messages, answer.text, parsed.issues),
    });
    parsed = read(answer);
  }
  if (!parsed.ok) {
    const issues = parsed.issues.join("; ").slice(0, 500);
    log.warn("outline_not_usable", { job_id: claim.job_id, issues });
    throw problem("model_bad_answer");
  }
  return outlineRows(parsed.outline, module);
};
