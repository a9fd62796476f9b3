// What a chat request asks of the mentor: the operation, the language, the track, the dialogue.
import type { Brief, ExistingModule } from "./brief.ts";
import { skillOf } from "./brief.ts";
import type { Level, Locale } from "./plan.ts";

export type Operation = "welcome" | "reply" | "finalize" | "plan" | "connection-test";

export interface Message {
  readonly role: string;
  readonly content: string;
}

export interface MentorRequest {
  readonly operation: Operation;
  readonly locale: Locale;
  /** Null when the prompt carries no track. */
  readonly brief: Brief | null;
  /** The dialogue, oldest first, without the system prompt and without the prompt's own request. */
  readonly dialogue: readonly Message[];
  /** The longest answer allowed, in tokens. */
  readonly maxTokens: number;
}

/** The part of a chat completion request that the mentor reads. */
export interface ChatRequest {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly response_format?: unknown;
  readonly max_tokens?: unknown;
  readonly max_completion_tokens?: unknown;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const textOf = (content: unknown): string => {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) =>
      isFields(part) && typeof part["text"] === "string" ? part["text"] : "",
    )
    .join("");
};

const string = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : null;

const levels: readonly string[] = ["beginner", "intermediate", "advanced"];
const isLevel = (value: unknown): value is Level =>
  typeof value === "string" && levels.includes(value);

const existingModules = (value: unknown): ExistingModule[] =>
  Array.isArray(value)
    ? value.filter(isFields).map((module) => ({
        number: number(module["number"]) ?? 0,
        title: string(module["title"]),
        hours: number(module["hours"]) ?? 1,
        objectives: Array.isArray(module["objectives"])
          ? module["objectives"].filter((one) => typeof one === "string")
          : [],
      }))
    : [];

const trackFields = (system: string): Fields | null => {
  const block = /<track_data>\s*(\{[\s\S]*?\})\s*<\/track_data>/.exec(system)?.[1];
  if (block === undefined) return null;
  try {
    const value: unknown = JSON.parse(block);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
};

const briefOf = (system: string, locale: Locale): Brief | null => {
  const fields = trackFields(system);
  if (fields === null) return null;
  const title = string(fields["title"]);
  const level = fields["difficulty_level"];
  return {
    locale,
    title,
    skill: skillOf(string(fields["skill_area"]) || title),
    level: isLevel(level) ? level : "beginner",
    hours: number(fields["estimated_duration_hours"]),
    expectations: string(fields["user_expectations"]),
    description: string(fields["description"]),
    existing: existingModules(fields["modules"]),
  };
};

/** The first line of our prompts, "Task: reply (en)". */
const header = /^(?:Task|Задача): ([a-z-]+) \((ru|en)\)/;

/** Prompts by other hands still say by their `response_format` whether JSON is wanted. */
const guessed = (request: ChatRequest, system: string): Operation => {
  const format = isFields(request.response_format) ? request.response_format : {};
  if (format["type"] === "json_schema" || format["type"] === "json_object")
    return JSON.stringify(format).includes("overview") ? "plan" : "finalize";
  return system === "" && request.messages.length === 1 ? "connection-test" : "reply";
};

const isOperation = (value: string | undefined): value is Operation =>
  ["welcome", "reply", "finalize", "plan", "connection-test"].includes(value ?? "");

/** Operations whose prompt ends with a request of its own; a repair adds a pair after it. */
const asking: readonly Operation[] = ["welcome", "finalize", "plan", "connection-test"];
const ownRequest =
  /^(?:Финализируй план:|Finalise the plan:|Составь план курса и верни|Make the course plan and return)/;

const withoutRequest = (dialogue: readonly Message[]): readonly Message[] => {
  const at = dialogue.findLastIndex((one) => one.role === "user" && ownRequest.test(one.content));
  if (at >= 0) return dialogue.slice(0, at);
  return dialogue.at(-1)?.role === "user" ? dialogue.slice(0, -1) : dialogue;
};

export const readRequest = (request: ChatRequest): MentorRequest => {
  const messages = request.messages.map((one) => ({
    role: one.role,
    content: textOf(one.content),
  }));
  const system = messages.find((one) => one.role === "system")?.content ?? "";
  const dialogue = messages.filter((one) => one.role === "user" || one.role === "assistant");
  const [, task, language] = header.exec(system) ?? [];
  const operation = isOperation(task) ? task : guessed(request, system);
  const written = dialogue.findLast((one) => one.role === "user")?.content ?? "";
  const locale: Locale =
    language === "ru" || language === "en" ? language : /[а-яё]/i.test(written) ? "ru" : "en";
  return {
    operation,
    locale,
    brief: briefOf(system, locale),
    dialogue: asking.includes(operation) ? withoutRequest(dialogue) : dialogue,
    maxTokens: number(request.max_completion_tokens) ?? number(request.max_tokens) ?? 4_000,
  };
};
