// What a chat request asks of the mentor: the kind of answer, the language, the track, the dialogue.
import { levels, type Level, type Locale } from "./plan.ts";
import { wishIn } from "./wish.ts";

/** A module that the track already has. */
export interface ExistingModule {
  readonly number: number;
  readonly title: string;
  readonly hours: number;
  readonly objectives: readonly string[];
}

/** What the learner asked for. */
export interface Brief {
  readonly locale: Locale;
  /** What is to be learned, as a title. */
  readonly subject: string;
  /** What else says which subject it is; "" for nothing. */
  readonly about: string;
  readonly known: string;
  readonly level: Level;
  /** Null when the learner named no time. */
  readonly hours: number | null;
  /** Hours that the wish names where the track has others; else null. */
  readonly otherHours: number | null;
  readonly expectations: string;
  readonly existing: readonly ExistingModule[];
}

export interface Message {
  readonly role: string;
  readonly content: string;
}

export interface MentorRequest {
  /** Modules or a plan as JSON, or words. */
  readonly wants: "modules" | "plan" | "words";
  readonly locale: Locale;
  /** Null when the prompt carries no track. */
  readonly brief: Brief | null;
  /** Oldest first, without the system prompt. */
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
const string = (value: unknown): string => (typeof value === "string" ? value : "");
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
const number = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : null;

const textOf = (content: unknown): string =>
  Array.isArray(content)
    ? content.map((part: unknown) => (isFields(part) ? string(part["text"]) : "")).join("")
    : string(content);

/** The block in which prompts carry the learner's track, as JSON. */
const trackBlock = /<track_data>\s*(\{[\s\S]*?\})\s*<\/track_data>/;

const trackIn = (system: string): Fields | null => {
  try {
    const value: unknown = JSON.parse(trackBlock.exec(system)?.[1] ?? "null");
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
};

const existingModules = (value: unknown): ExistingModule[] =>
  (Array.isArray(value) ? value : []).filter(isFields).map((module) => ({
    number: number(module["number"]) ?? 0,
    title: string(module["title"]),
    hours: number(module["hours"]) ?? 1,
    objectives: strings(module["objectives"]),
  }));

/** A brief out of what the learner wrote; the fields of a track complete it. */
export const briefOf = (text: string, locale: Locale, track: Fields = {}): Brief => {
  const wish = wishIn(text);
  const level = levels.find((one) => one === track["difficulty_level"]) ?? "beginner";
  const hours = number(track["estimated_duration_hours"]);
  return {
    locale,
    subject: wish.subject ?? text,
    about: [track["skill_area"], track["description"]].map(string).join("\n"),
    known: wish.known,
    // "Beginner" is also what stands in a form that nobody touched.
    level: level === "beginner" ? (wish.level ?? level) : level,
    hours: hours ?? wish.hours,
    otherHours: hours !== null && wish.hours !== hours ? wish.hours : null,
    expectations: [string(track["user_expectations"]), wish.reason].filter(Boolean).join("; "),
    existing: existingModules(track["modules"]),
  };
};

/** Told by the fields that the wanted JSON must have, in its schema or in the prompt's example. */
const wantsOf = (request: ChatRequest, instructions: string): MentorRequest["wants"] => {
  const shape = `${JSON.stringify(request.response_format ?? null)}\n${instructions}`;
  if (/learning_objectives/.test(shape)) return "modules";
  return /final_project/.test(shape) ? "plan" : "words";
};

export const readRequest = (request: ChatRequest): MentorRequest => {
  const messages = request.messages.map(({ role, content }) => ({
    role,
    content: textOf(content),
  }));
  const system = messages.find((one) => one.role === "system")?.content ?? "";
  const instructions = system.replace(trackBlock, "");
  const dialogue = messages.filter((one) => one.role === "user" || one.role === "assistant");
  const spoken = instructions || (dialogue.findLast((one) => one.role === "user")?.content ?? "");
  const locale: Locale = /[а-яё]/i.test(spoken) ? "ru" : "en";
  const track = trackIn(system);
  return {
    wants: wantsOf(request, instructions),
    locale,
    brief: track === null ? null : briefOf(string(track["title"]), locale, track),
    dialogue,
    maxTokens: number(request.max_completion_tokens) ?? number(request.max_tokens) ?? 4_000,
  };
};
