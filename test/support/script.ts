// What the scripted model says: decided by the operation asked for and by directives in square
// brackets in the learner's own words, so that a test steers the model through the front door.
import type { ChatCompletionRequest, FixtureResponse } from "@copilotkit/aimock";
import { lessonMarkdown, outlineJson } from "./script-lesson.ts";
import { courseJson, planJson, planMarkdown } from "./script-plan.ts";
import { directive, read, type Asked } from "./script-request.ts";

export const modelName = "scripted-model";
export const modelKey = "sk-test-0123456789abcdef0123456789abcdef";

/** The answer to `[unicode]` as it can be stored: pairs, joiners, and no NUL characters. */
export const unicodeAnswer = "🎉 𝕌𝕟𝕚𝕔𝕠𝕕𝕖 👩‍👩‍👧‍👦 Ёлка ﷺ é ".repeat(12).trim();

const has = (asked: Asked, name: string): boolean => directive(asked.steering, name) !== undefined;

/** Characters that `[slow S]` streams in S seconds: twenty pieces of twenty a second. */
const slowChars = (asked: Asked): number =>
  has(asked, "slow") ? 400 * Number(directive(asked.steering, "slow") || 3) : 0;

const lines = (length: number): string => {
  let text = "";
  for (let line = 1; text.length < length; line += 1) text += `${String(line).padStart(7, "0")}\n`;
  return text.slice(0, length);
};

/** The answer to `[long N]`: exactly N characters, every line numbered. */
export const longAnswer = (length: number): string => lines(length);

/** The answer to `[say]`: what stands behind it. */
const wordForWord = (said: string): string | undefined => /\[say\]\s*([^]*)/.exec(said)?.[1];

/** What `[think S]` streams for S seconds before the answer: twenty pieces of twenty a second. */
const thoughtsOf = (asked: Asked): string =>
  has(asked, "think")
    ? `<think>${lines(400 * Number(directive(asked.steering, "think")))}</think>`
    : "";

function failure(asked: Asked, times: (key: string) => number): FixtureResponse | undefined {
  const wanted = /\[error (\d{3})(?: x(\d+))?( always)?(?: after (\d+))?\]/.exec(asked.steering);
  if (wanted === null) return undefined;
  const status = Number(wanted[1]);
  const often = wanted[2] ?? (status === 429 && wanted[3] === undefined ? 1 : Infinity);
  const nth = times(`${asked.task} ${asked.steering}`) - Number(wanted[4] ?? 0);
  if (nth < 1 || nth > Number(often)) return undefined;
  return { status, error: { message: "scripted failure, never to be shown", type: "scripted" } };
}

function content(request: ChatCompletionRequest, asked: Asked): string {
  const unusable = has(asked, "alwaysbadjson") || (has(asked, "badjson") && !asked.repairing);
  switch (asked.task) {
    case "welcome":
      return planMarkdown(asked);
    case "finalize":
      return unusable ? '{"modules": [{"title": ""}]}' : courseJson(request, asked);
    case "plan":
      return unusable ? "I would rather not." : planJson(asked);
    case "outline":
      return unusable ? "Here are forty lessons for you." : outlineJson(asked);
    case "lesson":
      return lessonMarkdown(asked);
    case "connection-test":
      return asked.locale === "ru" ? "Здравствуйте!" : "Hello!";
    default: {
      if (has(asked, "unicode")) return unicodeAnswer.replaceAll("Ё", "\0Ё\0");
      const long = directive(asked.said, "long");
      if (long !== undefined) return longAnswer(Number(long));
      return wordForWord(asked.said) ?? `Answer to: ${asked.said}`;
    }
  }
}

/** `[length]` of any answer, `[length finalize]` of that operation alone. */
function endOf(asked: Asked): { finishReason?: string } {
  const limited = directive(asked.steering, "length");
  if (has(asked, "refuse")) return { finishReason: "content_filter" };
  const isCut =
    limited === "" ||
    limited === asked.task ||
    has(asked, "alwaystruncated") ||
    (has(asked, "truncated") && !asked.repairing);
  return isCut ? { finishReason: "length" } : {};
}

/** The part of `[parts N]` that comes next, and whether that is the last; with `[repeat M]`, M characters come again. */
function partOf(whole: string, asked: Asked): { text: string; isLast: boolean } {
  const { steering, written = "" } = asked;
  const size = Number(directive(steering, "parts") ?? Infinity);
  const again = written === "" ? 0 : Number(directive(steering, "repeat") ?? 0);
  const end = written.length + size;
  const text = whole.slice(written.length - again, end);
  return { text: text === "" ? " That was all." : text, isLast: end >= whole.length };
}

/** The whole answer; `times` counts how often a key has been asked for, this time included. */
export function respond(
  request: ChatCompletionRequest,
  times: (key: string) => number,
): FixtureResponse {
  const asked = read(request);
  const failed = failure(asked, times);
  if (failed !== undefined) return failed;
  const part = has(asked, "empty") ? undefined : partOf(content(request, asked), asked);
  const text = part?.text ?? "";
  const rest = slowChars(asked) - text.length;
  // JSON ends in white space, so that it stays the same JSON.
  const filler = ["finalize", "plan", "outline"].includes(asked.task)
    ? " ".repeat(Math.max(0, rest))
    : lines(rest);
  const end = part?.isLast === false ? { finishReason: "length" } : endOf(asked);
  return { content: thoughtsOf(asked) + text + filler, ...end };
}
