// What a refusal objects to, told from the parameter it names first and from its words only then.
import type { Refusal } from "./refusal.ts";

/** What some servers or models do not take. */
export type Option =
  | "max_tokens"
  | "temperature"
  | "stream_options"
  | "stream"
  | "json_schema"
  | "json_object"
  | "system";

export type Meaning =
  /** The prompt and its answer do not fit; `window`: how many tokens would, where it says so. */
  | { readonly kind: "too_long"; readonly window: number | null }
  /** The longest answer asked for is longer than the model's; `limit` in tokens, where it says so. */
  | { readonly kind: "answer_too_long"; readonly limit: number | null }
  | { readonly kind: "unsupported"; readonly option: Option }
  /** Something is wrong with the request, and nothing says what. */
  | { readonly kind: "unknown" }
  /** Asking in another way would not help. */
  | { readonly kind: "other" };

const tooLong =
  /context.?(?:length|window|size)|maximum context|prompt is too long|prompt too long|too many (?:input |prompt )?tokens|(?:prompt|input|inputs|request|messages?)\b.{0,80}\btoo (?:long|large)|too large for model|exceeds? .{0,60}(?:context|number of tokens|input|sequence)|reduce the length|`?inputs`? (?:tokens|must have less)|number of tokens .{0,40}exceed|total number of tokens|n_ctx|max_model_len/i;

const windowNumbers: readonly RegExp[] = [
  /(?:context (?:length|window|size)|n_ctx|max_model_len)(?:(?! by )\D){0,30}(\d{3,7})/i,
  /(\d{3,7}) (?:tokens? )?max(?:imum)? (?:context )?length/i,
  /maximum number of tokens allowed \((\d{3,7})/i,
  /(?:must be <=|less than|cannot exceed|>|limit:?) (\d{3,7})/i,
];

const answerLimits =
  /(?:at most|<=|less than(?: or equal to)?|maximum (?:of|is|value of)|limit(?: is| of|:)?|up to) (\d{2,7})/i;

const answerNames = /max_(?:completion_|new_|output_)?tokens/i;
const ofPrompt = /context|prompt|input|messages/i;
const tooMuch = /too (?:large|high|big|long)|at most|<=|less than|exceed|greater than|maximum/i;

const objection =
  /unsupported|\bnot?\b.{0,40}\b(?:support|permit|allow|enabl|implement|availab|valid|recogni|accept|match)|n't (?:support|accept|allow)|unknown|unrecogni|unexpected|extra|invalid|forbid|permitted|must|only|cannot|unable|deprecated|no longer|incompatible|disabled|use .{0,3}max_completion_tokens/i;

const json =
  /response_?format|json_?schema|json_?object|json|schema|grammar|structured output|guided/i;

/** Option by option: how a parameter and how words name it. The first that fits. */
const options: readonly (readonly [Option, RegExp, RegExp])[] = [
  ["stream_options", /stream_options|include_usage/i, /stream_options|include_usage/i],
  ["max_tokens", /max_tokens/i, /max_tokens/i],
  ["temperature", /temperature/i, /temperature/i],
  [
    "system",
    /messages\W+\d+\W+role|\brole\b/i,
    /(?:system|developer)\W{0,3}.{0,20}(?:role|message|prompt|instruction)|roles? .{0,30}system|roles? (?:must|should) (?:be )?alternat|must alternate/i,
  ],
  ["stream", /^(?:body\.)?stream$/i, /\bstream(?:ing|ed)?\b/i],
];

const firstNumber = (patterns: readonly RegExp[], text: string): number | null => {
  for (const pattern of patterns) {
    const found = Number(pattern.exec(text)?.[1]);
    if (found > 0) return found;
  }
  return null;
};

function unsupported({ params, words }: Refusal, wantsJson: boolean): Option | null {
  const named = options.find(([, pattern]) => params.some((param) => pattern.test(param)));
  if (named !== undefined) return named[0];
  const isJsonParam = params.some((param) => json.test(param));
  if (!isJsonParam && !objection.test(words)) return null;
  const told = options.find(([, , pattern]) => pattern.test(words));
  if (told !== undefined && !isJsonParam) return told[0];
  if (!wantsJson || !(isJsonParam || json.test(words))) return null;
  return /json_object/i.test(words) && !/json_schema/i.test(words) ? "json_object" : "json_schema";
}

/** Refusals of what was asked, whichever way. */
const ofContent = /content.?(?:filter|policy|management)|responsible.?ai|moderation|safety/i;
const ofAccess =
  /api.?key|auth|permission|credential|billing|quota|credit|insufficient|balance|model.?not.?found|does not exist|no such model|not a valid model|unknown model|invalid.?model/i;

/** Whether a refusal is of what the learner said. */
export const isOfContent = ({ codes, words }: Refusal): boolean =>
  ofContent.test(codes.join(" ")) || /content management policy|content.?filter/i.test(words);

/** What a refusal objects to. `wantsJson`: JSON was asked for. */
export function meaningOf(refusal: Refusal, wantsJson: boolean): Meaning {
  const { status, words, codes, params } = refusal;
  const other: Meaning = { kind: "other" };
  if (status === 429 && !/request too large/i.test(words)) return other;
  if (![400, 404, 413, 422, 429, 500, 501].includes(status) || isOfContent(refusal)) return other;
  const text = `${codes.join(" ")} ${words}`;
  const isOfAnswer = answerNames.test(`${params.join(" ")} ${words}`) && !ofPrompt.test(words);
  if (isOfAnswer && tooMuch.test(words) && !/max_completion_tokens.{0,3} instead/i.test(words)) {
    return { kind: "answer_too_long", limit: firstNumber([answerLimits], words) };
  }
  if (status === 413 || tooLong.test(text)) {
    return { kind: "too_long", window: firstNumber(windowNumbers, words) };
  }
  const option = unsupported(refusal, wantsJson);
  if (option !== null) return { kind: "unsupported", option };
  const isOfRequest = status === 400 || status === 422;
  return isOfRequest && !ofAccess.test(text) ? { kind: "unknown" } : other;
}
