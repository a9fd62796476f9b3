// What is asked of the mentor over HTTP.
import * as z from "zod";
import { answerNotes, messageStatuses, studied, textStatuses } from "./chat.ts";
import { claimedUserId, clientMessageId, id, sessionKey } from "./id.ts";
import { limits } from "./limits.ts";
import { content, line, text } from "./text.ts";
import { courseModule, difficultyLevel, hours } from "./track.ts";
import { user } from "./user.ts";

export const welcomeBody = z.object({
  session_id: sessionKey,
  user_id: claimedUserId.nullish(),
  track_id: id.nullish(),
  skill_area: text(limits.titleChars),
  user_expectations: text(limits.expectationsChars).nullish(),
  difficulty_level: difficultyLevel.nullish(),
  duration_hours: hours.nullish(),
});
export type WelcomeBody = z.infer<typeof welcomeBody>;

export const chatResponseBody = z.object({
  message: content(limits.messageChars),
  session_id: sessionKey,
  user_id: claimedUserId.nullish(),
  chat_id: id.nullish(),
  track_id: id.nullish(),
  track_context: z.unknown().optional(),
  client_message_id: clientMessageId.nullish(),
  ...studied,
});

export const stopBody = z.object({ message_id: id.describe("the answer") });

export const regenerateBody = z.object({
  message_id: id.describe("the answer"),
  attempt: z
    .int()
    .min(0)
    .max(limits.maxPosition)
    .describe("the attempt on screen: when there is a newer one, nothing is written twice"),
});

export const continueBody = z.object({
  message_id: regenerateBody.shape.message_id,
  attempt: regenerateBody.shape.attempt.describe(
    "the attempt on screen, which was cut: when there is a newer one, nothing is written twice",
  ),
});

export const editBody = z.object({
  message_id: id.describe("the learner's message"),
  message: content(limits.messageChars),
  client_message_id: clientMessageId,
});

export const finalizeBody = z.object({
  session_id: sessionKey,
  user_id: claimedUserId.nullish(),
  skill_area: text(limits.titleChars).nullish(),
  track_id: id,
});

export const generatePlanBody = z.object({
  track_id: id,
  user_expectations: text(limits.expectationsChars).nullish(),
  session_id: sessionKey.nullish(),
  chat_id: id.nullish(),
});

/** Only in the answer to a request without a sign-in, which made its caller a guest. */
const newGuest = {
  access_token: z.string().optional(),
  token_type: z.literal("bearer").optional(),
  user: user.optional(),
};

const turnFields = {
  ...newGuest,
  success: z.literal(true),
  error: z.null(),
  chat_id: z.string(),
  message_id: z.string().describe("the answer"),
  tokens_used: z.int().nullable(),
  model_used: z.string().nullable(),
  status: z.enum(textStatuses),
  left_out: answerNotes.shape.left_out,
};

export const welcomeAnswer = z.object({ ...turnFields, message: z.string() });
export const chatAnswer = z.object({
  ...turnFields,
  response: z.string(),
  reply_to: z.string().nullable(),
});
export const finalizeAnswer = z.object({
  ...turnFields,
  from_plan: answerNotes.shape.from_plan,
  modules_count: z.int(),
  modules: z.array(courseModule),
  track_id: z.string(),
});

/** `status`: as the answer is now; one still being written ends at its next checkpoint. */
export const stopAnswer = z.object({
  success: z.literal(true),
  chat_id: z.string(),
  message_id: z.string(),
  status: z.enum(messageStatuses),
});

/** 202: the turn is accepted and goes on; read it from the history or the socket. */
export const turnAccepted = z.object({
  success: z.literal(true),
  status: z.literal("accepted"),
  session_id: z.string(),
  chat_id: z.string(),
  message_id: z.string(),
  reply_to: z.string().nullable(),
  ...newGuest,
});

export const planAnswer = z.object({
  success: z.literal(true),
  plan: z.unknown(),
  error: z.null(),
  tokens_used: z.int().nullable(),
  chat_id: z.string().nullable(),
});

export const modelConfig = z.object({
  model_name: z.string(),
  base_url: z.string(),
  max_tokens: z.int(),
  temperature: z.number(),
  has_custom_key: z.boolean(),
  is_demo: z.boolean().describe("the built-in demo mentor answers, not a language model"),
});

/** A user's own model settings, or the server's; of a key of their own the last four characters. */
export const ownModelConfig = z.object({
  ...modelConfig.shape,
  key_hint: z
    .string()
    .nullable()
    .describe("the saved key's last four characters; null without a readable key"),
});
export type OwnModelConfig = z.infer<typeof ownModelConfig>;

const temperature = z
  .number()
  .min(0, { error: "must be at least 0" })
  .max(2, { error: "must be at most 2" });
const maxTokens = z
  .int()
  .min(limits.minAnswerTokens, { error: `must be at least ${limits.minAnswerTokens}` })
  .max(limits.maxAnswerTokens, { error: `must be at most ${limits.maxAnswerTokens}` });

/** A key as it is, where the whole header was pasted. */
const withoutScheme = (key: string): string => key.replace(/^(?:authorization:\s*)?bearer\s+/i, "");

/** What is left out stays as it is. */
export const ownModelChange = z.object({
  model_name: line(limits.modelNameChars).optional(),
  base_url: line(limits.baseUrlChars)
    .optional()
    .describe("OpenAI-compatible, https, public; for another host the key is asked for again"),
  api_key: z
    .string()
    .trim()
    .overwrite(withoutScheme)
    .regex(/^[\x21-\x7e]{1,500}$/, {
      error: "must be 1 to 500 printable ASCII characters without spaces",
    })
    .nullish()
    .describe("stored encrypted, never shown; null removes it: the server's model answers again"),
  temperature: temperature.optional(),
  max_tokens: maxTokens.optional().describe("the longest answer"),
});

/** Null goes back to the user's own setting, or the server's. */
export const chatModelChange = z.object({
  model_name: line(limits.modelNameChars).nullish(),
  temperature: temperature.nullish(),
  max_tokens: maxTokens.nullish(),
});

const optional = (schema: z.ZodType<string>) =>
  schema.nullish().transform((value) => (value?.trim() ? value.trim() : null));

export const testConnectionBody = z
  .object({
    api_key: optional(
      z
        .string()
        .trim()
        .overwrite(withoutScheme)
        .regex(/^[\x20-\x7e]{0,500}$/, {
          error: "must be at most 500 printable ASCII characters",
        }),
    ),
    base_url: optional(text(500)),
    model_name: optional(text(100)),
  })
  .partial();

export const testConnectionAnswer = z.object({
  success: z.literal(true),
  message: z.string(),
  model_used: z.string(),
  tokens_used: z.int().nullable(),
  error: z.null(),
});
