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

const strings = z.array(z.string()).catch([]);
const studyShape = z.object({
  /** What is learned, as prompts of study carry it; null: in no module. */
  module: z
    .object({
      title: text,
      hours: z.number().positive().catch(1),
      objectives: z.array(z.object({ text })).catch([]),
      lessons: strings,
      is_last: z.boolean().catch(false),
    })
    .nullable(),
  /** `how`: the text that is wanted of it; `hints_shown`: during its exercise. */
  lesson: z
    .object({
      title: text,
      objectives: strings,
      how: z.string().optional(),
      hints_shown: z.number().nullable().catch(null),
    })
    .nullable(),
  /** The text that is open; "" when there is none. */
  text,
});
export type Study = z.infer<typeof studyShape>;

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
  /** Modules, a plan or an outline as JSON; a lesson; or words, about the plan or what is studied. */
  readonly wants: "modules" | "plan" | "outline" | "lesson" | "study" | "words";
  readonly locale: Locale;
  /** Null when the prompt carries no track. */
  readonly brief: Brief | null;
  readonly study: Study;
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

/** The blocks in which prompts carry data: JSON, and the text of a lesson. */
const blocks =
  /<(track_data|module_data|lesson_data)>\s*(\{[\s\S]*?\})\s*<\/\1>|<lesson_text>\n([\s\S]*?)\n<\/lesson_text>/g;

/** Messages with their texts, whether a text comes whole or in parts. */
export const messagesOf = ({ messages }: ChatCompletionRequest) =>
  messages.map(({ role, content }) => ({ role, content: getTextContent(content) ?? "" }));
export type Message = ReturnType<typeof messagesOf>[number];

/** The learner's newest message. */
export const asked = ({ dialogue }: MentorRequest): string =>
  dialogue.findLast((one) => one.role === "user")?.content ?? "";

/** Clients join messages of one side that follow each other, with a rule between them. */
const seam = /\n\s*\n---\n\s*\n/;
const parted = (message: Message): Message[] =>
  message.role === "user"
    ? message.content.split(seam).map((content) => ({ ...message, content }))
    : [message];

/** A field that JSON of a kind must have, and the kind. */
const jsonFields = [
  ["objective_numbers", "outline"],
  ["learning_objectives", "modules"],
  ["final_project", "plan"],
] as const;

export const readRequest = (request: ChatCompletionRequest): MentorRequest => {
  const messages = messagesOf(request);
  const system = messages.find((one) => one.role === "system")?.content ?? "";
  const instructions = system.replace(blocks, "");
  const locale: Locale = /[а-яё]/i.test(instructions) ? "ru" : "en";
  const found = [...system.matchAll(blocks)];
  const block = (name: string): unknown =>
    JSON.parse(found.find(([, tag]) => tag === name)?.[2] ?? "null");
  const [track, module, lesson] = [block("track_data"), block("module_data"), block("lesson_data")];
  const open = found.find(([, tag]) => tag === undefined)?.[3];
  const study = studyShape.parse({ module, lesson, text: open });
  // Told by the fields that the wanted JSON must have, in its schema or in the prompt's example.
  const shape = `${JSON.stringify(request.response_format ?? null)}\n${instructions}`;
  const json = jsonFields.find(([field]) => shape.includes(field));
  const isStudy = study.module !== null;
  const spoken = study.lesson?.how !== undefined ? "lesson" : isStudy ? "study" : "words";
  const known = trackShape.nullable().parse(track);
  return {
    wants: json?.[1] ?? spoken,
    locale,
    study,
    brief: known === null ? null : briefOf(known.title, locale, known),
    dialogue: messages.filter((one) => one.role !== "system").flatMap(parted),
    maxTokens: Number(request["max_completion_tokens"] ?? request.max_tokens ?? 4_000),
  };
};
