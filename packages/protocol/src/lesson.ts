// Modules that teach: objectives, lessons and their versions, practice, and what to go on with.
import * as z from "zod";
import { historyItem, messageStatuses } from "./chat.ts";
import { claimedUserId, clientMessageId, id } from "./id.ts";
import { jobStatuses } from "./job.ts";
import { limits } from "./limits.ts";
import { content, line, text } from "./text.ts";
import { courseModule } from "./track.ts";

export const objectiveKinds = ["memory", "concept", "procedure"] as const;

/** How a version of a lesson was asked for: the first one, or another for a learner who wants it so. */
export const versionKinds = ["first", "simpler", "deeper", "example"] as const;
export type VersionKind = (typeof versionKinds)[number];

export const assignmentKinds = ["practice", "project"] as const;
export type AssignmentKind = (typeof assignmentKinds)[number];

const objective = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(objectiveKinds),
  lesson_ids: z.array(z.string()).describe("the lessons in force that teach it"),
});
export type Objective = z.infer<typeof objective>;

/** A lesson in a list. */
const lessonBrief = z.object({
  id: z.string(),
  lesson_number: z.int(),
  title: z.string(),
  minutes: z.int().describe("to read it and do its exercise"),
  objective_ids: z.array(z.string()),
  text_status: z
    .enum(messageStatuses)
    .nullable()
    .describe("how the newest text stands; null: none was asked for"),
  message_ids: z.array(z.string()).describe("its texts, as messages of the study chat"),
  done_at: z.string().nullable(),
});
export type LessonBrief = z.infer<typeof lessonBrief>;

const assignment = z.object({
  id: z.string(),
  kind: z.enum(assignmentKinds),
  title: z.string(),
  instructions: z.string().describe("Markdown"),
  minutes: z.int(),
  notes: z.string().describe("the learner's own"),
  done_at: z.string().nullable(),
  updated_at: z.string(),
});
export type Assignment = z.infer<typeof assignment>;

/** How far a learner has come, in hours of the plan. */
const progress = {
  hours: z.number(),
  hours_done: z.number().describe("the hours of lessons that are done; of a completed module, all"),
  progress: z.int().describe("per cent"),
};

const trackPlace = z.object({
  id: z.string(),
  title: z.string(),
  session_id: z.string().describe("the planning session: its key opens the study chat's socket"),
});

/** A place in a track: a module, and in it a lesson, where its lessons are known. */
const place = z.object({
  module_id: z.string(),
  module_number: z.int(),
  module_title: z.string(),
  lesson_id: z.string().nullable(),
  lesson_title: z.string().nullable(),
});
export type Place = z.infer<typeof place>;

/** Everything a module's page shows. */
export const modulePage = z.object({
  track: trackPlace,
  module: courseModule,
  archived_at: z.string().nullable().describe("it is in no plan any more: it can be read only"),
  chat_id: z.string().nullable().describe("the study chat; null: nothing was learned here yet"),
  objectives: z.array(objective),
  lessons: z.array(lessonBrief),
  assignments: z.array(assignment),
  is_outlined: z
    .boolean()
    .describe("every objective has a lesson; else an outline has to be asked for"),
  outline_job: z
    .object({ id: z.string(), status: z.enum(jobStatuses), error_code: z.string().nullable() })
    .nullable()
    .describe("the newest job that makes an outline of it"),
  practice_minutes: z.int().describe("of the module's hours, what lessons leave for practice"),
  previous: place.nullable(),
  next: place.nullable(),
  ...progress,
});
export type ModulePage = z.infer<typeof modulePage>;

const version = z.object({
  id: z.string(),
  version: z.int(),
  how: z.enum(versionKinds),
  status: z.enum(messageStatuses),
  model: z.string().nullable(),
  words: z.int().nullable(),
  created_at: z.string(),
});
export type LessonVersion = z.infer<typeof version>;

