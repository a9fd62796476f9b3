// A lesson on a title, apart from any module: the job `generate-lesson`.
import { problem } from "../error.ts";
import type { Run } from "../job/kind.ts";
import * as prompt from "../prompts/lesson.ts";
import { detectLocale } from "../prompts/locale.ts";

/** Writes the lesson: `{content}`. */
export const run: Run = async ({ claim, ask }) => {
  const text = (name: string): string => {
    const value = claim.input[name];
    return typeof value === "string" ? value : "";
  };
  const answer = await ask({
    settings: prompt.settings,
    messages: prompt.freeMessages({
      title: text("title"),
      context: text("context"),
      kind: text("kind"),
      locale: detectLocale([text("context"), text("title")], claim.locale),
    }),
  });
  if (answer.text.trim() === "") throw problem("model_bad_answer");
  return { content: answer.text };
};
