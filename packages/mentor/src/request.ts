// What a chat request asks of the mentor: the kind of answer, the language, the track, the dialogue.
import { getTextContent, type ChatCompletionRequest } from "@copilotkit/aimock";
import * as z from "zod";
import { levels, type Level, type Locale } from "./plan.ts";
import { wishIn } from "./wish.ts";

const text = z.string().catch("");
const moduleShape = z.object({
  number: z.number().catch(0),
  title: text,
  hours: z.number().catch(1),
  objectives: z.array(z.string()).catch([]),
});
/** The learner's track as prompts carry it; what is missing or odd there is taken as not said. */
const trackShape = z.object({
  title: text,
  skill_area: text,
  description: text,
  user_expectations: text,
  difficulty_level: z.enum(levels).catch("beginner"),
  estimated_duration_hours: z.number().positive().nullable().catch(null),
  modules: z.array(moduleShape).catch([]),
});
const noTrack = trackShape.parse({});

/** A module that the track already has. */
export type ExistingModule = z.infer<typeof moduleShape>;

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

/** A brief out of what the learner wrote; the fields of a track complete it. */
export const briefOf = (wished: string, locale: Locale, track = noTrack): Brief => {
  const { subject, known, level, hours, reason } = wishIn(wished);
  const { difficulty_level } = track;
  const whole = track.estimated_duration_hours ?? hours;
  return {
    locale,
    subject: subject ?? wished,
    about: `${track.skill_area}\n${track.description}`,
    known,
    // "Beginner" is also what stands in a form that nobody touched.
    level: difficulty_level === "beginner" ? (level ?? difficulty_level) : difficulty_level,
    hours: whole,
    otherHours: whole === hours ? null : hours,
    expectations: [track.user_expectations, reason].filter(Boolean).join("; "),
    existing: track.modules,
  };
};

/** The block in which prompts carry the learner's track. */
const trackBlock = /<track_data>\s*(\{[\s\S]*?\})\s*<\/track_data>/;

/** Messages with their texts, whether a text comes whole or in parts. */
export const messagesOf = ({ messages }: ChatCompletionRequest) =>
  messages.map(({ role, content }) => ({ role, content: getTextContent(content) ?? "" }));
export type Message = ReturnType<typeof messagesOf>[number];

/** Clients join messages of one side that follow each other, with a rule between them. */
const seam = /\n\s*\n---\n\s*\n/;
const parted = (message: Message): Message[] =>
  message.role === "user"
    ? message.content.split(seam).map((content) => ({ ...message, content }))
    : [message];

export const readRequest = (request: ChatCompletionRequest): MentorRequest => {
  const messages = messagesOf(request);
  const system = messages.find((one) => one.role === "system")?.content ?? "";
  const instructions = system.replace(trackBlock, "");
  const locale: Locale = /[а-яё]/i.test(instructions) ? "ru" : "en";
  const block = trackBlock.exec(system)?.[1];
  const track = block === undefined ? null : trackShape.parse(JSON.parse(block));
  // Told by the fields that the wanted JSON must have, in its schema or in the prompt's example.
  const shape = `${JSON.stringify(request.response_format ?? null)}\n${instructions}`;
  const isPlan = shape.includes("final_project");
  return {
    wants: shape.includes("learning_objectives") ? "modules" : isPlan ? "plan" : "words",
    locale,
    brief: track === null ? null : briefOf(track.title, locale, track),
    dialogue: messages.filter((one) => one.role !== "system").flatMap(parted),
    maxTokens: Number(request["max_completion_tokens"] ?? request.max_tokens ?? 4_000),
  };
};