/** Everything a lesson's page shows. */
export const lessonPage = z.object({
  track: trackPlace,
  module: z.object({
    id: z.string(),
    module_number: z.int(),
    title: z.string(),
    status: courseModule.shape.status,
    archived_at: z.string().nullable(),
    lessons: z.array(lessonBrief),
  }),
  chat_id: z.string().nullable(),
  lesson: lessonBrief,
  archived_at: z
    .string()
    .nullable()
    .describe("it was replaced by other lessons, or its module was"),
  objectives: z.array(z.string()),
  version: version.nullable().describe("the one shown; null: none was asked for"),
  message: historyItem
    .nullable()
    .describe("the text of that version, as a message of the study chat"),
  versions: z.array(version).describe("oldest first"),
  previous: place.nullable(),
  next: place.nullable(),
  ...progress,
});
export type LessonPage = z.infer<typeof lessonPage>;

export const lessonQuery = z.object({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.maxPosition)
    .optional()
    .describe("of the text; without it, the one that the learner reads"),
});

/** Asks for another text of a lesson. */
export const versionBody = z.object({
  version: z
    .int()
    .min(1)
    .max(limits.maxPosition)
    .describe("its number, one more than the newest: asked for twice, it is the same"),
  how: z.enum(versionKinds),
});

/** A text of a lesson that is being written, or was. */
export const lessonOpened = z.object({
  success: z.literal(true),
  track_id: z.string(),
  module_id: z.string(),
  lesson_id: z.string(),
  version: z.int(),
  chat_id: z.string(),
  message_id: z.string(),
  status: z.enum(messageStatuses),
});
export type LessonOpened = z.infer<typeof lessonOpened>;

export const lessonChange = z
  .object({
    done: z.boolean(),
    version: z.int().min(1).max(limits.maxPosition).describe("the one to read from now on"),
  })
  .partial();

export const moduleChange = z.object({ completed: z.boolean() });

export const assignmentChange = z
  .object({ notes: text(limits.notesChars), done: z.boolean() })
  .partial();

export const outlined = z.object({ success: z.literal(true), lessons: z.int() });

/** What to go on with, and how far each track is. */
export const today = z.object({
  next: z
    .object({ track_id: z.string(), track_title: z.string(), ...place.shape })
    .nullable()
    .describe("the next lesson or module of the track that was last learned; null: there is none"),
  tracks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: z.string(),
      ...progress,
      next: place.nullable(),
      updated_at: z.string(),
    }),
  ),
  lessons_done_this_week: z.int(),
});
export type Today = z.infer<typeof today>;

// The original's module routes.

const originalModule = {
  track_id: id,
  module_id: line(100).describe("an id, a number in the plan, or a client's own"),
  session_id: text(200).nullish(),
  user_id: claimedUserId.nullish(),
};

export const moduleStartBody = z.object(originalModule);
export const moduleStartAnswer = z.object({
  success: z.literal(true),
  module_summary: z.string().describe("the first lesson, Markdown"),
  chat_id: z.string(),
  module_id: z.string(),
  lesson_id: z.string(),
  error: z.null(),
  tokens_used: z.int().nullable(),
});

export const moduleChatBody = z.object({
  message: content(limits.messageChars),
  ...originalModule,
  chat_id: text(200).nullish(),
  client_message_id: clientMessageId.nullish(),
});
export const moduleChatAnswer = z.object({
  success: z.literal(true),
  response: z.string(),
  chat_id: z.string(),
  message_id: z.string(),
  error: z.null(),
  tokens_used: z.int().nullable(),
});

export const moduleHistoryBody = z.object({
  ...originalModule,
  chat_id: text(200).nullish(),
});
export const moduleHistoryAnswer = z.object({
  success: z.literal(true),
  history: z.array(historyItem),
  error: z.null(),
});

export const moduleCompleteBody = z.object(originalModule);
export const moduleCompleteAnswer = z.object({
  success: z.literal(true),
  message: z.string(),
  module_id: z.string(),
  status: z.literal("completed"),
});

export const generateLessonBody = z.object({
  lesson_title: line(limits.titleChars),
  module_context: text(limits.messageChars),
  content_type: text(100).nullish(),
});
export const generateLessonAnswer = z.object({
  success: z.literal(true),
  content: z.string(),
  error: z.null(),
  tokens_used: z.int().nullable(),
});
